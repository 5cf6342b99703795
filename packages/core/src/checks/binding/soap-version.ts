import { SOAP12 } from '../../saml/soap.ts';
import { ns } from '../../xml/namespaces.ts';
import { defineCheck } from '../check.ts';
import { envelopeOf } from '../wire.ts';

export default defineCheck({
  id: 'binding/soap-version',
  title: 'The SOAP envelope is of version 1.2',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.2.2',
      says: 'The SAML SOAP binding is over SOAP 1.1, in the namespace http://schemas.xmlsoap.org/soap/envelope/.',
    },
  ],
  why: `A receiver that knows SOAP 1.1 answers a version mismatch, or does not find the message in the envelope. Others accept
both, so it works with one receiver and not with another.`,
  fix: `Have the sender use SOAP 1.1 for SAML.`,

  skip: (message) => (envelopeOf(message) ? undefined : 'there is no SOAP envelope'),

  run(message) {
    const envelope = envelopeOf(message);
    if (!envelope || envelope.namespaceURI !== SOAP12) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [envelope],
      data: { uri: envelope.namespaceURI },
      expected: ns.soap,
      actual: envelope.namespaceURI,
    };
  },

  message: ({ uri }) => `The envelope is in the namespace ${uri}.`,
});
