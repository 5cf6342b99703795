import { nameIdFormats, shortName } from '../../saml/names.ts';
import { notLeadingTo } from '../aws-product.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';
import { shown } from '../wording.ts';

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

  skip: ({ assertions, delivery }, facts) =>
    notLeadingTo('aws-workspaces', facts, delivery) ??
    (assertions[0]?.subject?.nameId ? undefined : 'there is no NameID that can be read'),

  run({ assertions }, facts) {
    const nameId = assertions[0]?.subject?.nameId;
    const format = nameId?.format?.value ?? nameIdFormats.unspecified;
    if (!nameId || format === nameIdFormats.persistent) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [nameId.format?.at ?? nameId.at],
      data: { format: shown(shortName(format)) },
      expected: nameIdFormats.persistent,
      actual: nameId.format ? shown(nameId.format.raw) : 'no Format, which means unspecified',
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
