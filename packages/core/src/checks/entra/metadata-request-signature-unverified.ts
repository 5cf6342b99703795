import { spRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { failAt, isTrue } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/metadata-request-signature-unverified',
  title: 'Entra ID verifies no signed request until it is given the certificate by hand',
  severity: 'note',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.requestSigning,
      says: 'Unless verification certificates are required, the signature of a request is not validated; the public key is uploaded.',
    },
  ],
  why: `AuthnRequestsSigned="true" says that unsigned requests are none of this service provider's. Microsoft Entra ID takes them all
the same, and sends the response to any of the Reply URLs they name.`,
  fix: `At the identity provider: in Microsoft Entra ID, upload the certificate at Enterprise applications > (application) > Single
sign-on > SAML Certificates > Verification certificates, and require them. Logins that begin at Entra ID then end in an error.`,

  skip: (use, facts) => notEntra(facts) ?? (spRoleOf(use) ? undefined : 'no service provider'),

  run(use) {
    const signed = spRoleOf(use)?.authnRequestsSigned;
    return failAt(signed && isTrue(signed) ? [signed.at] : [], () => ({ name: shown(use.name) }));
  },

  message: ({ name }) => `${name} says that it signs its requests, which is not taken from the metadata.`,
});
