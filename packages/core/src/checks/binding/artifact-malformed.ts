import { readArtifact } from '../../saml/artifact.ts';
import { ns } from '../../xml/namespaces.ts';
import { elementsNamed, textOf } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'binding/artifact-malformed',
  title: 'An artifact does not have its form',
  severity: 'error',
  since: 'next',
  on: 'document',
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

  skip: ({ root }) => (artifactIn(root) ? undefined : 'there is no Artifact'),

  run({ root }) {
    const artifact = artifactIn(root);
    if (!artifact) return { verdict: 'pass' };
    const read = readArtifact(textOf(artifact));
    if (!('fault' in read)) return { verdict: 'pass' };
    return { verdict: 'fail', at: [artifact], data: { fault: read.fault } };
  },

  message: ({ fault }) => `The Artifact is ${fault}.`,
});

function artifactIn(root: Parameters<typeof elementsNamed>[0] | undefined) {
  return root && elementsNamed(root, 'Artifact').find(({ namespaceURI }) => namespaceURI === ns.samlp);
}
