import { idpRoleOf } from '../../metadata/uses.ts';
import { bindings, shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntraFederation } from '../entra-application.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/metadata-sign-on-without-post',
  title: 'Requests are not taken by HTTP POST, as Entra ID sends them',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.federationOfDomain,
      says: 'Entra ID uses HTTP POST for the request to the identity provider. This is said of the federation of a domain; of external federation nothing is said.',
    },
  ],
  why: `The request arrives in the body of a POST, and an identity provider that reads the parameters of a GET finds none.`,
  fix: `Have the operator of the identity provider take AuthnRequests by HTTP-POST, and list that SingleSignOnService.`,

  skip: (use, facts) =>
    notEntraFederation(facts) ??
    ((idpRoleOf(use)?.singleSignOnServices.length ?? 0) > 0 ? undefined : 'no SingleSignOnService'),

  run(use) {
    const services = idpRoleOf(use)?.singleSignOnServices ?? [];
    const takesPost = services.some(({ binding }) => binding?.value === bindings['HTTP-POST']);
    return failAt(takesPost ? [] : services.map(({ element }) => element), () => ({
      name: shown(use.name),
      takes: allOf([...new Set(services.map(({ binding }) => shown(shortName(binding?.value ?? ''))))]),
    }));
  },

  message: ({ name, takes }) => `SingleSignOnServices of ${name} take ${takes} only.`,
});
