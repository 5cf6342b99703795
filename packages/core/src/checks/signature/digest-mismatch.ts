import type { SignatureEvidence } from '../../dsig/evidence.ts';
import { ns } from '../../xml/namespaces.ts';
import { childNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { explanationsOf, placesOf, proven, ruledOutOf } from '../explained.ts';
import { nameKey } from '../key-name.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'signature/digest-mismatch',
  title: 'What is signed was changed after it was signed',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '3.2.1',
      says: 'Each reference is validated by digesting what it leads to and comparing the result with DigestValue.',
    },
  ],
  why: `The signer wrote down a digest of the element it signed. The element as it stands gives another, so at least one
character of it is not what was signed. Receivers refuse it without saying what changed, because the digest cannot tell.
samlscope undoes one kind of change after another, and where the very digest comes out that was written, it tells which.`,
  fix: `Look for whatever handles the message between the identity provider and you: a program that parses and writes the XML
anew, indents it, changes its line ends or its encoding, or a copy by hand. Capture the message as the browser sends it, and
compare. If nobody touched it, somebody forged it.`,

  skip: ({ outcome }) =>
    outcome === 'digest-mismatch' ? undefined : 'every digest that could be computed matches',

  run(evidence) {
    const { element, references } = evidence;
    const wrong = references.find(({ matches, digestComputed }) => !matches && digestComputed !== undefined);
    if (!wrong) return { verdict: 'pass' };
    const { target, digestWritten, digestComputed = '', digestMethod } = wrong;
    const explanations = explanationsOf(evidence);
    const nearMiss =
      proven(explanations) ?? nearlyEqual(digestWritten, digestComputed) ?? whatIsKnown(evidence);
    return {
      verdict: 'fail',
      at: placesOf(
        explanations,
        childNamed(wrong.element, ns.ds, 'DigestValue') ?? wrong.element,
        target ?? element,
      ),
      data: {
        target: target ? nameElement(target) : 'what the reference leads to',
        algorithm: digestMethod?.name ?? 'digest',
        written: digestWritten === '' ? 'an empty one' : shown(digestWritten),
        // Otherwise DigestValue may be what was changed.
        bySigner: evidence.value.state === 'matches',
        computed: digestComputed,
      },
      expected: digestWritten === '' ? 'empty' : shown(digestWritten),
      actual: digestComputed,
      ...(nearMiss && { nearMiss }),
      ...(explanations[0] && { remedies: [explanations[0].remedy] }),
    };
  },

  message: ({ target, algorithm, written, computed, bySigner }) =>
    bySigner
      ? `${target} is not what was signed: the signer wrote the ${algorithm} digest ${written}, but it is ${computed} as it stands.`
      : `${target} and the signature do not fit: the ${algorithm} digest written is ${written}, but it is ${computed} as it stands, and the signature does not vouch for the one written.`,
});

/** A change to what is signed changes the whole digest, so two that nearly agree tell of a damaged DigestValue. */
function nearlyEqual(written: string, computed: string): string | undefined {
  if (written.length !== computed.length) return undefined;
  const apart = [...written].filter((character, i) => character !== computed.charAt(i)).length;
  return apart <= 4
    ? `The two digests differ in ${apart} of ${written.length} characters: a change to what is signed would change nearly all, so DigestValue itself was damaged.`
    : undefined;
}

/** What the evidence says where the change itself could not be found. */
function whatIsKnown(evidence: SignatureEvidence): string | undefined {
  const { under } = evidence.value;
  const whose = under
    ? `SignatureValue verifies under ${nameKey(under)}, so the signer itself wrote this digest: it is not the signature that was changed.`
    : undefined;
  const told = [whose, ruledOutOf(evidence)].filter((one) => one !== undefined);
  return told.length === 0 ? undefined : told.join(' ');
}
