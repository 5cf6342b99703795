import { idpRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntraFederation } from '../entra-application.ts';
import { failAt, signingKeysOf } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/metadata-certificates-several',
  title: 'The identity provider lists several certificates, of which Entra ID keeps one',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.federationByGraph,
      says: 'signingCertificate holds one certificate; which of several in metadata it becomes is not documented.',
    },
  ],
  why: `Metadata lists the next certificate beside the present one, so that nobody has to change both sides at once. In an external
federation Microsoft Entra ID keeps one, and refuses what the other signed. It looks for another in the metadata only when
the one it has is about to expire, and only where it was given the Metadata URL.`,
  fix: `In Microsoft Entra ID, see at External Identities > All identity providers > (identity provider) that the certificate is the
one which signs now, and change it on the day on which the identity provider does.`,

  skip: (use, facts) => notEntraFederation(facts) ?? (idpRoleOf(use) ? undefined : 'no identity provider'),

  run({ role, name }) {
    const listed = signingKeysOf(role).filter(({ keys }) => keys.some(({ certificate }) => certificate));
    return failAt(
      listed.slice(1).map(({ element }) => element),
      () => ({ name: shown(name), count: listed.length }),
    );
  },

  message: ({ name, count }) => `${name} lists ${count} certificates to sign with.`,
});
