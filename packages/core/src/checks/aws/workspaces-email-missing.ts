import { principalTags } from '../aws-attribute.ts';
import { EMAIL_TAG, noAttributesOf, readEmailTag } from '../aws-product.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/workspaces-email-missing',
  title: 'The login leads to WorkSpaces, and the address of the user is missing',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/workspaces/latest/adminguide/setting-up-saml.html',
      says: 'PrincipalTag:Email has the e-mail address of the user, and must match the one in the WorkSpaces directory.',
    },
  ],
  why: `WorkSpaces compares the address with the one that its directory has of the user, and launches no WorkSpace where they
differ or there is none. Keys of tags are compared whatever their case.`,
  fix: `Send the e-mail address as \`https://aws.amazon.com/SAML/Attributes/PrincipalTag:Email\`, and allow sts:TagSession in the
trust policy of the role.`,

  skip: (response, facts) => noAttributesOf('aws-workspaces', response, facts),

  run({ assertions }, facts) {
    const [assertion] = assertions;
    if (!assertion) return { verdict: 'pass' };
    const tags = principalTags(assertion);
    const { tag, hasValue } = readEmailTag(tags);
    if (hasValue) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [tag?.attribute.element ?? assertion.element],
      data: { empty: tag !== undefined },
      expected: EMAIL_TAG,
      actual: tag
        ? 'no value'
        : tags.length === 0
          ? 'no PrincipalTag'
          : allOf(tags.slice(0, 20).map(({ key }) => `PrincipalTag:${shown(key)}`)),
      remedies: [
        atIdentityProvider(
          facts,
          'attributes',
          `send the e-mail address that the WorkSpaces directory has as \`${EMAIL_TAG}\``,
        ),
        {
          end: 'service provider',
          do: 'Allow sts:TagSession beside sts:AssumeRoleWithSAML in the trust policy of the role.',
        },
      ],
    };
  },

  message: ({ empty }) =>
    `The login leads to WorkSpaces, which wants the address of the user in PrincipalTag:Email, and ${empty ? 'that has no value' : 'there is none'}.`,
});
