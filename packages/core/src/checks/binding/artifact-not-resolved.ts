import { STATUS_SUCCESS } from '../../saml/model.ts';
import { shortName } from '../../saml/names.ts';
import { readStatus } from '../../saml/read-protocol.ts';
import { ns } from '../../xml/namespaces.ts';
import { childNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { artifactResponseOf } from '../wire.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'binding/artifact-not-resolved',
  title: 'The artifact could not be resolved',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.5.2, 3.5.3',
      says: 'An ArtifactResponse with the status Success and no message says that the artifact is not known; another status says that resolving it failed.',
    },
  ],
  why: `The browser brought a reference to the message, and the identity provider does not hand the message out: the artifact
is used up, expired or another's. The service provider has nothing to log the user in with.`,
  fix: `See that the service provider asks at the endpoint of the artifact's own index, only once and within the time the
identity provider allows; behind a load balancer, that every node knows the artifacts of the others.`,

  skip: (message) => (artifactResponseOf(message) ? undefined : 'there is no ArtifactResponse'),

  run(message) {
    const outer = artifactResponseOf(message);
    const status = outer && childNamed(outer, ns.samlp, 'Status');
    const [code] = status ? readStatus(status).codes : [];
    if (!outer || !code) return { verdict: 'pass' };
    const empty = message.element === outer;
    if (code.value === STATUS_SUCCESS && !empty) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [code.at],
      explains: [{ check: 'structure/not-saml' }],
      data: { code: shown(shortName(code.value)), what: empty ? ', and it holds no message' : '' },
    };
  },

  message: ({ code, what }) => `The status of the ArtifactResponse is ${code}${what}.`,
});
