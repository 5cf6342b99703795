import { defineCheck } from '../check.ts';

const WANTED = {
  assertion: 'an Assertion',
  identifier: 'a NameID, a BaseID or an Assertion',
  attribute: 'an Attribute',
} as const;

export default defineCheck({
  id: 'encryption/plaintext-not-assertion',
  title: 'What was encrypted is not what belongs there',
  severity: 'error',
  since: 'next',
  on: 'encryption',
  needs: ['privateKeys'],
  cites: [
    {
      spec: 'saml-core',
      section: '2.3.4',
      says: 'The encrypted content of EncryptedAssertion must be an element of type AssertionType or of a type derived from it.',
    },
  ],
  why: `The key fits and the content comes out, but it is no element that SAML has in this place, so the service provider finds no
assertion (or identifier, or attribute) where it looks for one. In CBC mode it may also be what remains of content that was altered
on the way, which that mode does not notice.`,
  fix: `Have the identity provider encrypt the element itself: the Assertion, not the Response round it, not its text, not the same
encoded once more.`,

  skip({ state }, { privateKeys }) {
    const mayOpen = state === 'decrypted' || (state === 'no-key' && !privateKeys);
    return mayOpen ? undefined : 'it was not decrypted';
  },

  run({ element, holds, problems }) {
    const problem = problems.find(({ code }) => code === 'plaintext');
    if (!problem) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: { says: problem.message.replace(/\.$/, ''), wanted: WANTED[holds] },
    };
  },

  message: ({ says, wanted }) => `${says}, where ${wanted} must be.`,
});
