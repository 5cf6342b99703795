import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { artifactResponseOf } from '../wire.ts';

export default defineCheck({
  id: 'binding/artifact-in-response-to-missing',
  title: 'An ArtifactResponse does not say which request it answers',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.2.2, 3.5.2',
      says: 'An ArtifactResponse answers an ArtifactResolve, and must carry its ID as InResponseTo.',
    },
  ],
  why: `The service provider cannot be sure that this is the answer to its own question, and refuses it. An answer that fits
any question could be one that somebody else asked for.`,
  fix: `Have the identity provider write the ID of the ArtifactResolve as InResponseTo. The message inside has an InResponseTo
of its own, for the AuthnRequest.`,

  skip: (message) => (artifactResponseOf(message) ? undefined : 'there is no ArtifactResponse'),

  run(message) {
    const outer = artifactResponseOf(message);
    if (!outer || attributeNamed(outer, 'InResponseTo')) return { verdict: 'pass' };
    return { verdict: 'fail', at: [outer], data: { inner: message.element.localName } };
  },

  message: ({ inner }) => `The ArtifactResponse round the ${inner} has no InResponseTo.`,
});
