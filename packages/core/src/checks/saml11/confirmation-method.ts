import { ARTIFACT_11, BEARER_11 } from '../../saml/model11.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'saml11/confirmation-method',
  title: 'The SAML 1.1 assertion is not confirmed by bearer',
  severity: 'error',
  since: 'next',
  on: 'saml11Assertion',
  needs: [],
  cites: [
    {
      spec: 'saml11-bindings',
      section: '4.1.1, 4.1.2',
      says: 'By the browser profiles the ConfirmationMethod is urn:oasis:names:tc:SAML:1.0:cm:bearer, or artifact where the assertion was fetched.',
    },
  ],
  why: `Whoever brings the assertion from a browser can prove nothing but that they have it. A relying party that looks at
ConfirmationMethod refuses any other for a login through a browser.`,
  fix: `Have the identity provider issue the token for a passive (browser) login, not for a web service with a proof key.`,

  skip: ({ subjects }) => (subjects.length > 0 ? undefined : 'no statement has a Subject'),

  run({ subjects }) {
    const methods = subjects.flatMap(({ confirmationMethods }) => confirmationMethods);
    if (methods.some(({ value }) => value === BEARER_11 || value === ARTIFACT_11)) return { verdict: 'pass' };
    const [first] = methods;
    const near = first && misspelt(first.value, [BEARER_11, ARTIFACT_11]);
    const subject = subjects[0]?.element;
    const at = first?.at ?? subject;
    if (!at) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [at],
      data: { what: first ? `is ${shown(first.value)}` : 'is missing' },
      expected: BEARER_11,
      actual: first ? shown(first.raw) : 'none',
      ...(near && { nearMiss: near.says }),
    };
  },

  message: ({ what }) => `The ConfirmationMethod ${what}.`,
});
