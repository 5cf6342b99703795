import { shortName } from '../../saml/names.ts';
import { nameIdFormatsOnRequest as HONOURED } from '../../vendors/entra.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/request-name-id-format',
  title: 'The request asks for a format of NameID that Entra ID does not give',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.protocol,
      says: 'NameIDPolicy may ask for persistent, emailAddress, unspecified or transient.',
    },
    {
      spec: 'entra',
      section: entraPages.errors,
      says: 'AADSTS75016 says that the NameIDPolicy of the request is invalid.',
    },
  ],
  why: `Microsoft Entra ID honours four formats in NameIDPolicy and answers AADSTS75016 to any other.`,
  fix: `Have the service provider ask for one of the four, or for none: then the format set at the application is used.`,

  skip: ({ nameIdPolicy }, facts) =>
    notEntra(facts) ?? (nameIdPolicy?.format ? undefined : 'the request asks for no format'),

  run({ nameIdPolicy }) {
    const format = nameIdPolicy?.format;
    if (!format || HONOURED.includes(format.value)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [format.at],
      data: { format: shown(shortName(format.value)) },
      expected: HONOURED.join('\n'),
      actual: shown(format.raw),
      remedies: [
        { end: 'service provider', do: 'Leave Format out of NameIDPolicy, or ask for one of the four.' },
      ],
    };
  },

  message: ({ format }) =>
    `NameIDPolicy asks for ${format}, and Microsoft Entra ID answers AADSTS75016 to that.`,
});
