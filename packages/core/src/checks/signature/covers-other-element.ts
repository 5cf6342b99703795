import { defineCheck } from '../check.ts';
import { nameElement, nameIdIn } from '../coverage.ts';
import { isOnSaml } from '../saml-signature.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'signature/covers-other-element',
  title: 'The signature signs another element than the one it stands in',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '5.4.2',
      says: 'A signature must contain a single reference, to the ID of the root element of the assertion or message being signed.',
    },
    {
      spec: 'saml11-core',
      section: '5.4.2',
      says: 'The same holds for signatures of SAML 1.1 (paraphrased).',
    },
  ],
  why: `A reader who finds a signature inside an Assertion takes that Assertion for signed. Where the signature really signs
something else, the Assertion that is read can say anything. This is signature wrapping, the classic attack on SAML: a genuine
signed assertion is kept somewhere in the message so that its signature verifies, and a forged one is put where it is read.`,
  fix: `Do not accept the message. Nothing that an identity provider sends looks like this; find out who made it. A service
provider that accepted it must be updated or replaced.`,

  skip(evidence) {
    if (!isOnSaml(evidence)) return 'the signature is not on a SAML element';
    return evidence.references.some(({ target }) => target)
      ? undefined
      : 'no reference leads to an element; signature/undecidable is about that';
  },

  run({ element, parent, references, covers }) {
    const stray = references.find(({ target }) => target && target !== parent);
    if (!stray?.target || !parent) return { verdict: 'pass' };
    const { target } = stray;
    const signed = nameIdIn(target);
    const claimed = nameIdIn(parent);
    const users = signed !== undefined && claimed !== undefined && signed !== claimed;
    const holds = covers.includes(target);
    return {
      verdict: 'fail',
      at: [stray.element, target, parent],
      data: {
        parent: nameElement(parent),
        target: nameElement(target),
        holds,
        users: users
          ? `; ${holds ? 'signed' : 'referred to'} is the user ${shown(signed)}, read is ${shown(claimed)}`
          : '',
      },
      expected: nameElement(parent),
      actual: allOf(
        references.flatMap((reference) => (reference.target ? [nameElement(reference.target)] : [])),
      ),
      ...(element.parent !== target &&
        parent.localName === target.localName && {
          nearMiss: `There are two ${parent.localName} elements: one that is signed and another that would be read.`,
        }),
    };
  },

  message: ({ parent, target, users, holds }) =>
    `The Signature in ${parent} ${holds ? 'signs' : 'refers to'} ${target} instead${users}.`,
});
