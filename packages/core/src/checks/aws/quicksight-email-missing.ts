import { principalTags } from '../aws-attribute.ts';
import { EMAIL_TAG, noAttributesOf, readEmailTag } from '../aws-product.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';

export default defineCheck({
  id: 'aws/quicksight-email-missing',
  title: 'The login leads to QuickSight, and no address comes with it',
  severity: 'note',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/quicksight/latest/user/jit-email-syncing.html',
      says: 'Where email syncing is on, new users get the address that the identity provider sends as PrincipalTag:Email; where it is off, they type one.',
    },
  ],
  why: `QuickSight asks new users for an e-mail address, and takes whatever they type, unless email syncing is on and the identity
provider sends the address. With email syncing on, this login has none to give.`,
  fix: `Send the e-mail address as \`https://aws.amazon.com/SAML/Attributes/PrincipalTag:Email\`, allow sts:TagSession in the trust
policy of the role, and turn email syncing on. Where users may choose their address, leave it as it is.`,

  skip: (response, facts) => noAttributesOf('aws-quicksight', response, facts),

  run({ assertions }, facts) {
    const [assertion] = assertions;
    if (!assertion) return { verdict: 'pass' };
    const { tag, hasValue } = readEmailTag(principalTags(assertion));
    if (hasValue) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [tag?.attribute.element ?? assertion.element],
      data: {},
      expected: EMAIL_TAG,
      actual: tag ? 'no value' : 'no such attribute',
      remedies: [
        atIdentityProvider(facts, 'attributes', `send the e-mail address of the user as \`${EMAIL_TAG}\``),
        {
          end: 'service provider',
          do: 'Allow sts:TagSession in the trust policy of the role, then turn on Manage QuickSight > Single sign-on (IAM federation) > Email Syncing for Federated Users.',
        },
      ],
    };
  },

  message: () =>
    'The login leads to QuickSight without PrincipalTag:Email, so that a new user is asked for an address.',
});
