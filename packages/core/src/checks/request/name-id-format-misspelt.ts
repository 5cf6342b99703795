import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'request/name-id-format-misspelt',
  title: 'The Format of NameIDPolicy is misspelt',
  severity: 'warning',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3',
      says: 'The identifiers of NameID formats; unspecified, emailAddress, X509SubjectName and WindowsDomainQualifiedName carry the version 1.1, the others 2.0.',
    },
  ],
  why: `The identity provider does not know the format, and answers InvalidNameIDPolicy or sends another one. Mixing up the
versions 1.1 and 2.0 is the usual slip.`,
  fix: `Have the service provider ask for the format as SAML defines it, or leave Format out.`,

  skip: ({ nameIdPolicy }) => (nameIdPolicy?.format ? undefined : 'the request asks for no format'),

  run({ nameIdPolicy }) {
    const format = nameIdPolicy?.format;
    const near = format && misspelt(format.value, Object.values(nameIdFormats));
    if (!format || !near) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [format.at],
      data: { format: shown(format.raw) },
      expected: near.meant,
      actual: shown(format.raw),
      nearMiss: near.says,
    };
  },

  message: ({ format }) => `NameIDPolicy asks for ${format}, which SAML does not define.`,
});
