import { attributeNameFormats } from '../../saml/names.ts';
import { isNCName } from '../../xml/characters.ts';
import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/name-not-basic',
  title: 'The name of an attribute is none that its NameFormat basic allows',
  severity: 'note',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.2.3',
      says: 'With the NameFormat basic the name of an attribute is one that xs:Name allows: no slash, no space, no digit at the start.',
    },
  ],
  why: `Most service providers go by Name and do not look at NameFormat, so it works. One that goes by both finds no attribute
with the format it expects.`,
  fix: `Nothing need be done where it works. Otherwise have the identity provider state the NameFormat uri for names that are
URIs.`,

  skip: ({ attributes }) =>
    attributes.some(({ nameFormat }) => nameFormat?.value === attributeNameFormats.basic)
      ? undefined
      : 'no attribute has the NameFormat basic',

  run({ attributes }) {
    const strange = attributes.flatMap(({ name, nameFormat }) =>
      name && nameFormat?.value === attributeNameFormats.basic && !isNCName(name.value.replaceAll(':', '_'))
        ? [name]
        : [],
    );
    const [first, ...rest] = strange;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: { names: allOf(strange.map(({ value }) => shown(value))) },
    };
  },

  message: ({ names }) => `The NameFormat is basic, which does not allow ${names}.`,
});
