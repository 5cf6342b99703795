import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { identityIn, nameIdentity, sideBySide } from '../identity.ts';
import { refuse } from '../refusal.ts';
import { findWrapping } from '../wrapping.ts';

export default defineCheck({
  id: 'attack/signature-wrapping',
  title: 'Signature wrapping: one element is signed, another would be read',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '5.4.2',
      says: 'A signature must refer to the ID of the root element of the assertion or message that is signed: the very element it stands in.',
    },
    advisory('CVE-2024-45409'),
    advisory('CVE-2025-47949'),
    advisory('CVE-2022-41912'),
    advisory('CVE-2016-5697'),
    advisory('CVE-2025-54369'),
  ],
  why: `Whoever once logged in has an assertion that the identity provider really signed. The attacker keeps it somewhere in the
message, so that its signature still verifies, and puts an assertion of their own where it is read. A service provider that
verifies "the signature" and then reads "the assertion" logs in whomever the attacker names.`,
  fix: refuse(
    'At the service provider, use software that reads nothing but the very element whose signature it verified.',
  ),

  skip(message) {
    return message.signatures.some(({ references }) => references.some(({ target }) => target))
      ? undefined
      : 'no signature leads to an element';
  },

  run(message) {
    const found = findWrapping(message);
    if (!found) return { verdict: 'pass' };
    const { signature, original, forged, place, shape } = found;
    const signed = nameIdentity(identityIn(original));
    const claimed = nameIdentity(identityIn(forged));
    const intact = signature.covers.includes(original);
    return {
      verdict: 'fail',
      at: [forged, original, signature.element],
      data: { signed, claimed, intact, place },
      ...sideBySide(signed, claimed),
      nearMiss: `The shape: ${place}${shape === undefined ? '' : ` (known as ${shape})`}.`,
      explains: [
        { check: 'signature/absent' },
        { check: 'signature/covers-other-element' },
        { check: 'signature/object-present' },
        { check: 'signature/misplaced' },
        { check: 'attack/reused-signature-value' },
        { check: 'structure/element-misplaced', on: original },
        { check: 'structure/element-misplaced', on: forged },
        ...message.signatures
          .filter(({ outcome }) => outcome === 'undecidable' || outcome === 'digest-mismatch')
          .flatMap(({ element: on }) => [
            { check: 'signature/undecidable', on },
            { check: 'signature/digest-mismatch', on },
          ]),
      ],
    };
  },

  message: ({ signed, claimed, intact }) =>
    `The signature ${intact ? 'holds for' : 'refers to'} ${signed}, while ${claimed} stands where a reader may take it, and nothing signs that.`,
});
