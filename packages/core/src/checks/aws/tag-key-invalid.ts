import { PRINCIPAL_TAG_KEY_MAX } from '../../vendors/aws.ts';
import { principalTags } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/tag-key-invalid',
  title: 'AWS cannot use the key of a session tag',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html',
      says: 'A key has 1 to 128 characters: letters, digits, spaces and _ . : / = + - @; it must not begin with aws:.',
    },
  ],
  why: `What follows \`PrincipalTag:\` in the name of the attribute becomes the key of the tag. Keys that begin with \`aws:\` are kept
for AWS itself.`,
  fix: `Rename the attribute, so that what follows \`PrincipalTag:\` is a key that AWS allows.`,

  skip: (assertion, facts) =>
    notAws(facts) ?? (principalTags(assertion).length > 0 ? undefined : 'there are no session tags'),

  run(assertion, facts) {
    const bad = principalTags(assertion).flatMap(({ key, attribute }) => {
      const says = objection(key);
      return says === undefined ? [] : [{ key, attribute, says }];
    });
    const [first, ...rest] = bad;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.attribute.name?.at ?? first.attribute.element,
        rest.map(({ attribute }) => attribute.element),
      ),
      data: {
        key: shown(first.key),
        says: first.says,
        more: rest.length > 0 ? `; ${counted(rest.length, 'more key')} likewise` : '',
      },
      expected: '1 to 128 letters, digits, spaces and _ . : / = + - @, not beginning with aws:',
      actual: shown(first.key),
      remedies: [atIdentityProvider(facts, 'attributes', 'rename the attribute of the tag')],
    };
  },

  message: ({ key, says, more }) => `AWS refuses the tag key ${key}: ${says}${more}.`,
});

function objection(key: string): string | undefined {
  if (key === '') return 'it is empty';
  if (key.length > PRINCIPAL_TAG_KEY_MAX) {
    return `it has ${key.length} characters, and ${PRINCIPAL_TAG_KEY_MAX} are the most`;
  }
  if (/^aws:/i.test(key)) return 'it begins with aws:, which is kept for AWS';
  if (/^[\w .:/=+@-]*$/.test(key)) return undefined;
  const [illegal] = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/u.exec(key) ?? [];
  return illegal === undefined ? undefined : `${shown(illegal)} is not allowed`;
}
