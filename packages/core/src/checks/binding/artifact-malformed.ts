import { readArtifact } from '../../saml/artifact.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'binding/artifact-malformed',
  title: 'An artifact does not have its form',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.6.4',
      says: 'A SAML 2.0 artifact is base64 of the type code 0x0004, an endpoint index, a SourceID and a MessageHandle of 20 octets each.',
    },
  ],
  why: `The artifact says by its SourceID who holds the message, and is the only key to it. One that was cut, or decoded once too
often, is not found, and the login ends with an empty ArtifactResponse.`,
  fix: 'At the service provider, which sends the ArtifactResolve, hand on SAMLart as it came: URL-decoded once and otherwise unchanged.',

  skip: (message) =>
    message.kind === 'artifact-resolve' && message.artifact ? undefined : 'there is no Artifact',

  run(message) {
    if (message.kind !== 'artifact-resolve' || !message.artifact) return { verdict: 'pass' };
    const { at, raw } = message.artifact;
    const read = readArtifact(raw);
    return 'fault' in read ? { verdict: 'fail', at: [at], data: { fault: read.fault } } : { verdict: 'pass' };
  },

  message: ({ fault }) => `The Artifact is ${fault}.`,
});
