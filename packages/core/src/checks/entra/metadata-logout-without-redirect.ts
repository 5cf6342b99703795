import { spRoleOf } from '../../metadata/uses.ts';
import { bindings, shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/metadata-logout-without-redirect',
  title: 'Logout is not taken by HTTP Redirect, as Entra ID sends it',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.logout,
      says: 'For single sign-out Entra ID supports the redirect binding (HTTP GET), and not HTTP POST.',
    },
  ],
  why: `Whatever the metadata says, messages of logout arrive at the Logout URL as parameters of a GET. A service provider that
reads the body of a POST there stays logged in, or shows an error.`,
  fix: `Have the operator of the service provider take LogoutRequest and LogoutResponse by HTTP-Redirect, and list that
SingleLogoutService. Where it cannot, leave the Logout URL of the application in Entra ID empty.`,

  skip: (use, facts) =>
    notEntra(facts) ??
    ((spRoleOf(use)?.singleLogoutServices.length ?? 0) > 0 ? undefined : 'no SingleLogoutService'),

  run(use) {
    const services = spRoleOf(use)?.singleLogoutServices ?? [];
    const takesRedirect = services.some(({ binding }) => binding?.value === bindings['HTTP-Redirect']);
    return failAt(takesRedirect ? [] : services.map(({ element }) => element), () => ({
      name: shown(use.name),
      takes: allOf([...new Set(services.map(({ binding }) => shown(shortName(binding?.value ?? ''))))]),
    }));
  },

  message: ({ name, takes }) => `SingleLogoutServices of ${name} take ${takes} only.`,
});
