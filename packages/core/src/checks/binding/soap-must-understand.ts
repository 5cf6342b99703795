import { ns } from '../../xml/namespaces.ts';
import { attributeNamed, childElements, childNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { envelopeOf } from '../wire.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'binding/soap-must-understand',
  title: 'A SOAP header must be understood that SAML does not define',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.2.2',
      says: 'A SAML message in SOAP must not depend on headers, though others may add some; one marked mustUnderstand makes a receiver that does not know it fail.',
    },
  ],
  why: `The receiver answers a SOAP fault, before it looks at the SAML message at all. The fault names the header, not SAML,
and often only the log shows it.`,
  fix: `Have the sender, or the gateway on the way, leave the header out or drop mustUnderstand. Headers of WS-Addressing and
ECP are fine where both ends know them.`,

  skip: (message) => (envelopeOf(message) ? undefined : 'there is no SOAP envelope'),

  run(message) {
    const envelope = envelopeOf(message);
    const header = envelope && childNamed(envelope, envelope.namespaceURI, 'Header');
    const strange = header
      ? childElements(header).find((one) => {
          const mark = attributeNamed(one, 'mustUnderstand', envelope.namespaceURI)?.value;
          return (mark === '1' || mark === 'true') && !KNOWN.has(one.namespaceURI);
        })
      : undefined;
    if (!strange) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [strange],
      data: { name: shown(strange.name), uri: shown(strange.namespaceURI) },
    };
  },

  message: ({ name, uri }) => `The header <${name}> in the namespace ${uri} says mustUnderstand.`,
});

/** Headers that profiles of SAML use. */
const KNOWN: ReadonlySet<string> = new Set<string>([ns.ecp, ns.paos]);
