import type { Subject, SubjectConfirmation } from '../../saml/model.ts';
import { notBearer } from '../bearer.ts';
import { defineCheck } from '../check.ts';
import type { Facts } from '../facts.ts';
import { places } from '../places.ts';
import { allOf } from '../wording.ts';

export default defineCheck({
  id: 'subject/confirmations-unmet',
  title: 'Of several bearer confirmations none is satisfied as a whole',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: ['now', 'acsUrls'],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.3',
      says: 'The service provider must verify Recipient, NotOnOrAfter and InResponseTo of a bearer confirmation.',
    },
    {
      spec: 'saml-errata',
      section: 'E26',
      says: 'Of several bearer confirmations one that holds is enough.',
    },
  ],
  why: `One confirmation is enough, but it must hold by itself: the Recipient of one and the time of another do not add up.
Each alone looks nearly right, which makes this hard to see.`,
  fix: `See which of the confirmations is meant for this service provider, and have the identity provider set that one right.
A list of ACS URLs at the identity provider often makes one confirmation each.`,

  skip: ({ subject }) =>
    bearers(subject).length > 1 ? undefined : 'there are no several bearer confirmations',

  run({ subject }, facts) {
    const all = bearers(subject).slice(0, LOOKED_THROUGH);
    const reasons = all.map((one) => unmet(one, facts));
    const [first] = all;
    if (!first || reasons.some((one) => one.length === 0)) return { verdict: 'pass' };
    // Where one thing is wrong with all of them, the check of that thing says so.
    const everywhere = reasons.reduce((common, one) => common.filter((reason) => one.includes(reason)));
    if (everywhere.length > 0)
      return {
        verdict: 'skip',
        because: `each of them fails by its ${allOf(everywhere)}, which other checks tell`,
      };
    return {
      verdict: 'fail',
      at: places(
        first.element,
        all.slice(1).map(({ element }) => element),
      ),
      data: { reasons: reasons.map((one, i) => `number ${i + 1} fails by its ${allOf(one)}`).join('; ') },
    };
  },

  message: ({ reasons }) => `Of the bearer confirmations ${reasons}.`,
});

const LOOKED_THROUGH = 16;

function bearers(subject: Subject | undefined): readonly SubjectConfirmation[] {
  return (subject?.confirmations ?? []).filter((one) => !notBearer(one));
}

/** What of a confirmation does not hold, by the names of its attributes. */
function unmet(
  { recipient, notOnOrAfter, inResponseTo }: SubjectConfirmation,
  { acsUrls = [], now = 0, skewMs, requestId }: Facts,
): string[] {
  return [
    ...(recipient && acsUrls.some(({ value }) => value === recipient.raw) ? [] : ['Recipient']),
    ...(notOnOrAfter?.epochMs !== undefined && now - skewMs < notOnOrAfter.epochMs ? [] : ['NotOnOrAfter']),
    ...(requestId === undefined || (inResponseTo?.value ?? '') === requestId ? [] : ['InResponseTo']),
  ];
}
