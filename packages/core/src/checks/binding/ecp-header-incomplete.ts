import type { XmlElement } from '../../xml/document.ts';
import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { ecpHeadersOf } from '../ecp-headers.ts';
import { envelopeOf } from '../wire.ts';
import { allOf, shown } from '../wording.ts';

const NEXT = 'http://schemas.xmlsoap.org/soap/actor/next';

export default defineCheck({
  id: 'binding/ecp-header-incomplete',
  title: 'A header of ECP does not say that it must be understood',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.2.4.1, 4.2.4.2, 4.2.4.3, 4.2.4.4, 4.2.4.5',
      says: 'Each header block of the profile must have mustUnderstand="1" and as actor http://schemas.xmlsoap.org/soap/actor/next, both of SOAP 1.1.',
    },
  ],
  why: `The enhanced client is the next node, and acts by these headers. Without the two attributes it may pass over them, and
return the response to whichever address the message names.`,
  fix: 'Have the sender of the envelope write S:mustUnderstand="1" and S:actor="http://schemas.xmlsoap.org/soap/actor/next" on each of these headers.',

  skip: (message) => (ecpHeadersOf(message).length > 0 ? undefined : 'there is no header of ECP'),

  run(message) {
    const envelope = envelopeOf(message);
    for (const header of ecpHeadersOf(message)) {
      const missing = missingOn(header, envelope?.namespaceURI ?? '');
      if (missing.length > 0)
        return {
          verdict: 'fail',
          at: [header],
          data: { name: shown(header.name), missing: allOf(missing) },
        };
    }
    return { verdict: 'pass' };
  },

  message: ({ name, missing }) => `The header <${name}> lacks ${missing}.`,
});

function missingOn(header: XmlElement, soap: string): string[] {
  const must = attributeNamed(header, 'mustUnderstand', soap)?.value;
  return [
    ...(must === '1' ? [] : ['mustUnderstand="1"']),
    ...(attributeNamed(header, 'actor', soap)?.value === NEXT ? [] : ['the actor of the next node']),
  ];
}
