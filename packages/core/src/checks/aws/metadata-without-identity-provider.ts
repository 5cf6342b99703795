import { readEndpoints } from '../../metadata/read-endpoints.ts';
import { defineCheck } from '../check.ts';
import { failAt, rootWithout } from '../metadata-places.ts';
import { notAws } from '../remedies.ts';

export default defineCheck({
  id: 'aws/metadata-without-identity-provider',
  title: 'There is no identity provider in what is to be uploaded to AWS IAM',
  severity: 'error',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html',
      says: 'The metadata document comes from the identity provider and holds its issuer, its keys and its expiration.',
    },
  ],
  why: `IAM takes metadata of identity providers only. The document of the service provider, or the WS-Federation half
of one, is refused.`,
  fix: `Export the metadata of the identity provider; it has an IDPSSODescriptor.`,

  skip: ({ entities }, facts) =>
    notAws(facts) ??
    (entities.some(({ roles }) =>
      roles.some(
        ({ element, kind }) =>
          kind === 'sp' &&
          readEndpoints(element).some(({ location }) => location && /amazon/.test(location.value)),
      ),
    )
      ? "the metadata is AWS's own"
      : undefined),

  run: (message) =>
    failAt(rootWithout('IDPSSODescriptor', message), () => ({ root: message.element.localName })),

  message: ({ root }) => `There is no IDPSSODescriptor in ${root}.`,
});
