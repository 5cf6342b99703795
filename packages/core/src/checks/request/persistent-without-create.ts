import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'request/persistent-without-create',
  title: 'The request wants a persistent NameID, but lets none be made',
  severity: 'note',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.4.1.1',
      says: 'Without AllowCreate="true" the identity provider must not make a new identifier for the user.',
    },
    {
      spec: 'saml-errata',
      section: 'E14',
      says: 'Without it the requester tries to have no state created; who makes no use of AllowCreate should set it to true.',
    },
  ],
  why: `Who has signed in here before gets in. Everybody else gets InvalidNameIDPolicy, from identity providers that take the
rule as it is written.`,
  fix: `Have the service provider send AllowCreate="true" in NameIDPolicy.`,

  skip: ({ nameIdPolicy }) =>
    nameIdPolicy?.format?.value === nameIdFormats.persistent
      ? undefined
      : 'the request asks for no persistent NameID',

  run({ nameIdPolicy }) {
    if (!nameIdPolicy || /^(?:true|1)$/.test(nameIdPolicy.allowCreate?.value ?? ''))
      return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [nameIdPolicy.allowCreate?.at ?? nameIdPolicy.element],
      data: {
        what: nameIdPolicy.allowCreate
          ? `AllowCreate is ${shown(nameIdPolicy.allowCreate.value)}`
          : 'there is no AllowCreate, which means false',
      },
    };
  },

  message: ({ what }) => `NameIDPolicy asks for a persistent NameID, and ${what}.`,
});
