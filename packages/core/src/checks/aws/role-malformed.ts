import type { AttributeValue } from '../../saml/model.ts';
import { ROLE, type RolePair, type RolePairProblem, rolePairOf } from '../../vendors/aws.ts';
import { attributesNamed } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/role-malformed',
  title: 'A value of the Role attribute is not a role and a provider',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section:
        'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html',
      says: 'Each AttributeValue is a comma-separated pair: the ARN of a role, and the ARN of the IAM SAML provider.',
    },
  ],
  why: `AWS needs both ARNs: which role to give, and whose word to take for it. A value that is not such a pair is not a role to
AWS, and a login with no other role ends in "Your request included an invalid SAML response". The order of the two does not
matter.`,
  fix: `Write each value as arn:aws:iam::111122223333:role/Name,arn:aws:iam::111122223333:saml-provider/Name, in an AttributeValue
of its own.`,

  skip: (assertion, facts) =>
    notAws(facts) ??
    (attributesNamed(assertion, ROLE).length > 0
      ? undefined
      : 'there is no Role attribute; aws/role-missing is about that'),

  run(assertion, facts) {
    const values = attributesNamed(assertion, ROLE).flatMap((attribute) => attribute.values);
    const read = values.map((value) => ({ value, pair: rolePairOf(value) }));
    const bad = read.filter(({ pair }) => pair.problems.some(spoils));
    const [first, ...rest] = bad;
    if (!first) return { verdict: 'pass' };
    const spoiling = first.pair.problems.filter(spoils);
    const causes = spoiling.filter(({ code }) => code !== 'missing-role' && code !== 'missing-provider');
    const problems = spoiling.some(({ code }) => code === 'malformed-arn') ? causes : spoiling;
    return {
      verdict: 'fail',
      at: places(
        first.value.at,
        rest.map(({ value }) => value.at),
      ),
      data: {
        value: shown(first.value.raw),
        says: problems.map(({ message }) => clause(message)).join('; '),
        more: rest.length > 0 ? `; ${counted(rest.length, 'more value')} of ${read.length} likewise` : '',
      },
      expected: 'arn:aws:iam::<account>:role/<name>,arn:aws:iam::<account>:saml-provider/<name>',
      actual: shown(first.value.raw),
      ...nearMiss(read, first.value),
      remedies: [
        atIdentityProvider(
          facts,
          'attributes',
          'make each value of the Role attribute a role ARN and a provider ARN with one comma between them',
        ),
      ],
    };
  },

  message: ({ value, says, more }) => `The role ${value} cannot be used: ${says}${more}.`,
});

/** White space is told but may do no harm; what the two ARNs have to do with one another is another check's question. */
function spoils({ code }: RolePairProblem): boolean {
  return code !== 'white-space' && code !== 'accounts-differ' && code !== 'partitions-differ';
}

/** A sentence as part of another. */
function clause(sentence: string): string {
  return sentence.replace(/\.$/, '').replace(/^(?:It|The|White|Nothing)\b/, (word) => word.toLowerCase());
}

function nearMiss(
  read: readonly { readonly value: AttributeValue; readonly pair: RolePair }[],
  first: AttributeValue,
): { nearMiss?: string } {
  const roles = read.filter(({ pair }) => pair.role && !pair.provider);
  const providers = read.filter(({ pair }) => pair.provider && !pair.role);
  if (roles.length > 0 && providers.length > 0) {
    return {
      nearMiss:
        'One value holds a role and another a provider; the two belong in one value, with a comma between them.',
    };
  }
  if (/\$\d|\$\{|\{\{|<[a-z]/i.test(first.raw)) {
    return {
      nearMiss: 'It holds a placeholder that the rule or template of the identity provider did not fill in.',
    };
  }
  if (
    read.some(({ value, pair }) => value === first && pair.problems.some(({ code }) => code === 'separator'))
  ) {
    return { nearMiss: 'Both ARNs are there; only what stands between them must be a comma.' };
  }
  return {};
}
