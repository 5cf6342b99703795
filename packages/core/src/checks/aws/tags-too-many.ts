import { PRINCIPAL_TAGS_MAX } from '../../vendors/aws.ts';
import { principalTags } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';

export default defineCheck({
  id: 'aws/tags-too-many',
  title: 'The assertion has more session tags than AWS takes',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
      says: 'A session can have at most 50 session tags.',
    },
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html',
      says: 'Tags and session policies are packed together, and may be too large together (PackedPolicyTooLarge) while each keeps its own limit.',
    },
  ],
  why: `A session has at most 50 tags. Before that number, long keys and values may be too large when AWS packs them; it then
answers \`PackedPolicyTooLarge\` with a percentage.`,
  fix: 'Have the identity provider send only the tags that policies ask for.',

  skip: (assertion, facts) =>
    notAws(facts) ?? (principalTags(assertion).length > 0 ? undefined : 'there are no session tags'),

  run(assertion, facts) {
    const tags = principalTags(assertion);
    const beyond = tags[PRINCIPAL_TAGS_MAX];
    if (!beyond) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [beyond.attribute.element],
      data: { count: tags.length },
      expected: `at most ${PRINCIPAL_TAGS_MAX}`,
      actual: `${tags.length}`,
      remedies: [atIdentityProvider(facts, 'attributes', 'send only the tags that policies ask for')],
    };
  },

  message: ({ count }) => `There are ${count} session tags, and AWS takes 50.`,
});
