import { defineCheck } from '../check.ts';
import { told, violationsOf } from '../schema-faults.ts';

export default defineCheck({
  id: 'structure/element-repeated',
  title: 'An element stands more often than it may',
  severity: 'error',
  since: 'next',
  on: 'document',
  needs: [],
  cites: [
    { spec: 'saml-core', section: '2.1, 3.1', says: 'The schemas say how often each element may stand.' },
    {
      spec: 'saml11-core',
      section: '2.1, 3.1',
      says: 'So do the schemas of SAML 1.1.',
    },
  ],
  why: `Of two elements where one is allowed, one receiver takes the first and another the last. That is a fault of the sender
at best, and an attack at worst: the one that was checked need not be the one that is used.`,
  fix: `Have the sender write the element once. If one of them was added on the way, do not accept the message.`,

  run: (document) =>
    told(
      violationsOf(document, 'element-repeated'),
      ({ name, holder }) => `${holder.localName} has ${name} more often than it may`,
    ),

  message: ({ says }) => `${says}.`,
});
