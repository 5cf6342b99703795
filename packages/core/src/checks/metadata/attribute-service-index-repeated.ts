import { readAttributeServices } from '../../metadata/read-attribute-services.ts';
import { defineCheck } from '../check.ts';
import { failAt, repeatedIn } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/attribute-service-index-repeated',
  title: 'Two AttributeConsumingServices have the same index',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.4.1',
      says: 'index assigns a unique integer to each AttributeConsumingService.',
    },
  ],
  why: `A request that names the index means two sets of attributes. Products differ in whether they mind it, so the fault shows late.`,
  fix: 'Have the operator of the service provider number the services, from 0 or 1 on.',

  run({ element, name }) {
    const again = repeatedIn(readAttributeServices(element), ({ index }) => index?.value);
    return failAt(
      again.map((one) => one.index?.at ?? one.element),
      () => ({
        name: shown(name),
        indexes: allOf(again.map(({ index }) => shown(index?.value ?? ''))),
      }),
    );
  },

  message: ({ name, indexes }) =>
    `More than one AttributeConsumingService of ${name} has the index ${indexes}.`,
});
