import { defineCheck } from '../check.ts';
import { LONGEST_VALUE, sdp } from '../interoperability.ts';
import { places } from '../places.ts';

export default defineCheck({
  id: 'saml2int/value-too-long',
  title: 'A value is longer than 256 characters',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'assertion',
  needs: [],
  cites: [
    sdp(
      'G02',
      'Elements and attributes must hold 256 characters at most, NameID and AttributeValue above all.',
    ),
  ],
  why: 'Service providers keep values in columns of a database. What is longer is cut, and may then equal the value of another user.',
  fix: 'Have the identity provider send shorter values; several values in place of one list.',

  run({ subject, attributes }) {
    const long = [
      ...(subject?.nameId ? [subject.nameId] : []),
      ...attributes.flatMap(({ values }) => values),
    ].filter(({ value }) => value.length > LONGEST_VALUE && [...value].length > LONGEST_VALUE);
    const [first, ...rest] = long;
    if (!first) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: places(
        first.at,
        rest.map(({ at }) => at),
      ),
      data: { length: [...first.value].length, count: long.length },
      expected: '256 characters at most',
      actual: `${[...first.value].length} characters`,
      explains: long.map(({ at }) => ({ check: 'name-id/too-long', on: at })),
    };
  },

  message: ({ length, count }) =>
    `A value has ${length} characters${Number(count) > 1 ? `, and ${Number(count) - 1} more are too long` : ''}.`,
});
