import { ns } from '../../xml/namespaces.ts';
import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'saml11/condition-not-understood',
  title: 'A SAML 1.1 assertion has a condition that nobody can be expected to know',
  severity: 'error',
  since: 'next',
  on: 'saml11Assertion',
  needs: [],
  cites: [
    {
      spec: 'saml11-core',
      section: '2.3.2.1, 2.3.2.1.2',
      says: 'Where a condition is not understood, the validity of the assertion cannot be determined; Condition is extended by types of others (paraphrased).',
    },
  ],
  why: `Condition is a place for conditions that others define, by xsi:type. A relying party that does not know the type must
not take the assertion for valid, and most know none.`,
  fix: 'Have the identity provider leave the condition out for relying parties that do not know it.',

  skip: ({ conditions }) => (conditions ? undefined : 'there are no Conditions'),

  run({ conditions }) {
    const strange = conditions?.others.find(
      ({ localName, namespaceURI }) => localName === 'Condition' && namespaceURI === ns.saml11,
    );
    if (!strange) return { verdict: 'pass' };
    const type = attributeNamed(strange, 'type', ns.xsi)?.value;
    return {
      verdict: 'fail',
      at: [strange],
      data: { type: type === undefined ? 'without xsi:type' : `of the type ${shown(type)}` },
    };
  },

  message: ({ type }) => `Conditions hold a Condition ${type}.`,
});
