import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/request-id-invalid',
  title: 'Entra ID refuses the ID of the request',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.protocol,
      says: 'ID must not begin with a number; a common way is to put a letter or word before a GUID.',
    },
    {
      spec: 'entra',
      section: entraPages.errors,
      says: 'AADSTS7500529 says that a value is not a valid SAML ID.',
    },
  ],
  why: `The ID becomes InResponseTo of the answer, which is an xs:NCName and cannot begin with a digit. Microsoft Entra ID checks
that and answers AADSTS7500529. A bare GUID begins with a digit ten times in sixteen, so that logins fail now and then.`,
  fix: `Have the service provider put an underscore before the value.`,

  skip: ({ id }, facts) => notEntra(facts) ?? (id ? undefined : 'there is no ID'),

  run({ id }) {
    if (!id || !/^\d/.test(id.value)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [id.at],
      data: { id: shown(id.value) },
      expected: `a letter or an underscore first: ${shown(`_${id.value}`)}`,
      actual: shown(id.raw),
      remedies: [{ end: 'service provider', do: `Make IDs such as \`_${id.value}\`.` }],
      explains: [{ check: 'id/not-ncname', on: id.at }],
    };
  },

  message: ({ id }) => `The ID ${id} begins with a digit, and Microsoft Entra ID answers AADSTS7500529.`,
});
