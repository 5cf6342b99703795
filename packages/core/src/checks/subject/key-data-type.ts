import { confirmationMethods } from '../../saml/names.ts';
import type { XmlElement } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { attributeNamed } from '../../xml/navigate.ts';
import { lookup } from '../../xml/parse.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

const TYPE = 'KeyInfoConfirmationDataType';

export default defineCheck({
  id: 'subject/key-data-type',
  title: 'The data of a holder-of-key confirmation has another type',
  severity: 'error',
  since: 'next',
  on: 'subjectConfirmation',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '3.1',
      says: 'Where SubjectConfirmationData of holder-of-key has xsi:type, that must be saml:KeyInfoConfirmationDataType.',
    },
  ],
  why: `A receiver that goes by xsi:type does not read the KeyInfo as one, or refuses the assertion as breaking the schema, so
that the confirmation can never be met.`,
  fix: 'Have the identity provider write saml:KeyInfoConfirmationDataType, with a prefix that is bound to the namespace of assertions, or leave xsi:type out.',

  skip: ({ method, data }) =>
    method?.value !== confirmationMethods['holder-of-key']
      ? 'not a holder-of-key confirmation'
      : data && attributeNamed(data, 'type', ns.xsi)
        ? undefined
        : 'there is no xsi:type',

  run({ data }) {
    const type = data && attributeNamed(data, 'type', ns.xsi);
    if (!type || isKeyData(type.value.trim(), data)) return { verdict: 'pass' };
    const actual = shown(type.value);
    return { verdict: 'fail', at: [type], data: { type: actual }, expected: `saml:${TYPE}`, actual };
  },

  message: ({ type }) => `SubjectConfirmationData has the xsi:type ${type}.`,
});

function isKeyData(name: string, { scope }: XmlElement): boolean {
  const colon = name.indexOf(':');
  return name.slice(colon + 1) === TYPE && lookup(scope, name.slice(0, Math.max(0, colon))) === ns.saml;
}
