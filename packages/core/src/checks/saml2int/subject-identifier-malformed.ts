import type { Attribute } from '../../saml/model.ts';
import { defineCheck } from '../check.ts';
import { SUBJECT_IDENTIFIERS, sdp } from '../interoperability.ts';
import { shown } from '../wording.ts';

/** SAML Subject Identifier Attributes Profile §3.3.1: an ID of letters, digits, "=" and "-", an "@", and a scope. */
const FORM = /^[A-Za-z0-9][A-Za-z0-9=-]{0,126}@[A-Za-z0-9][A-Za-z0-9.-]{0,126}$/;

export default defineCheck({
  id: 'saml2int/subject-identifier-malformed',
  title: 'A subject identifier does not have its form',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'assertion',
  needs: [],
  cites: [
    sdp(
      'IDP13',
      'subject-id and pairwise-id are as the Subject Identifier Attributes Profile defines them: one value, a unique ID and a scope with an "@" between.',
    ),
  ],
  why: 'Service providers match the part after the "@" with the scopes of the identity provider. A value of another form is refused, or taken for another user.',
  fix: 'Have the identity provider send one value: letters, digits, "=" and "-", then "@" and its scope.',

  skip: ({ attributes }) =>
    attributes.some(isIdentifier) ? undefined : 'there is neither subject-id nor pairwise-id',

  run({ attributes }) {
    for (const attribute of attributes.filter(isIdentifier)) {
      const [first, second] = attribute.values;
      const wrong = second ?? (first && FORM.test(first.value) ? undefined : (first ?? attribute));
      if (!wrong) continue;
      const actual = second ? `${attribute.values.length} values` : first ? shown(first.raw) : 'no value';
      return {
        verdict: 'fail',
        at: ['at' in wrong ? wrong.at : attribute.element],
        data: { name: shown(attribute.name?.value ?? ''), actual },
        expected: 'one value such as idm123456789@example.com',
        actual,
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ name, actual }) => `The attribute ${name} has ${actual}.`,
});

function isIdentifier({ name }: Attribute): boolean {
  return SUBJECT_IDENTIFIERS.includes(name?.value ?? '');
}
