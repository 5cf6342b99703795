import type { Assertion } from '../../saml/model.ts';
import { partitionById, ROLE, type RolePair, readAcsUrl, rolePairOf } from '../../vendors/aws.ts';
import { attributesNamed } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { allOf, counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/role-provider-mismatch',
  title: 'A role and its provider do not belong together',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html',
      says: 'The role to be taken on trusts a SAML provider that was created in IAM beforehand; we read this as one of the same account, which is how the console lets it be chosen.',
    },
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html',
      says: 'An ARN names its partition and account; a partition is a group of Regions with accounts of its own.',
    },
  ],
  why: `A role lets in users of the SAML provider that its trust policy names, and that provider is one in the role's own
account. With an account or partition confused AWS answers "Specified provider doesn't exist" or "Not authorized to perform
sts:AssumeRoleWithSAML", without saying which of the two is wrong.`,
  fix: `Correct the account number or the partition in one of the two ARNs. In each account that users log in to there must be a
SAML provider of its own, with the identity provider's metadata.`,

  skip: (assertion, facts) =>
    notAws(facts) ??
    (attributesNamed(assertion, ROLE).length > 0
      ? undefined
      : 'there is no Role attribute; aws/role-missing is about that'),

  run(assertion, facts) {
    const values = attributesNamed(assertion, ROLE).flatMap((attribute) => attribute.values);
    const deliveredTo = partitionDeliveredTo(assertion);
    const bad = values.flatMap((value) => {
      const says = disagreements(rolePairOf(value), deliveredTo);
      return says.length > 0 ? [{ value, says }] : [];
    });
    const [first, ...rest] = bad;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.value.at,
        rest.map(({ value }) => value.at),
      ),
      data: {
        value: shown(first.value.raw),
        says: allOf(first.says),
        more: rest.length > 0 ? `; ${counted(rest.length, 'more value')} of ${values.length} likewise` : '',
      },
      expected: 'a role and a provider of one account in one partition',
      actual: shown(first.value.raw),
      remedies: [
        atIdentityProvider(facts, 'attributes', 'correct the account or partition in the Role attribute'),
        {
          end: 'service provider',
          do: "In IAM, at Identity providers of the role's account: create the SAML provider there if there is none, and name it in the trust policy of the role.",
        },
      ],
    };
  },

  message: ({ value, says, more }) => `In the role ${value}, ${says}${more}.`,
});

function disagreements({ role, provider }: RolePair, deliveredTo: string | undefined): string[] {
  if (!role || !provider) return [];
  const found: string[] = [];
  if (role.account !== provider.account) {
    found.push(
      `the role is in account ${shown(role.account)} and the provider in account ${shown(provider.account)}`,
    );
  }
  if (role.partition !== provider.partition) {
    found.push(
      `the role is in partition ${shown(role.partition)} and the provider in partition ${shown(provider.partition)}`,
    );
  } else if (deliveredTo !== undefined && role.partition !== deliveredTo && partitionById(role.partition)) {
    found.push(
      `both are in partition ${role.partition}, but the assertion is to be delivered to ${deliveredTo}`,
    );
  }
  return found;
}

/** The partition whose sign-in endpoint the confirmations name, where all name one. */
function partitionDeliveredTo({ subject }: Assertion): string | undefined {
  const ids = (subject?.confirmations ?? []).flatMap(({ recipient }) => {
    const url = recipient && readAcsUrl(recipient.raw);
    return url ? [url.partition.id] : [];
  });
  return new Set(ids).size === 1 ? ids[0] : undefined;
}
