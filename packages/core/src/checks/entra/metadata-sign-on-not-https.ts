import { defineCheck } from '../check.ts';
import { entraPages, notEntraFederation } from '../entra-application.ts';
import { schemeOf } from '../location.ts';
import { explaining, failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'entra/metadata-sign-on-not-https',
  title: 'The sign-on URL is not https, which Entra ID refuses of an identity provider',
  severity: 'error',
  since: 'next',
  on: 'endpoint',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.federation,
      says: 'The passive authentication endpoint of the identity provider is required, and only https is supported.',
    },
  ],
  why: `Microsoft Entra ID does not save the identity provider with such an address, and would send nobody there.`,
  fix: `Have the operator of the identity provider serve the SingleSignOnService by https and make the metadata anew.`,

  skip: ({ name, location }, facts) =>
    notEntraFederation(facts) ??
    (name === 'SingleSignOnService' && location ? undefined : 'it is no sign-on URL'),

  run({ location, of }) {
    const at = location && schemeOf(location.value) !== 'https' ? [location.at] : [];
    return explaining(
      failAt(at, () => ({ name: shown(of.name), location: shown(location?.value ?? '') })),
      at.map((on) => ({ check: 'metadata/location-not-https', on })),
    );
  },

  message: ({ name, location }) => `SingleSignOnService of ${name} is at ${location}.`,
});
