import type { ClaimedRole } from '../../iam/claimed-roles.ts';
import type { ConditionResult } from '../../iam/condition.ts';
import { noRolesGiven, rolesClaimed } from '../aws-iam.ts';
import type { Remedy } from '../check.ts';
import { defineCheck } from '../check.ts';
import type { Facts } from '../facts.ts';
import { explainNearMiss } from '../near-miss.ts';
import { places } from '../places.ts';
import { notAws } from '../remedies.ts';
import { anyOf, counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/trust-denied',
  title: 'The trust policy of the role does not let this assertion in',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: ['iamRoles'],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html',
      says: 'Not authorized to perform sts:AssumeRoleWithSAML: the trust policy must name the provider, allow the action (sts:TagSession and sts:SetSourceIdentity too, where the assertion sets tags or a source identity), and its conditions must hold.',
    },
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html',
      says: 'SAML:aud is compared with the Recipient of SubjectConfirmationData, not with Audience.',
    },
  ],
  why: `AWS answers "Not authorized to perform sts:AssumeRoleWithSAML" and nothing more, whether the trust policy names another
provider, lacks an action, or has a condition that does not hold. \`samlscope aws trust\` shows the evaluation statement by statement.`,
  fix: `Change the trust policy: aws iam update-assume-role-policy --role-name NAME --policy-document file://trust.json.
\`samlscope aws trust\` prints one that lets this assertion in and nothing else.`,

  skip: (_, facts) => notAws(facts) ?? noRolesGiven(facts),

  run(assertion, facts) {
    const bad = rolesClaimed(assertion, facts).filter(({ trust }) => trust?.outcome === 'denied');
    const [first, ...rest] = bad;
    if (!first) return { verdict: 'pass' };
    const unmet = unmetCondition(first);
    const values = unmet?.values ?? [];
    const actual = unmet?.actual ?? [];
    const [value] = actual;
    const near = value === undefined || actual.length > 1 ? undefined : nearMiss(value, unmet, facts);
    return {
      verdict: 'fail',
      at: places(
        first.value.at,
        rest.map(({ value }) => value.at),
      ),
      data: {
        role: shown(first.pair.role?.written ?? ''),
        says: first.trust?.says ?? '',
        more: rest.length > 0 ? ` ${counted(rest.length, 'more role')} likewise.` : '',
      },
      ...(unmet && {
        expected: values.map((value) => `${shown(value)} (${unmet.operator} ${unmet.key})`).join('\n'),
        actual: actual.length === 0 ? 'no such key' : anyOf(actual.map(shown)),
      }),
      ...(near && { nearMiss: near }),
      remedies: [remedyFor(first, unmet)],
    };
  },

  message: ({ role, says, more }) => `${role} refuses. ${says}${more}`,
});

/** How the value misses the condition, where that can be told. */
function nearMiss(actual: string, unmet: ConditionResult | undefined, facts: Facts): string | undefined {
  const key = unmet?.key.toLowerCase();
  const values = unmet?.values ?? [];
  if (key === 'saml:aud') return explainNearMiss(actual, values, { field: 'Recipient', facts });
  if (key === 'saml:iss') return explainNearMiss(actual, values, { field: 'Issuer', facts });
  const sameButCase = values.some((value) => value.toLowerCase() === actual.toLowerCase());
  return sameButCase
    ? 'They differ by upper and lower case alone, which StringEquals and StringLike tell apart.'
    : undefined;
}

/** The condition that keeps the statement from allowing which comes nearest to it. */
function unmetCondition({ trust }: ClaimedRole): ConditionResult | undefined {
  const denied = trust?.actions.find(({ outcome }) => outcome === 'denied');
  const { by } = denied ?? {};
  if (!by || by.effect === 'Deny' || !by.principal.matches || !by.actions.includes(denied?.action ?? '')) {
    return undefined;
  }
  return by.conditions.find(({ state }) => state === 'unmet');
}

function remedyFor({ trust, pair }: ClaimedRole, unmet: ConditionResult | undefined): Remedy {
  const denied = trust?.actions.find(({ outcome }) => outcome === 'denied');
  const { by } = denied ?? {};
  const name = pair.role?.name ?? 'the role';
  const at = `In the trust policy of ${name} (IAM > Roles > ${name} > Trust relationships)`;
  const provider = pair.provider?.written ?? 'the provider';
  if (by?.effect === 'Deny') return { end: 'service provider', do: `${at}: narrow the Deny.` };
  if (unmet) {
    const actual = unmet.actual?.[0];
    return {
      end: 'service provider',
      do:
        actual === undefined
          ? `${at}: leave out the condition on ${unmet.key}, or have the identity provider send what it is made of.`
          : `${at}: allow \`${actual.slice(0, 300)}\` in the condition on ${unmet.key}, if that is as it should be.`,
    };
  }
  if (by && !by.principal.matches)
    return { end: 'service provider', do: `${at}: name \`${provider}\` as Federated principal.` };
  return { end: 'service provider', do: `${at}: add the action ${denied?.action ?? 'that is missing'}.` };
}
