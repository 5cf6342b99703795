import { readEndpoints } from '../../metadata/read-endpoints.ts';
import { readArtifact } from '../../saml/artifact.ts';
import { defineCheck } from '../check.ts';
import { isFromServiceProvider } from '../sender.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'binding/artifact-endpoint-unknown',
  title: 'An artifact is to be resolved at an endpoint that the metadata does not have',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: ['idpMetadata'],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.6.4',
      says: 'EndpointIndex is the index of the ArtifactResolutionService, in the metadata of whoever made the artifact, at which it is resolved.',
    },
  ],
  why: `The service provider takes the address to ask at from the metadata of the identity provider, by the index in the
artifact. Where there is none with that index, it has nowhere to ask, or asks where the artifact is not known.`,
  fix: `Give the service provider the metadata of the identity provider anew, with every ArtifactResolutionService and its index.
Where it has none of that index, add it at the identity provider.`,

  skip(message, facts) {
    if (message.kind !== 'artifact-resolve') return 'not an ArtifactResolve';
    if (!isFromServiceProvider(message, facts))
      return 'it does not come from the service provider whose metadata is given';
    return 'fault' in readArtifact(message.artifact?.raw ?? '')
      ? 'there is no Artifact that can be read'
      : undefined;
  },

  run(message, { idpMetadata }) {
    if (message.kind !== 'artifact-resolve' || !message.artifact) return { verdict: 'pass' };
    const artifact = readArtifact(message.artifact.raw);
    if ('fault' in artifact) return { verdict: 'pass' };
    const services = idpMetadata.roles
      .filter(({ kind }) => kind === 'idp')
      .flatMap(({ element }) => readEndpoints(element))
      .filter(({ name }) => name === 'ArtifactResolutionService');
    const indexes = services.flatMap(({ index }) => (index ? [index.value.trim()] : []));
    if (indexes.some((index) => Number(index) === artifact.endpointIndex)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [message.artifact.at],
      data: {
        index: String(artifact.endpointIndex),
        there:
          services.length === 0
            ? 'no ArtifactResolutionService'
            : `ArtifactResolutionService with index ${allOf(indexes.map(shown)) || 'nothing'}`,
      },
      expected:
        indexes.length === 0 ? 'an ArtifactResolutionService with that index' : indexes.map(shown).join(', '),
      actual: String(artifact.endpointIndex),
    };
  },

  message: ({ index, there }) =>
    `The Artifact is to be resolved at endpoint ${index}, and the metadata of the identity provider has ${there}.`,
});
