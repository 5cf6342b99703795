import { defineCheck } from '../check.ts';
import { isOfBuiltIn, typeOfValue } from '../value-types.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/value-not-of-type',
  title: 'A value is not of the type that it says it has',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.3.1.1',
      says: 'Where an AttributeValue has xsi:type, that names the type of its content.',
    },
    { spec: 'xml-schema-2', section: '3.2, 3.3', says: 'What each built-in type may look like.' },
  ],
  why: `A receiver that validates refuses the message, and one that converts by type fails on the value. It shows for some
users only, since it depends on what stands in the directory.`,
  fix: `Have the identity provider write the value as its type has it, or declare it as xs:string.`,

  skip: ({ attributes }) =>
    attributes.some(({ values }) => values.some(({ type }) => type)) ? undefined : 'no value has an xsi:type',

  run({ attributes }) {
    for (const { name, values } of attributes) {
      for (const value of values) {
        const type = typeOfValue(value);
        if (type === undefined || value.nil || isOfBuiltIn(value.raw, type)) continue;
        return {
          verdict: 'fail',
          at: [value.at],
          data: { name: shown(name?.value ?? ''), type, value: shown(value.raw) },
          expected: `a value of the type ${type}`,
          actual: shown(value.raw),
        };
      }
    }
    return { verdict: 'pass' };
  },

  message: ({ name, type, value }) => `A value of ${name} has the type ${type}, but is ${value}.`,
});
