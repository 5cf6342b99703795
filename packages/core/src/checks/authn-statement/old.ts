import { defineCheck } from '../check.ts';
import { isEntra } from '../remedies.ts';
import { duration } from '../wording.ts';

export default defineCheck({
  id: 'authn-statement/old',
  title: 'The user signed in long before this login',
  severity: 'note',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.2',
      says: 'AuthnInstant is the time at which the authentication took place.',
    },
  ],
  why: `With single sign-on that is as it should be. Some service providers set a limit all the same, of one or two hours with
Spring Security and pac4j, and refuse the login of whoever left the browser open overnight.`,
  fix: `Raise the limit at the service provider (maximum authentication age), or have it send ForceAuthn where a fresh sign-in
is needed.`,

  skip: ({ authnStatements }, facts) =>
    isEntra(facts)
      ? 'Microsoft Entra ID gives the first sign-in, which may be weeks ago'
      : authnStatements.some(({ authnInstant }) => authnInstant?.epochMs !== undefined)
        ? undefined
        : 'there is no readable AuthnInstant',

  run({ authnStatements, issueInstant }) {
    const issued = issueInstant?.epochMs;
    const old = authnStatements.find(
      ({ authnInstant }) =>
        authnInstant?.epochMs !== undefined && issued !== undefined && issued - authnInstant.epochMs > DAY,
    )?.authnInstant;
    if (old?.epochMs === undefined || issued === undefined) return { verdict: 'pass' };
    return { verdict: 'fail', at: [old.at], data: { instant: old.raw, age: duration(issued - old.epochMs) } };
  },

  message: ({ instant, age }) => `The user signed in at ${instant}, ${age} before the assertion was issued.`,
});

const DAY = 24 * 60 * 60 * 1000;
