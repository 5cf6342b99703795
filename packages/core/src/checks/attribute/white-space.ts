import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { whiteSpaceRound } from '../strange-text.ts';
import { counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/white-space',
  title: 'There is white space round the value of an attribute',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.3.1.1',
      says: 'An AttributeValue of text is text, in which white space counts.',
    },
  ],
  why: `To most programs a group or an address with a line break is another one than without. It comes from XML that was
indented by a template, or from a value in the directory that ends with a space.`,
  fix: `Have the identity provider write the value right between the tags, and look at the source of the value.`,

  skip: ({ attributes }) => (attributes.length > 0 ? undefined : 'there are no attributes'),

  run({ attributes }) {
    const padded = attributes.flatMap(({ name, values }) =>
      values
        .filter(({ raw, structured }) => !structured && whiteSpaceRound(raw))
        .map(({ raw, at }) => ({ raw, at, name })),
    );
    const [first, ...rest] = padded;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: {
        value: shown(first.raw.trim()),
        name: shown(first.name?.value ?? ''),
        more:
          rest.length > 0
            ? `; so ${rest.length === 1 ? 'has' : 'have'} ${counted(rest.length, 'more value')}`
            : '',
        where: whiteSpaceRound(first.raw) ?? '',
      },
      expected: shown(first.raw.trim()),
      actual: shown(first.raw),
    };
  },

  message: ({ value, name, where, more }) => `The value ${value} of ${name} has white space ${where}${more}.`,
});
