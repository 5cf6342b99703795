import { ns } from '../../xml/namespaces.ts';
import { childrenNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'conditions/repeated',
  title: 'A condition stands twice that may stand once',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.5.1.5, 2.5.1.6',
      says: 'Conditions must hold no more than one OneTimeUse and no more than one ProxyRestriction.',
    },
  ],
  why: `The schema lets them be repeated and the text forbids it, so a sender may not notice. Of two ProxyRestrictions a
receiver may look at either.`,
  fix: `Have the identity provider write each of them once.`,

  skip: ({ conditions }) => (conditions ? undefined : 'there are no Conditions'),

  run({ conditions }) {
    if (!conditions) return { verdict: 'pass' };
    for (const name of ['OneTimeUse', 'ProxyRestriction']) {
      const [, second] = childrenNamed(conditions.element, ns.saml, name);
      if (second) return { verdict: 'fail', at: [second], data: { name } };
    }
    return { verdict: 'pass' };
  },

  message: ({ name }) => `Conditions hold more than one ${name}.`,
});
