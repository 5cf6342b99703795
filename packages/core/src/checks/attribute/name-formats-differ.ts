import { attributeNameFormats, shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/name-formats-differ',
  title: 'One attribute name stands with two NameFormats',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.3.1',
      says: 'An attribute is named by its Name together with its NameFormat.',
    },
  ],
  why: `By the letter these are two attributes with unrelated values. A service provider that goes by Name alone mixes them,
and one that goes by both finds only one of them.`,
  fix: `Have the identity provider use one NameFormat for the attribute.`,

  skip: ({ attributes }) => (attributes.length > 1 ? undefined : 'there are no two attributes'),

  run({ attributes }) {
    const formats = new Map<string, string>();
    for (const { name, nameFormat, element } of attributes) {
      if (!name) continue;
      const format = nameFormat?.value ?? attributeNameFormats.unspecified;
      const before = formats.get(name.value);
      if (before !== undefined && before !== format) {
        return {
          verdict: 'fail',
          at: [nameFormat?.at ?? element],
          data: { name: shown(name.value), one: shown(shortName(before)), other: shown(shortName(format)) },
        };
      }
      formats.set(name.value, format);
    }
    return { verdict: 'pass' };
  },

  message: ({ name, one, other }) =>
    `The attribute ${name} stands with the NameFormat ${one} and with ${other}.`,
});
