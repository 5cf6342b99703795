import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'saml2int/attribute-value-structured',
  title: 'An attribute value holds elements',
  severity: 'warning',
  since: 'next',
  profile: 'saml2int',
  on: 'assertion',
  needs: [],
  cites: [sdp('IDP19', 'The content of an AttributeValue is recommended to be plain text.')],
  why: 'Few service providers read XML inside a value; most take the text in it, or nothing.',
  fix: 'Have the identity provider send text. For eduPersonTargetedID, send pairwise-id in its place.',

  skip: ({ attributes }) => (attributes.length > 0 ? undefined : 'there is no attribute'),

  run({ attributes }) {
    const attribute = attributes.find(({ values }) => values.some(({ structured }) => structured));
    const value = attribute?.values.find(({ structured }) => structured);
    if (!attribute || !value) return { verdict: 'pass' };
    return { verdict: 'fail', at: [value.at], data: { name: shown(attribute.name?.value ?? '') } };
  },

  message: ({ name }) => `A value of ${name} holds elements.`,
});
