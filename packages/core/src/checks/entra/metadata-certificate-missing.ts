import { idpRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntraFederation } from '../entra-application.ts';
import { failAt, signingKeysOf } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/metadata-certificate-missing',
  title: 'The identity provider lists no certificate to sign with, which Entra ID requires',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.federation,
      says: 'Issuer URI, passive authentication endpoint and certificate of the identity provider are required.',
    },
    {
      spec: 'entra',
      section: entraPages.federationByGraph,
      says: 'signingCertificate is a certificate compatible with X509Certificate2.',
    },
  ],
  why: `A bare key is enough for SAML and not for Microsoft Entra ID, which keeps a certificate. Without one the identity provider
cannot be saved.`,
  fix: `Have the operator of the identity provider put the certificate of its key into the metadata; a self-signed one will do.`,

  skip: (use, facts) => notEntraFederation(facts) ?? (idpRoleOf(use) ? undefined : 'no identity provider'),

  run({ role, name }) {
    const listed = signingKeysOf(role);
    const has = listed.some(({ keys }) => keys.some(({ certificate }) => certificate));
    const [first] = listed;
    return failAt(has ? [] : [first?.element ?? role.element], () => ({
      name: shown(name),
      what: first ? 'keys and no certificate' : 'no key to sign with',
    }));
  },

  message: ({ name, what }) => `${name} lists ${what}.`,
});
