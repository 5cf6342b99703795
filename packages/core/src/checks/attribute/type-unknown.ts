import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { builtInTypes, typeOfValue } from '../value-types.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/type-unknown',
  title: 'An xsi:type names a type that XML Schema does not have',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'xml-schema-2',
      section: '3',
      says: 'The built-in types of XML Schema, with names in which case counts: string, boolean, integer, dateTime, anyURI and others.',
    },
  ],
  why: `A receiver that validates refuses the message, since it cannot tell what the value must look like. Receivers that do
not validate never notice, so it works with one service provider and not with another.`,
  fix: `Have the identity provider write a type that exists, as a rule xs:string, or no xsi:type at all.`,

  skip: ({ attributes }) =>
    attributes.some(({ values }) => values.some(({ type }) => type)) ? undefined : 'no value has an xsi:type',

  run({ attributes }) {
    for (const { name, values } of attributes) {
      for (const value of values) {
        const type = typeOfValue(value);
        if (type === undefined || builtInTypes.has(type)) continue;
        const near = misspelt(type, builtInTypes);
        return {
          verdict: 'fail',
          at: [value.type?.at ?? value.at],
          data: { name: shown(name?.value ?? ''), type: shown(type) },
          ...(near && { expected: near.meant, actual: shown(type), nearMiss: near.says }),
        };
      }
    }
    return { verdict: 'pass' };
  },

  message: ({ name, type }) => `A value of ${name} has the type ${type}, which is none of XML Schema's.`,
});
