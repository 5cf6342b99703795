import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/value-empty',
  title: 'An attribute has an empty value',
  severity: 'note',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.3.1.1',
      says: 'An empty AttributeValue is an empty string, which is a value; no value at all is written xsi:nil="true".',
    },
  ],
  why: `A service provider that goes by whether the attribute is there takes the empty string for a name, a group or an
address. It usually means that the source is empty for this user.`,
  fix: `Fill the value in at the source, or have the identity provider leave the attribute out where it is empty.`,

  skip: ({ attributes }) => (attributes.length > 0 ? undefined : 'there are no attributes'),

  run({ attributes }) {
    const empty = attributes.flatMap(({ name, values }) =>
      values
        .filter(({ value, nil, structured }) => value === '' && !nil && !structured)
        .map(({ at }) => ({ at, name })),
    );
    const [first, ...rest] = empty;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: { names: allOf([...new Set(empty.map(({ name }) => shown(name?.value ?? '')))]) },
    };
  },

  message: ({ names }) => `There is an empty value for ${names}.`,
});
