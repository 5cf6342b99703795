import { PRINCIPAL_TAG_VALUE_MAX } from '../../vendors/aws.ts';
import { principalTags } from '../aws-attribute.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { atIdentityProvider, notAws } from '../remedies.ts';
import { counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'aws/tag-value-invalid',
  title: 'AWS cannot use the value of a session tag',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html',
      says: 'A value has at most 256 characters: letters, digits, spaces and _ . : / = + - @; it may be empty.',
    },
  ],
  why: `A tag takes fewer characters than an attribute of a directory. A comma, a bracket or an ampersand in a department's name is
enough to have the login refused, for the users of that department alone.`,
  fix: `Replace what AWS does not allow by a transformation at the identity provider, or send another attribute.`,

  skip: (assertion, facts) =>
    notAws(facts) ?? (principalTags(assertion).length > 0 ? undefined : 'there are no session tags'),

  run(assertion, facts) {
    const bad = principalTags(assertion).flatMap(({ key, attribute }) =>
      attribute.values.flatMap((value) => {
        const says = objection(value.raw);
        return says === undefined ? [] : [{ key, value, says }];
      }),
    );
    const [first, ...rest] = bad;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.value.at,
        rest.map(({ value }) => value.at),
      ),
      data: {
        key: shown(first.key),
        value: shown(first.value.raw),
        says: first.says,
        more: rest.length > 0 ? `; ${counted(rest.length, 'more value')} likewise` : '',
      },
      expected: 'at most 256 letters, digits, spaces and _ . : / = + - @',
      actual: shown(first.value.raw),
      remedies: [atIdentityProvider(facts, 'attributes', 'send a value that a tag may have')],
    };
  },

  message: ({ key, value, says, more }) =>
    `AWS refuses the tag ${key} with the value ${value}: ${says}${more}.`,
});

function objection(value: string): string | undefined {
  if (value.length > PRINCIPAL_TAG_VALUE_MAX) {
    return `it has ${value.length} characters, and ${PRINCIPAL_TAG_VALUE_MAX} are the most`;
  }
  if (/^[\w .:/=+@-]*$/.test(value)) return undefined;
  const [illegal] = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/u.exec(value) ?? [];
  return illegal === undefined ? undefined : `${shown(illegal)} is not allowed`;
}
