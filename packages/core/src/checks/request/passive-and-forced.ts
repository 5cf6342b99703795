import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'request/passive-and-forced',
  title: 'The request wants the user to sign in anew without being asked',
  severity: 'warning',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.4.1',
      says: 'Where ForceAuthn and IsPassive are both true, the identity provider must not authenticate the user anew unless it can do so without being seen.',
    },
  ],
  why: `Hardly any means of signing in can be repeated without asking the user. The identity provider answers NoPassive,
whoever the user is.`,
  fix: `Have the service provider send one of the two.`,

  run({ forceAuthn, isPassive }) {
    if (!forceAuthn || !isPassive || !isTrue(forceAuthn.value) || !isTrue(isPassive.value))
      return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [forceAuthn.at, isPassive.at],
      data: { forceAuthn: forceAuthn.value, isPassive: isPassive.value },
    };
  },

  message: ({ forceAuthn, isPassive }) => `ForceAuthn is ${forceAuthn} and IsPassive ${isPassive}.`,
});

function isTrue(value: string): boolean {
  return value === 'true' || value === '1';
}
