import { readAttributeServices } from '../../metadata/read-attribute-services.ts';
import { defineCheck } from '../check.ts';
import { failAt, repeatedIn } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/requested-attribute-repeated',
  title: 'An attribute is requested twice in one service',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.4.1',
      says: 'Each RequestedAttribute specifies an attribute that the service requires or wants.',
    },
  ],
  why: `Where one says isRequired and the other does not, products differ in what they make of it.`,
  fix: `Have the operator of the service provider keep one RequestedAttribute, with the isRequired that is meant.`,

  run({ element, name }) {
    const again = readAttributeServices(element).flatMap(({ requested }) =>
      repeatedIn(requested, (one) => one.name && `${one.name.value} ${one.nameFormat?.value ?? ''}`),
    );
    return failAt(
      again.map((one) => one.element),
      () => ({
        name: shown(name),
        attributes: allOf(again.map((one) => shown(one.name?.value ?? ''))),
      }),
    );
  },

  message: ({ name, attributes }) => `${name} asks twice for ${attributes} in one AttributeConsumingService.`,
});
