import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/value-missing',
  title: 'An attribute has no value',
  severity: 'note',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.3.1',
      says: 'An Attribute without AttributeValue says that the attribute exists and has no values.',
    },
  ],
  why: `Few service providers are prepared for an attribute without values: some crash on it, some take it for an empty
string. It usually means that the source is empty for this user.`,
  fix: `Fill the value in at the source, or have the identity provider leave the attribute out.`,

  skip: ({ attributes }) => (attributes.length > 0 ? undefined : 'there are no attributes'),

  run({ attributes }) {
    const without = attributes.filter(({ values }) => values.length === 0);
    const [first, ...rest] = without;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.element,
        rest.map(({ element }) => element),
      ),
      data: { names: allOf(without.map(({ name }) => shown(name?.value ?? ''))) },
    };
  },

  message: ({ names }) => `There is no AttributeValue for ${names}.`,
});
