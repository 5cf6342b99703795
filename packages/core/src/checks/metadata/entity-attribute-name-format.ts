import { readEntityAttributes } from '../../metadata/read-entity-attributes.ts';
import { attributeNameFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/entity-attribute-name-format',
  title: 'An entity attribute is not named by a URI format',
  severity: 'warning',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'rfc',
      section: '8409 3.1, 8409 4.1',
      says: 'The attributes of entity categories and of their support must have the NameFormat urn:oasis:names:tc:SAML:2.0:attrname-format:uri.',
    },
    {
      spec: 'mdattr',
      section: '2.3',
      says: 'EntityAttributes holds attributes of SAML, of any name.',
    },
  ],
  why: `Readers look for the name with that NameFormat and pass over others.`,
  fix: `Have the operator of this entity, or the federation that adds the attribute, write
NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri".`,

  run({ entity: { element }, name }) {
    const wrong = readEntityAttributes(element).filter(
      ({ nameFormat }) => nameFormat?.value !== attributeNameFormats.uri,
    );
    return failAt(
      wrong.map((one) => one.nameFormat?.at ?? one.element),
      () => ({
        name: shown(name),
        attributes: allOf(wrong.map((one) => shown(one.name?.value ?? 'without name'))),
      }),
    );
  },

  message: ({ name, attributes }) =>
    `The entity attribute ${attributes} of ${name} has not the NameFormat of URIs.`,
});
