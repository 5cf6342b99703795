import { defineCheck } from '../check.ts';
import { duration } from '../wording.ts';

export default defineCheck({
  id: 'time/window-long',
  title: 'The assertion stays valid for a long time',
  severity: 'note',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-security',
      section: '6.4.1',
      says: 'NotBefore and NotOnOrAfter of an assertion for a login should be as near as getting it to the service provider allows, typically some minutes.',
    },
  ],
  why: `Whoever gets hold of a copy can use it, or show it to another service provider, until NotOnOrAfter. Minutes are enough
for a login; after that the session of the service provider counts, not the assertion.`,
  fix: `Have the identity provider shorten the lifetime of the token to an hour or less.`,

  skip: ({ conditions, issueInstant }) =>
    conditions?.notOnOrAfter?.epochMs === undefined ||
    (conditions.notBefore ?? issueInstant)?.epochMs === undefined
      ? 'the times that bound it are missing or cannot be read'
      : undefined,

  run({ conditions, issueInstant }) {
    const from = (conditions?.notBefore ?? issueInstant)?.epochMs;
    const limit = conditions?.notOnOrAfter;
    if (from === undefined || limit?.epochMs === undefined || limit.epochMs - from <= DAY)
      return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [limit.at],
      data: { limit: limit.raw, long: duration(limit.epochMs - from) },
    };
  },

  message: ({ limit, long }) => `The assertion is valid for ${long}, until ${limit}.`,
});

const DAY = 24 * 60 * 60 * 1000;
