import type { Attribute } from '../../saml/model.ts';
import { attributeNameFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/repeated',
  title: 'Two Attribute elements have the same name',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.3.1',
      says: 'An Attribute has a name and any number of values; each value should have an AttributeValue of its own.',
    },
  ],
  why: `Some programs merge the two, some take the first and some the last, so the user gets all groups with one service
provider and half of them with another. Which it is, nobody sees until a right is missing.`,
  fix: `Have the identity provider write one Attribute with all the values. Two claim rules that issue the same claim are the
usual cause.`,

  skip: ({ attributes }) => (attributes.length > 1 ? undefined : 'there are no two attributes'),

  run({ attributes }) {
    const seen = new Set<string>();
    const repeated: Attribute[] = [];
    for (const attribute of attributes) {
      const key = `${attribute.name?.value ?? ''} ${attribute.nameFormat?.value ?? attributeNameFormats.unspecified}`;
      if (attribute.name && seen.has(key)) repeated.push(attribute);
      seen.add(key);
    }
    const [first, ...rest] = repeated;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.element,
        rest.map(({ element }) => element),
      ),
      data: { names: allOf([...new Set(repeated.map(({ name }) => shown(name?.value ?? '')))]) },
    };
  },

  message: ({ names }) => `There is more than one Attribute named ${names}.`,
});
