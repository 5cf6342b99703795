import { readAttributeServices } from '../../metadata/read-attribute-services.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/attribute-service-index-missing',
  title: 'An AttributeConsumingService has no index',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.4.1',
      says: 'The attribute index is required.',
    },
  ],
  why: `Requests name the service by it, and readers that validate refuse the entity.`,
  fix: 'Have the operator of the service provider number the services, from 0 or 1 on.',

  run({ element, name }) {
    const bare = readAttributeServices(element).filter(({ index }) => !/^\d{1,5}$/.test(index?.value ?? ''));
    return failAt(
      bare.map((one) => one.index?.at ?? one.element),
      () => ({
        name: shown(name),
        written: bare[0]?.index ? `is ${shown(bare[0].index.raw)}` : 'is missing',
      }),
    );
  },

  message: ({ name, written }) => `The index of an AttributeConsumingService of ${name} ${written}.`,
});
