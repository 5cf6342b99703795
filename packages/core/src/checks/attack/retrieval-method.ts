import type { XmlElement } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { attributeNamed, childNamed, elementsIn } from '../../xml/navigate.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { signatureRound } from '../identity.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attack/retrieval-method',
  title: 'KeyInfo would have the verifier fetch or compute its key',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '4.4.3',
      says: 'RetrievalMethod refers to key information elsewhere, by a URI and transforms as a Reference has them.',
    },
    advisory('CVE-2021-40690'),
  ],
  why: `The verifier follows a RetrievalMethod before it has verified anything, so the sender chooses what file is read, what
address is called or what transform is run. The key that comes out is the sender's choice in any case, and worth nothing.`,
  fix: refuse(
    'At the service provider, take keys from the configuration alone and follow nothing in KeyInfo.',
  ),

  skip: ({ element }) => outsideSaml(element.document),

  run({ element, parent }) {
    for (const one of elementsIn(element)) {
      if (!isRetrieval(one) || signatureRound(one) !== element) continue;
      const uri = attributeNamed(one, 'URI');
      const outside = uri !== undefined && uri.value !== '' && !uri.value.startsWith('#');
      const transforms = childNamed(one, ns.ds, 'Transforms');
      if (!outside && !transforms) continue;
      return {
        verdict: 'fail',
        at: [uri ?? one, transforms ?? one, element],
        data: {
          signed: nameElement(parent ?? element),
          what: outside ? `fetch its key from ${shown(uri.value)}` : 'run transforms to find its key',
        },
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ signed, what }) =>
    `KeyInfo in the Signature on ${signed} would have the verifier ${what}. It was not followed.`,
});

function isRetrieval({ localName, namespaceURI }: XmlElement): boolean {
  return (
    (localName === 'RetrievalMethod' && namespaceURI === ns.ds) ||
    (localName === 'KeyInfoReference' && namespaceURI === ns.dsig11)
  );
}
