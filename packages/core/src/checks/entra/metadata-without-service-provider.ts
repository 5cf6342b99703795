import { entra } from '../../vendors/entra.ts';
import { defineCheck } from '../check.ts';
import { entraPages, notEntra } from '../entra-application.ts';
import { failAt, rootWithout } from '../metadata-places.ts';

export default defineCheck({
  id: 'entra/metadata-without-service-provider',
  title: 'There is no service provider in what is to be uploaded to Entra ID',
  severity: 'error',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'entra',
      section: entraPages.uploading,
      says: 'Upload metadata file takes the metadata of the application (paraphrased).',
    },
  ],
  why: `An application of Microsoft Entra ID is a service provider: its Identifier and its Reply URLs are in an SPSSODescriptor, and
nowhere in the metadata of an identity provider.`,
  fix: `Have the operator of the service provider give you its metadata, and upload that. To let users of another identity provider
log in to Entra ID, add it at External Identities > All identity providers instead.`,

  skip: ({ entities }, facts) =>
    notEntra(facts) ??
    (entities.some(({ entityID }) => entityID && entra.issuer.test(entityID.value))
      ? "the metadata is Entra ID's own"
      : undefined),

  run: (message) =>
    failAt(rootWithout('SPSSODescriptor', message), () => ({ root: message.element.localName })),

  message: ({ root }) => `There is no SPSSODescriptor in ${root}.`,
});
