import { ns } from '../../xml/namespaces.ts';
import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'conditions/not-understood',
  title: 'There is a condition that a receiver cannot be expected to understand',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.5.1.1',
      says: "Where a condition cannot be evaluated because it is not understood, the assertion's validity cannot be determined, and it must not be relied on.",
    },
  ],
  why: `saml:Condition is a place for conditions that others define, by xsi:type. A service provider that does not know the
type must not accept the assertion, and most know none.`,
  fix: `Have the identity provider leave the condition out for service providers that do not know it.`,

  skip: ({ conditions }) => (conditions ? undefined : 'there are no Conditions'),

  run({ conditions }) {
    const strange = conditions?.others.find(
      (one) => one.localName === 'Condition' && one.namespaceURI === ns.saml,
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
