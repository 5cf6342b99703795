import { readAttributeServices } from '../../metadata/read-attribute-services.ts';
import { readEndpoints } from '../../metadata/read-endpoints.ts';
import { attributeField, type Field } from '../../saml/field.ts';
import type { XmlAttribute } from '../../xml/document.ts';
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
    const wrong: XmlAttribute[] = [];
    for (const wish of WISHES) consider(attributeField(element, wish), wrong);
    for (const { isDefault } of readEndpoints(element)) consider(isDefault, wrong);
    for (const { isDefault, requested } of readAttributeServices(element)) {
      consider(isDefault, wrong);
      for (const { isRequired } of requested) consider(isRequired, wrong);
    }
    return failAt(wrong, () => ({
      name: shown(name),
      what: allOf(wrong.map((one) => `${one.localName}=${shown(one.value)}`)),
    }));
  },

  message: ({ name, what }) => `No xs:boolean in ${name}: ${what}.`,
});

const WISHES = ['WantAuthnRequestsSigned', 'AuthnRequestsSigned', 'WantAssertionsSigned'];
const VALUES = new Set(['true', 'false', '1', '0']);

function consider(field: Field | undefined, wrong: XmlAttribute[]): void {
  if (field?.at.type === 'attribute' && !VALUES.has(field.value)) wrong.push(field.at);
}
