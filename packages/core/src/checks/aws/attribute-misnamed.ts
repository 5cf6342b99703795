import { ROLE, ROLE_SESSION_NAME } from '../../vendors/aws.ts';
import { misnamedAttributes, misspelling } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { shown } from '../wording.ts';

/** These have checks of their own. */
const ELSEWHERE = [ROLE, ROLE_SESSION_NAME];

export default defineCheck({
  id: 'aws/attribute-misnamed',
  title: 'An attribute meant for AWS has a name that AWS does not read',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section:
        'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html',
      says: 'SessionDuration, SourceIdentity, PrincipalTag:… and TransitiveTagKeys are read under names that begin with https://aws.amazon.com/SAML/Attributes/.',
    },
  ],
  why: `AWS compares names of attributes literally and ignores those it does not know. A session duration, a tag or a source
identity under a name that is nearly right is lost without a word: the session lasts an hour, the policy that asks for the tag
refuses.`,
  fix: `Name the attribute exactly as AWS does: the namespace begins with \`https:\`, is the same in every partition, and upper and lower
case count.`,

  skip: (_, facts) => notAws(facts),

  run(assertion, facts) {
    const bad = misnamedAttributes(assertion).filter(({ meant }) => !ELSEWHERE.includes(meant));
    const [first, ...rest] = bad;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.name.at,
        rest.map(({ name }) => name.at),
      ),
      data: { name: shown(first.name.raw), meant: first.meant },
      expected: first.meant,
      actual: shown(first.name.raw),
      nearMiss: `It is nearly right: ${misspelling(first.name.raw, first.meant)}.`,
      remedies: bad
        .slice(0, 5)
        .map(({ name, meant }) =>
          atIdentityProvider(facts, 'attributes', `name ${shown(name.raw)} \`${meant}\` exactly`),
        ),
    };
  },

  message: ({ name, meant }) => `The attribute ${name} was plainly meant to be ${meant}, and AWS ignores it.`,
});
