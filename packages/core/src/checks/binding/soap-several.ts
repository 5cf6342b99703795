import { childElements, childNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { envelopeOf } from '../wire.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'binding/soap-several',
  title: 'The SOAP body holds more than one message',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.2.2',
      says: 'A SOAP body must hold one SAML message, and nothing else.',
    },
  ],
  why: `Which of them is read depends on the receiver. Strict ones refuse the envelope; a second message may also be an
attempt to have one verified and the other used.`,
  fix: `Have the sender put each message into an envelope of its own.`,

  skip: (message) => (envelopeOf(message) ? undefined : 'there is no SOAP envelope'),

  run(message) {
    const envelope = envelopeOf(message);
    const body = envelope && childNamed(envelope, envelope.namespaceURI, 'Body');
    const inside = body ? childElements(body) : [];
    const [, second] = inside;
    return second
      ? {
          verdict: 'fail',
          at: [second],
          data: { names: allOf(inside.map(({ name }) => `<${shown(name)}>`)) },
        }
      : { verdict: 'pass' };
  },

  message: ({ names }) => `The SOAP Body holds ${names}.`,
});
