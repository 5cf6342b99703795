import type { XmlElement } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { childNamed, textOf } from '../../xml/navigate.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { sideBySide } from '../identity.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attack/comment-in-digest-value',
  title: 'Something stands between the characters of a digest or signature value',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '4.0.1',
      says: 'These values are base64 text (ds:CryptoBinary and xsd:base64Binary), with nothing but characters in it (our reading).',
    },
    advisory('CVE-2025-29775'),
  ],
  why: `Canonical XML leaves comments out, so a comment in \`DigestValue\` changes nothing of what SignatureValue vouches for. A
library that takes one piece of the text takes another digest than the signed one, for instance that of a forged assertion which
the attacker wrote before or after the comment.`,
  fix: refuse(
    'At the service provider, update xml-crypto to 6.0.1, 3.2.1 or 2.1.6, or whatever is older than these.',
  ),

  skip: ({ element }) => outsideSaml(element.document),

  run({ element, parent, references }) {
    const values = [
      ...references.map((reference) => childNamed(reference.element, ns.ds, 'DigestValue')),
      childNamed(element, ns.ds, 'SignatureValue'),
    ];
    for (const value of values) {
      const intruder = value?.children.find((child) => child.type !== 'text');
      if (!value || !intruder) continue;
      const whole = textOf(value).replace(/\s/g, '');
      const first = firstPiece(value);
      return {
        verdict: 'fail',
        at: [intruder, value, element],
        data: {
          name: value.localName,
          what: intruder.type === 'element' ? intruder.name : `a ${intruder.type.replace('-', ' ')}`,
          signed: nameElement(parent ?? element),
        },
        ...sideBySide(shown(whole), shown(first)),
        explains: [{ check: 'signature/undecidable', on: element }],
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ name, what, signed }) =>
    `In the Signature on ${signed}, ${what} stands inside ${name}, so that libraries may read two different values there.`,
});

/** What a reader gets that takes the first node for the whole: text, or the content of a comment. */
function firstPiece({ children: [first] }: XmlElement): string {
  return first && first.type !== 'element' ? ('value' in first ? first.value : first.data).trim() : '';
}
