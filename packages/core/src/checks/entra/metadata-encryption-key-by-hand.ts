import { spRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/metadata-encryption-key-by-hand',
  title: 'Entra ID encrypts nothing until the certificate is imported by hand',
  severity: 'note',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.encryption,
      says: 'To have assertions encrypted, the certificate is imported at Token encryption and activated there; metadata is not named as a way (our reading).',
    },
  ],
  why: `The metadata lists a key to encrypt for. Microsoft Entra ID sends assertions in the clear nevertheless, and a service
provider that insists on encryption refuses them.`,
  fix: `At the identity provider: in Microsoft Entra ID, import the certificate as a .cer file at Enterprise applications >
(application) > Token encryption, and activate it. This needs a licence of P1 or P2.`,

  skip: (use, facts) => notEntra(facts) ?? (spRoleOf(use) ? undefined : 'no service provider'),

  run(use) {
    const keys = spRoleOf(use)?.keys.filter(({ use: purpose }) => purpose === 'encryption') ?? [];
    return failAt(
      keys.map(({ element }) => element),
      () => ({ name: shown(use.name) }),
    );
  },

  message: ({ name }) => `${name} lists a key to encrypt for, which is not taken from the metadata.`,
});
