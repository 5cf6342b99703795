import { principalTags } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/tag-repeated',
  title: 'A session tag stands in the assertion twice',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html',
      says: 'Keys of session tags are case-insensitive: a session cannot have both Department and department.',
    },
  ],
  why: `AWS keeps upper and lower case of a tag key and takes no account of it: \`Department\` and \`department\` are one tag. With two
values for one tag there is no telling which a policy would see.`,
  fix: 'Have the identity provider send each tag once, in one spelling.',

  skip: (assertion, facts) =>
    notAws(facts) ?? (principalTags(assertion).length > 0 ? undefined : 'there are no session tags'),

  run(assertion, facts) {
    const first = new Map<string, ReturnType<typeof principalTags>[number]>();
    for (const tag of principalTags(assertion)) {
      const other = first.get(tag.key.toLowerCase());
      if (!other) {
        first.set(tag.key.toLowerCase(), tag);
        continue;
      }
      return {
        verdict: 'fail',
        at: places(tag.attribute.name?.at ?? tag.attribute.element, [other.attribute.element]),
        data: { key: shown(tag.key), other: shown(other.key) },
        remedies: [atIdentityProvider(facts, 'attributes', 'send this tag once')],
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ key, other }) =>
    key === other
      ? `There are two attributes for the session tag ${key}.`
      : `The session tags ${other} and ${key} differ by upper and lower case alone, and are one tag to AWS.`,
});
