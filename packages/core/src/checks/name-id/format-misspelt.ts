import { nameIdFormats } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { nameIdsIn } from '../stated-by.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'name-id/format-misspelt',
  title: 'The Format of a NameID is misspelt',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3',
      says: 'The identifiers of NameID formats; unspecified, emailAddress, X509SubjectName and WindowsDomainQualifiedName carry the version 1.1, the others 2.0.',
    },
  ],
  why: `Formats are compared literally. A service provider that asks for one finds another, and refuses the login or does not
know what to do with the NameID. Mixing up the versions 1.1 and 2.0 is the usual slip.`,
  fix: `Have the identity provider write the format as SAML defines it; look for a field where it was typed by hand.`,

  skip: (message) => (nameIdsIn(message).some(({ format }) => format) ? undefined : 'no NameID has a Format'),

  run(message) {
    for (const { format } of nameIdsIn(message)) {
      const near = format && misspelt(format.value, Object.values(nameIdFormats));
      if (!format || !near) continue;
      return {
        verdict: 'fail',
        at: [format.at],
        data: { format: shown(format.raw) },
        expected: near.meant,
        actual: shown(format.raw),
        nearMiss: near.says,
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ format }) => `The Format of the NameID is ${format}, which SAML does not define.`,
});
