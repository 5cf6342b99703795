import { confirmationMethods } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'subject/method-misspelt',
  title: 'The Method of a confirmation is misspelt',
  severity: 'error',
  since: 'next',
  on: 'subjectConfirmation',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '3.1, 3.2, 3.3',
      says: 'The methods are urn:oasis:names:tc:SAML:2.0:cm:holder-of-key, sender-vouches and bearer.',
    },
  ],
  why: `Methods are compared literally. A confirmation by a method that nobody knows is not met by anything, so the assertion
has no confirmation that counts. The method of SAML 1.1 (with 1.0 in it) is the usual slip.`,
  fix: `Have the identity provider write urn:oasis:names:tc:SAML:2.0:cm:bearer.`,

  skip: ({ method }) => (method ? undefined : 'there is no Method'),

  run({ method }) {
    const near = method && misspelt(method.value, Object.values(confirmationMethods));
    if (!near || !method) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [method.at],
      data: { method: shown(method.raw) },
      expected: near.meant,
      actual: shown(method.raw),
      nearMiss: near.says,
      explains: [{ check: 'subject/confirmation-missing' }],
    };
  },

  message: ({ method }) => `The Method is ${method}, which SAML 2.0 does not define.`,
});
