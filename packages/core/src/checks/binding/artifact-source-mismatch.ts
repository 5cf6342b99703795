import { readArtifact, sourceIdOf } from '../../saml/artifact.ts';
import type { ArtifactResolve } from '../../saml/model.ts';
import { defineCheck } from '../check.ts';
import type { Expected, Facts } from '../facts.ts';
import { withOrigin } from '../remedies.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'binding/artifact-source-mismatch',
  title: 'An artifact is taken to somebody who did not make it',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: ['issuers'],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.6.4',
      says: 'Whoever makes an artifact is recommended to take the SHA-1 of its own entityID as SourceID; the receiver finds by it whom to ask.',
    },
  ],
  why: `Only whoever made an artifact has the message that it stands for. By the SourceID the service provider finds out who
that is; where it asks another, there is nothing to be found, and the login ends with an empty ArtifactResponse.`,
  fix: `At the service provider, give the metadata of the identity provider that sent the artifact, with its entityID as it is
now: the SourceID is the SHA-1 of that. Where it is right there, correct the entityID at the identity provider.`,

  skip(message, facts) {
    if (message.kind !== 'artifact-resolve') return 'not an ArtifactResolve';
    if ('fault' in readArtifact(message.artifact?.raw ?? '')) return 'there is no Artifact that can be read';
    return facts.issuers && makers(message, facts.issuers, facts).length === 0
      ? 'it is not known who made the artifact'
      : undefined;
  },

  run(message, facts) {
    if (message.kind !== 'artifact-resolve' || !message.artifact) return { verdict: 'pass' };
    const artifact = readArtifact(message.artifact.raw);
    if ('fault' in artifact) return { verdict: 'pass' };
    const expected = makers(message, facts.issuers, facts);
    const sources = expected.map(({ value }) => sourceIdOf(value));
    if (sources.some((source) => source === undefined || source === artifact.sourceId))
      return { verdict: 'pass' };
    const nearMiss = almost(artifact.sourceId, expected, message.issuer?.value);
    return {
      verdict: 'fail',
      at: [message.artifact.at],
      data: { source: artifact.sourceId, entities: anyOf(expected.map(({ value }) => shown(value))) },
      expected: sources
        .map((source, i) => `${source}, of ${withOrigin(expected.slice(i, i + 1))}`)
        .join('\n'),
      actual: artifact.sourceId,
      ...(nearMiss !== undefined && { nearMiss }),
    };
  },

  message: ({ source, entities }) =>
    `The Artifact names ${source} as its source, which is not the SHA-1 of ${entities}.`,
});

/** Who may have made the artifact: the other side than asks for its message. */
function makers(
  { issuer }: ArtifactResolve,
  issuers: readonly Expected[],
  { audiences = [] }: Facts,
): readonly Expected[] {
  return issuers.some(({ value }) => value === issuer?.value) ? audiences : issuers;
}

function almost(
  source: string,
  expected: readonly Expected[],
  asking: string | undefined,
): string | undefined {
  if (asking !== undefined && sourceIdOf(asking) === source)
    return `It is the SHA-1 of ${shown(asking)}, which issued the ArtifactResolve itself.`;
  for (const { value } of expected) {
    const other = value.endsWith('/') ? value.slice(0, -1) : `${value}/`;
    if (sourceIdOf(other) === source)
      return `It is the SHA-1 of ${shown(other)}: the trailing slash differs, and entityIDs are compared as they are written.`;
  }
  return undefined;
}
