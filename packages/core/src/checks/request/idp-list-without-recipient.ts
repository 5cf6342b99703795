import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { forbidsProxying, scopingOf, unlisted } from '../scoping.ts';

export default defineCheck({
  id: 'request/idp-list-without-recipient',
  title: 'The request lists identity providers, and not the one it is sent to',
  severity: 'note',
  since: 'next',
  on: 'authnRequest',
  needs: ['issuers'],
  cites: [
    {
      spec: 'saml-core',
      section: '3.4.1.3',
      says: 'IDPList names the identity providers that the requester accepts an answer from; it is advice.',
    },
  ],
  why: `To a proxy this means: have one of these log the user in. An identity provider that is no proxy finds that it is not
meant, and may answer NoSupportedIDP or NoAvailableIDP. Others pass over the list.`,
  fix: `Where the request goes to a proxy, nothing. Otherwise, at the service provider, list the identity provider by its
entityID, character by character, or leave Scoping out.`,

  skip(request) {
    const scoping = scopingOf(request);
    if (scoping.providerIDs.length === 0) return 'the request lists no identity providers';
    return forbidsProxying(scoping)
      ? 'it may not be passed on; request/proxying-forbidden is about that'
      : undefined;
  },

  run(request, facts) {
    const scoping = scopingOf(request);
    const [first, ...rest] = scoping.providerIDs;
    const told = unlisted(scoping, facts);
    return first && told ? { verdict: 'fail', at: places(first, rest), ...told } : { verdict: 'pass' };
  },

  message: ({ listed, recipient }) => `IDPList has ${listed}; the request goes to ${recipient}.`,
});
