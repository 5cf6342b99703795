import { nameIdFormats } from '../../saml/names.ts';
import { readAwsLanding } from '../../vendors/aws-relay-state.ts';
import { noNameIdOf, notPersistent } from '../aws-product.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider } from '../remedies.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/appstream-name-id',
  title: 'The login leads to AppStream 2.0, and the NameID is not persistent',
  severity: 'warning',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section:
        'https://docs.aws.amazon.com/appstream2/latest/developerguide/external-identity-providers-setting-up-saml.html',
      says: 'NameID is to be persistent, and the trust policy of the role has the condition SAML:sub_type = persistent.',
    },
  ],
  why: `The trust policy that the manual of AppStream 2.0 gives lets in only those whose NameID is persistent. With another format
AWS answers that the user is not authorised to perform sts:AssumeRoleWithSAML.`,
  fix: `Set the format of NameID to persistent at the identity provider.`,

  skip: (response, facts) => noNameIdOf('aws-appstream', response, facts),

  run({ assertions, delivery }, facts) {
    const other = notPersistent(assertions[0]?.subject?.nameId);
    if (!other) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: other.at,
      data: {
        format: other.format,
        where: stackOf(delivery?.relayState),
      },
      expected: nameIdFormats.persistent,
      actual: other.actual,
      remedies: [atIdentityProvider(facts, 'nameId', 'set the format of NameID to persistent')],
    };
  },

  message: ({ format, where }) =>
    `The login leads to ${where}, whose role lets in persistent names only; this NameID is ${format}.`,
});

function stackOf(relayState: string | undefined): string {
  const stack = readAwsLanding(relayState ?? '')?.stack;
  return stack === undefined ? 'AppStream 2.0' : `the AppStream 2.0 stack ${shown(stack)}`;
}
