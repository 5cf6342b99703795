import { defineCheck } from '../check.ts';
import { duration } from '../wording.ts';

export default defineCheck({
  id: 'authn-statement/after-issue',
  title: 'The user signed in after the assertion was issued',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.3.3, 2.7.2',
      says: 'IssueInstant is when the assertion was issued, AuthnInstant when the authentication took place that it states.',
    },
  ],
  why: `An assertion cannot state what has not happened. The two times come from two clocks, or one of them is local time
written as UTC, and then other times in the message may be wrong too.`,
  fix: `Have the identity provider take both times from one clock, in UTC.`,

  skip: ({ authnStatements, issueInstant }) =>
    issueInstant?.epochMs !== undefined &&
    authnStatements.some(({ authnInstant }) => authnInstant?.epochMs !== undefined)
      ? undefined
      : 'there are no two times to compare',

  run({ authnStatements, issueInstant }) {
    const issued = issueInstant?.epochMs ?? 0;
    const later = authnStatements.find(
      ({ authnInstant }) => (authnInstant?.epochMs ?? 0) > issued + ROUNDING,
    )?.authnInstant;
    if (later?.epochMs === undefined || !issueInstant) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [later.at, issueInstant.at],
      data: { instant: later.raw, issued: issueInstant.raw, late: duration(later.epochMs - issued) },
    };
  },

  message: ({ instant, issued, late }) =>
    `AuthnInstant is ${instant}, ${late} after the assertion was issued at ${issued}.`,
});

/** Products write one of the two in whole seconds, or take the clock twice. */
const ROUNDING = 1000;
