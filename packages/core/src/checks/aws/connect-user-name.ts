import { ROLE_SESSION_NAME, ROLE_SESSION_NAME_PATTERN } from '../../vendors/aws.ts';
import { attributesNamed } from '../aws-attribute.ts';
import { notLeadingTo } from '../aws-product.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';
import { shown } from '../wording.ts';

const USER_NAME = /^[a-zA-Z0-9_.@-]{1,64}$/;
/** `@` only as in an address, whose domain has a dot. */
const ADDRESS = /^[^@]+@[^@.]+(?:\.[^@.]+)+$/;

export default defineCheck({
  id: 'aws/connect-user-name',
  title: 'The login leads to Amazon Connect, where nobody can have this user name',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/connect/latest/adminguide/configure-saml.html',
      says: 'The user name in Amazon Connect must match RoleSessionName exactly.',
    },
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateUser.html',
      says: 'With SAML a user name has up to 64 letters, digits and _ - . @, and @ only in an e-mail address.',
    },
  ],
  why: `Amazon Connect finds the user by RoleSessionName, which must be the user name in the instance, to the letter. AWS IAM takes
more characters as session name than Connect takes in a user name. The sign-in at AWS succeeds, and Connect says "Access denied".`,
  fix: `At the identity provider, map RoleSessionName to an attribute that has only letters, digits and _ - . @; in
Amazon Connect, give the users of the instance the same names.`,

  skip: ({ assertions, delivery }, facts) => {
    const values = (assertions[0] && attributesNamed(assertions[0], ROLE_SESSION_NAME)[0]?.values) ?? [];
    const [name] = values;
    return (
      notLeadingTo('aws-connect', facts, delivery) ??
      (name && ROLE_SESSION_NAME_PATTERN.test(name.value)
        ? undefined
        : 'there is no RoleSessionName that AWS takes; aws/role-session-name-invalid is about that')
    );
  },

  run({ assertions }, facts) {
    const [assertion] = assertions;
    const name = assertion && attributesNamed(assertion, ROLE_SESSION_NAME)[0]?.values[0];
    if (!name) return { verdict: 'pass' };
    const foreign = [...name.value].find((character) => !USER_NAME.test(character));
    const badAddress = name.value.includes('@') && !ADDRESS.test(name.value);
    if (foreign === undefined && !badAddress) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [name.at],
      data: {
        name: shown(name.value),
        because:
          foreign === undefined ? 'with @ it must be an e-mail address' : `\`${foreign}\` is not allowed`,
      },
      expected: 'letters, digits and _ - . @, with @ only in an e-mail address',
      actual: shown(name.value),
      remedies: [
        atIdentityProvider(
          facts,
          'attributes',
          'map RoleSessionName to an attribute without such characters, which is the user name in the instance',
        ),
      ],
    };
  },

  message: ({ name, because }) =>
    `Amazon Connect knows users by RoleSessionName, and ${name} cannot be a user name there: ${because}.`,
});
