import { defineCheck } from '../check.ts';
import { entraPages, notEntraFederation } from '../entra-application.ts';
import { failAt, rolesOfAll, rootWithout } from '../metadata-places.ts';

export default defineCheck({
  id: 'entra/metadata-without-identity-provider',
  title: 'There is no identity provider in what Entra ID is to read',
  severity: 'error',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.federation,
      says: 'Parse metadata file fills in issuer, endpoint and certificate of the identity provider from its metadata.',
    },
  ],
  why: `Issuer, sign-on URL and certificate of an identity provider are in its IDPSSODescriptor; for WS-Federation, in its
SecurityTokenServiceType. In the metadata of a service provider there is nothing to fill in.`,
  fix: `Have the operator of the identity provider give you its metadata. The metadata of an application belongs to Enterprise
applications > (application) > Single sign-on > Upload metadata file.`,

  skip: (message, facts) =>
    notEntraFederation(facts) ??
    ([...(rolesOfAll(message) ?? [])].some((name) => /(?:^|:)SecurityTokenServiceType$/.test(name))
      ? 'it has the identity provider of WS-Federation'
      : undefined),

  run: (message) =>
    failAt(rootWithout('IDPSSODescriptor', message), () => ({ root: message.element.localName })),

  message: ({ root }) => `There is no IDPSSODescriptor in ${root}.`,
});
