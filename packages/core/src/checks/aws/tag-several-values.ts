import { PRINCIPAL_TAG_PREFIX } from '../../vendors/aws.ts';
import { principalTags } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/tag-several-values',
  title: 'A session tag does not have exactly one value',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
      says: 'AWS STS does not support multi-valued session tags.',
    },
  ],
  why: `Each attribute named https://aws.amazon.com/SAML/Attributes/PrincipalTag:… becomes a tag of the session, and a tag has one
value. Groups and departments that a user has several of cannot become a tag as they are.`,
  fix: `Send one value: choose one at the identity provider, or join them with a character that a tag may hold, such as \`:\`.`,

  skip: (assertion, facts) =>
    notAws(facts) ?? (principalTags(assertion).length > 0 ? undefined : 'there are no session tags'),

  run(assertion, facts) {
    const bad = principalTags(assertion).filter(({ attribute }) => attribute.values.length !== 1);
    const [first, ...rest] = bad;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.attribute.element,
        rest.map(({ attribute }) => attribute.element),
      ),
      data: {
        key: shown(first.key),
        has:
          first.attribute.values.length === 0 ? 'no value' : counted(first.attribute.values.length, 'value'),
        more: rest.length > 0 ? `; ${counted(rest.length, 'more tag')} likewise` : '',
      },
      expected: 'one value',
      actual: counted(first.attribute.values.length, 'value'),
      remedies: [
        atIdentityProvider(
          facts,
          'attributes',
          `send \`${PRINCIPAL_TAG_PREFIX}${first.key}\` with one value`,
        ),
      ],
    };
  },

  message: ({ key, has, more }) => `The session tag ${key} has ${has}, and AWS takes exactly one${more}.`,
});
