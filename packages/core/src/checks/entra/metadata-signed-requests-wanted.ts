import { idpRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntraFederation } from '../entra-application.ts';
import { failAt, isTrue } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/metadata-signed-requests-wanted',
  title: 'Signed requests are wanted, and Entra ID sends guests without',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.federationLimits,
      says: 'External federation does not support sending what is signed to the identity provider (our reading of "a signed authentication token").',
    },
    {
      spec: 'entra',
      section: entraPages.federationOfDomain,
      says: 'In the federation of a domain, isSignedAuthenticationRequestRequired has requests signed.',
    },
  ],
  why: `An identity provider that insists refuses the request, and no guest can log in.`,
  fix: `Have the operator of the identity provider take unsigned requests from Microsoft Entra ID. In the federation of a domain,
set isSignedAuthenticationRequestRequired in Entra ID instead.`,

  skip: (use, facts) => notEntraFederation(facts) ?? (idpRoleOf(use) ? undefined : 'no identity provider'),

  run(use) {
    const wanted = idpRoleOf(use)?.wantAuthnRequestsSigned;
    return failAt(wanted && isTrue(wanted) ? [wanted.at] : [], () => ({ name: shown(use.name) }));
  },

  message: ({ name }) => `${name} wants requests to be signed (WantAuthnRequestsSigned).`,
});
