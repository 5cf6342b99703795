import type { XmlElement } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { elementsIn } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { signatureRound } from '../identity.ts';
import { places } from '../places.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';

/** Elements that there is one of in a signature, by the element they must be a child of. */
const PLACE: ReadonlyMap<string, string> = new Map([
  ['CanonicalizationMethod', 'SignedInfo'],
  ['SignatureMethod', 'SignedInfo'],
  ['SignatureValue', 'Signature'],
]);

export default defineCheck({
  id: 'attack/decoy-in-signature',
  title: 'The signature holds a second element of a kind there must be one of',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '4.1',
      says: 'CanonicalizationMethod and SignatureMethod are children of SignedInfo, and so signed themselves; SignatureValue is a child of Signature.',
    },
  ],
  why: `How a signature is verified is written in SignedInfo, so that it is signed as well. A library that looks for
\`CanonicalizationMethod\` or \`SignatureMethod\` anywhere in the signature finds the attacker's first, and verifies in a way that
nobody signed. xml-crypto looks for them like that, whatever their namespace.`,
  fix: refuse('At the service provider, use software that holds signatures against their schema.'),

  skip: ({ element }) => outsideSaml(element.document),

  run({ element, parent }) {
    const found = elementsIn(element).filter((one) => isDecoy(one, element));
    const [first, ...rest] = found;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(first, [element, ...rest]),
      data: {
        signed: nameElement(parent ?? element),
        decoy: first.name,
        holder: first.parent?.name ?? 'nothing',
      },
      expected: `${first.localName} in ${PLACE.get(first.localName)} alone`,
      actual: `another one in ${first.parent?.name ?? 'nothing'}`,
      explains: [{ check: 'signature/undecidable', on: element }],
    };
  },

  message: ({ signed, decoy, holder }) =>
    `In the Signature on ${signed}, ${decoy} stands in ${holder}, where nothing signs it and a library may find it first.`,
});

function isDecoy(one: XmlElement, signature: XmlElement): boolean {
  const holder = PLACE.get(one.localName);
  if (holder === undefined || signatureRound(one) !== signature) return false;
  return !(
    one.namespaceURI === ns.ds &&
    one.parent?.namespaceURI === ns.ds &&
    one.parent.localName === holder &&
    (one.parent === signature || one.parent.parent === signature)
  );
}
