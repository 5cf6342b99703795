import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/types-differ',
  title: 'The values of one attribute have different types',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.3.1',
      says: 'Where one of several AttributeValue elements has an xsi:type, all of them must have the same.',
    },
  ],
  why: `A receiver that converts values by type gets a mixed list, or refuses it. Receivers that do not look at types never
notice, so it works with one service provider and not with another.`,
  fix: `Have the identity provider write the same xsi:type on each value, or none.`,

  skip: ({ attributes }) =>
    attributes.some(({ values }) => values.length > 1) ? undefined : 'no attribute has several values',

  run({ attributes }) {
    for (const { name, values } of attributes) {
      const [first] = values;
      const other = values.find(({ type }) => localType(type?.value) !== localType(first?.type?.value));
      if (!first || !other) continue;
      return {
        verdict: 'fail',
        at: [other.at, first.at],
        data: {
          name: shown(name?.value ?? ''),
          one: localType(first.type?.value),
          other: localType(other.type?.value),
        },
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ name, one, other }) => `The values of ${name} have the types ${one} and ${other}.`,
});

/** Two prefixes may stand for one namespace. */
function localType(type: string | undefined): string {
  return type === undefined ? 'none' : shown(type.slice(type.indexOf(':') + 1));
}
