import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'saml2int/allow-create-missing',
  title: 'NameIDPolicy does not allow a new identifier',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'authnRequest',
  needs: [],
  cites: [sdp('SP04', 'Where NameIDPolicy stands, its AllowCreate must be true.')],
  why: 'Without AllowCreate an identity provider refuses users who come for the first time.',
  fix: 'Have the service provider leave NameIDPolicy out of the request, or write AllowCreate="true".',

  skip: ({ nameIdPolicy }) => (nameIdPolicy ? undefined : 'there is no NameIDPolicy'),

  run({ nameIdPolicy }) {
    const allowCreate = nameIdPolicy?.allowCreate;
    if (!nameIdPolicy || allowCreate?.value === 'true' || allowCreate?.value === '1')
      return { verdict: 'pass' };
    const actual = allowCreate ? shown(allowCreate.value) : 'no AllowCreate';
    return {
      verdict: 'fail',
      at: [allowCreate?.at ?? nameIdPolicy.element],
      data: { actual },
      expected: 'true',
      actual,
    };
  },

  message: ({ actual }) =>
    `NameIDPolicy has ${actual === 'no AllowCreate' ? actual : `AllowCreate ${actual}`}.`,
});
