import type { XmlElement } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { elementsNamed, textOf } from '../../xml/navigate.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { sideBySide } from '../identity.ts';
import { places } from '../places.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';
import { shown } from '../wording.ts';

/** XML Advanced Electronic Signatures hold digests of certificates outside any Reference. */
const XADES = 'http://uri.etsi.org/01903/';

export default defineCheck({
  id: 'attack/decoy-digest-value',
  title: 'A DigestValue stands outside every signature’s references',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '4.3.3.6',
      says: 'DigestValue is a child of Reference and holds the digest of what that Reference leads to.',
    },
    advisory('CVE-2024-45409'),
  ],
  why: `The digest that counts is the one in the signed Reference. A library that looks for the first \`DigestValue\` of the whole
document finds the attacker's, put into StatusDetail or Extensions, and compares a forged assertion with that. The signature over
SignedInfo is genuine all the while, so everything seems to match.`,
  fix: refuse('At the service provider, update ruby-saml to 1.12.3, 1.17.0 or later.'),

  skip: ({ signatures, document }) =>
    signatures.length > 0 ? outsideSaml(document) : 'there is no signature',

  run({ document, signatures }) {
    const values = document.root ? elementsNamed(document.root, 'DigestValue') : [];
    const found = values.filter((element) => element.namespaceURI === ns.ds && isStray(element));
    const [first, ...rest] = found;
    if (!first) return { verdict: 'pass' };
    const stray = textOf(first).trim();
    // The proof: it is the digest of the element as it was changed.
    const fooled = signatures.find(({ references }) =>
      references.some(({ digestComputed, matches }) => !matches && digestComputed === stray),
    );
    const [reference] = (fooled ?? signatures[0])?.references ?? [];
    return {
      verdict: 'fail',
      at: places(first, rest),
      data: {
        holder: first.parent?.name ?? 'nothing',
        stray: shown(stray),
        fits: fooled !== undefined,
      },
      ...sideBySide(shown(reference?.digestWritten ?? ''), shown(stray)),
      ...(fooled && { explains: [{ check: 'signature/digest-mismatch', on: fooled.element }] }),
    };
  },

  message: ({ holder, stray, fits }) =>
    `The DigestValue ${stray} stands in ${holder}, in no Reference of a signature, where a library may find it first${fits ? '; it fits the element as it was changed after signing' : ''}.`,
});

function isStray({ parent }: XmlElement): boolean {
  if (!parent) return true;
  if (parent.namespaceURI.startsWith(XADES)) return false;
  const holder = parent.parent;
  const inReference = parent.localName === 'Reference' && parent.namespaceURI === ns.ds;
  return !(
    inReference &&
    holder?.namespaceURI === ns.ds &&
    (holder.localName === 'SignedInfo' || holder.localName === 'Manifest')
  );
}
