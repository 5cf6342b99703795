import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';
import { counted } from '../wording.ts';

export default defineCheck({
  id: 'authn-statement/missing',
  title: 'The response holds no statement that the user signed in',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.2',
      says: 'The assertions of a response for web browser login must hold at least one AuthnStatement.',
    },
  ],
  why: `An AuthnStatement says that the user authenticated, when and by what means. Without one there are attributes about
somebody, and no login; strict service providers refuse it.`,
  fix: `Have the identity provider issue the assertion for a login, not for an attribute query or an API.`,

  skip: ({ assertions, encryptedAssertions, element }) =>
    encryptedAssertions.length > 0
      ? 'an assertion is encrypted'
      : assertions.length === 0
        ? 'there is no assertion'
        : element.parent
          ? 'it answers over SOAP, which other profiles do as well'
          : readInPart(element),

  run({ assertions }) {
    const [first] = assertions;
    if (!first || assertions.some(({ authnStatements }) => authnStatements.length > 0))
      return { verdict: 'pass' };
    return { verdict: 'fail', at: [first.element], data: { count: counted(assertions.length, 'assertion') } };
  },

  message: ({ count }) => `There is no AuthnStatement in ${count}.`,
});
