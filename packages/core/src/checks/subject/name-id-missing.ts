import { defineCheck } from '../check.ts';
import { readInPart } from '../read-in-part.ts';
import { atIdentityProvider } from '../remedies.ts';

export default defineCheck({
  id: 'subject/name-id-missing',
  title: 'The assertion does not name the user',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.4.1',
      says: 'A Subject may do without an identifier where it has a SubjectConfirmation, so this is allowed; most service providers need one all the same.',
    },
    {
      spec: 'aws',
      section:
        'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html',
      says: 'AWS takes the subject of the session from NameID and refuses an assertion that has none.',
    },
  ],
  why: `Most service providers take the user from \`NameID\`, and single logout cannot do without it. AWS refuses an assertion
that lacks it with no more than "Not authorized to perform sts:AssumeRoleWithSAML".`,
  fix: `Map a value to NameID at the identity provider, and see that the user has one: where the source attribute is empty for
one user, the element is left out or empty for that user alone.`,

  skip: (assertion) =>
    assertion.subject?.encryptedId
      ? 'the identifier is encrypted'
      : assertion.subject?.baseId
        ? 'the user is identified by a BaseID'
        : readInPart(assertion.element),

  run(assertion, facts) {
    const nameId = assertion.subject?.nameId;
    if (nameId && nameId.value !== '') return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [nameId?.at ?? assertion.subject?.element ?? assertion.element],
      data: {
        what: nameId
          ? 'The NameID is empty'
          : assertion.subject
            ? 'The Subject has no NameID'
            : 'There is no Subject',
      },
      remedies: [atIdentityProvider(facts, 'nameId', 'map an attribute that every user has to NameID')],
    };
  },

  message: ({ what }) => `${what}, so nothing says who logged in.`,
});
