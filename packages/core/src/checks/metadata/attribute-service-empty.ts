import { readAttributeServices } from '../../metadata/read-attribute-services.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/attribute-service-empty',
  title: 'An AttributeConsumingService asks for nothing',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.4.1',
      says: 'AttributeConsumingService contains one or more RequestedAttribute elements.',
    },
  ],
  why: `Readers that validate refuse the whole entity for it. Products differ in whether they mind it, so the fault shows late.`,
  fix: 'Have the operator of the service provider add the attributes, or remove the element.',

  run({ element, name }) {
    const bare = readAttributeServices(element).filter(({ requested }) => requested.length === 0);
    return failAt(
      bare.map((one) => one.element),
      () => ({ name: shown(name) }),
    );
  },

  message: ({ name }) => `An AttributeConsumingService of ${name} has no RequestedAttribute.`,
});
