import { readAttributeServices } from '../../metadata/read-attribute-services.ts';
import { readEndpoints } from '../../metadata/read-endpoints.ts';
import type { XmlElement } from '../../xml/document.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/boolean-malformed',
  title: 'A yes or no is neither',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'xml-schema-2',
      section: '3.2.2',
      says: 'An xs:boolean is true, false, 1 or 0.',
    },
  ],
  why: `\`True\` and \`yes\` are neither. Readers that validate refuse the entity; others take it for false, so that
signatures that were asked for are not.`,
  fix: 'Have the operator of this entity write true or false in the metadata, in lower case.',

  run({ element, name }) {
    const wrong = [
      element,
      ...readEndpoints(element).map((one) => one.element),
      ...servicesIn(element),
    ].flatMap((one) =>
      one.attributes.filter(
        ({ localName, namespaceURI, value }) =>
          namespaceURI === '' && BOOLEANS.has(localName) && !/^\s*(?:true|false|1|0)\s*$/.test(value),
      ),
    );
    return failAt(wrong, () => ({
      name: shown(name),
      what: allOf(wrong.map((one) => `${one.localName}=${shown(one.value)}`)),
    }));
  },

  message: ({ name, what }) => `No xs:boolean in ${name}: ${what}.`,
});

const BOOLEANS = new Set([
  'WantAuthnRequestsSigned',
  'AuthnRequestsSigned',
  'WantAssertionsSigned',
  'isDefault',
  'isRequired',
]);

function servicesIn(role: XmlElement): XmlElement[] {
  return readAttributeServices(role).flatMap(({ element, requested }) => [
    element,
    ...requested.map((one) => one.element),
  ]);
}
