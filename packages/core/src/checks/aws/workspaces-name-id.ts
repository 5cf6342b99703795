import { nameIdFormats } from '../../saml/names.ts';
import { noNameIdOf, notPersistent } from '../aws-product.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';

export default defineCheck({
  id: 'aws/workspaces-name-id',
  title: 'The login leads to WorkSpaces, and the NameID is not persistent',
  severity: 'warning',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/workspaces/latest/adminguide/setting-up-saml.html',
      says: 'NameID is to be persistent, and the role to let in only those whose SAML:sub_type is persistent.',
    },
  ],
  why: `The manual of WorkSpaces has the trust policy of the role ask for a persistent NameID. With another format AWS answers
that the user is not authorised to perform sts:AssumeRoleWithSAML. And WorkSpaces knows the user by NameID, which must be the user
name in its directory.`,
  fix: `Set the format of NameID to persistent at the identity provider, and its value to the user name in the directory.`,

  skip: (response, facts) => noNameIdOf('aws-workspaces', response, facts),

  run({ assertions }, facts) {
    const other = notPersistent(assertions[0]?.subject?.nameId);
    if (!other) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: other.at,
      data: { format: other.format },
      expected: nameIdFormats.persistent,
      actual: other.actual,
      remedies: [
        atIdentityProvider(
          facts,
          'nameId',
          'set the format of NameID to persistent and its value to the user name in the WorkSpaces directory, mostly sAMAccountName',
        ),
      ],
    };
  },

  message: ({ format }) =>
    `The login leads to WorkSpaces, whose role lets in persistent names only; this NameID is ${format}.`,
});
