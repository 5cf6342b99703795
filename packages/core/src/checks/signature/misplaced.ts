import type { XmlElement } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { childElements } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { maySign, notOnSaml } from '../saml-signature.ts';

export default defineCheck({
  id: 'signature/misplaced',
  title: 'The Signature does not stand where the schema puts it',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.3.3, 3.2.1, 3.2.2',
      says: 'In an assertion or message, Signature follows Issuer and stands before everything else; so the schemas have it.',
    },
    {
      spec: 'saml11-core',
      section: '2.3.2, 3.4.1',
      says: 'In SAML 1.1 Signature is the last child of an assertion and the first of a response; so the schemas have it.',
    },
  ],
  why: `The schemas fix the order of the children, and Signature comes right after Issuer, in metadata first of all, in an assertion of SAML 1.1 last. A service
provider that validates against the schema refuses another order whatever the signature is worth. A signature in an element that
cannot be signed is ignored at best.`,
  fix: `Have the software that signs put Signature after Issuer. If the identity provider does so, something on the way moved
it.`,

  skip: notOnSaml,

  run({ element, parent }) {
    if (!parent) return { verdict: 'pass' };
    const strays = straysOf(element, parent);
    const [stray] = strays;
    if (maySign(parent) && !stray) return { verdict: 'pass' };
    const { side, right } = placeIn(parent);
    return {
      verdict: 'fail',
      at: stray ? [element, stray] : [element, parent],
      data: {
        parent: nameElement(parent),
        what: maySign(parent)
          ? `${side} ${stray?.name}`
          : 'although SAML foresees no signature on this element',
      },
      explains: [
        ...[element, ...strays].map((on) => ({ check: 'structure/element-misplaced', on })),
        ...(maySign(parent) ? [] : [{ check: 'signature/covers-other-element', on: element }]),
      ],
      expected: maySign(parent) ? right : 'no Signature here',
    };
  },

  message: ({ parent, what }) => `In ${parent} the Signature stands ${what}.`,
});

/** The children on the side of a Signature where none may stand but, in SAML 2.0, the Issuer. */
function straysOf(signature: XmlElement, parent: XmlElement): XmlElement[] {
  const children = childElements(parent);
  const at = children.indexOf(signature);
  if (placeIn(parent).side === 'before') return children.slice(at + 1);
  return children
    .slice(0, at)
    .filter(({ localName, namespaceURI }) => !(localName === 'Issuer' && namespaceURI === ns.saml));
}

/** An assertion of SAML 1.1 is signed at its end. */
function placeIn({ namespaceURI }: XmlElement) {
  return namespaceURI === ns.saml11
    ? ({ side: 'before', right: 'Signature last' } as const)
    : ({ side: 'after', right: 'Signature right after Issuer, or first' } as const);
}
