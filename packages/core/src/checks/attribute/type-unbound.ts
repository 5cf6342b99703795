import { lookup } from '../../xml/parse.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'attribute/type-unbound',
  title: 'The prefix in an xsi:type is declared nowhere',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.3.1.1',
      says: 'Where an AttributeValue has xsi:type, that names the type of its content, and validating readers go by it.',
    },
    {
      spec: 'xml-names',
      section: '5, 6.1',
      says: 'A prefix must be declared on the element that uses it or on one round it.',
    },
  ],
  why: `Readers that do not validate never look, so the fault shows only at some receivers, as a schema error. It often comes
from exclusive canonicalisation or from cutting an assertion out of its document: the prefix stands in a value, where
no tool sees that it is used.`,
  fix: `Have the identity provider declare the prefix on the AttributeValue itself, and list it as InclusiveNamespaces
PrefixList when it signs.`,

  skip: ({ attributes }) =>
    attributes.some(({ values }) => values.some(({ type }) => type)) ? undefined : 'no value has an xsi:type',

  run({ attributes }) {
    for (const { name, values } of attributes) {
      for (const { type, at } of values) {
        const prefix = type ? prefixOf(type.value) : '';
        if (!type || prefix === '' || lookup(at.scope, prefix) !== undefined) continue;
        return {
          verdict: 'fail',
          at: [type.at],
          data: { name: shown(name?.value ?? ''), type: shown(type.value), prefix: shown(prefix) },
        };
      }
    }
    return { verdict: 'pass' };
  },

  message: ({ name, type, prefix }) =>
    `A value of ${name} has the type ${type}, but no xmlns:${prefix} is in scope.`,
});

function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf(':')));
}
