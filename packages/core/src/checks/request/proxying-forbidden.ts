import { defineCheck } from '../check.ts';
import { places } from '../places.ts';
import { forbidsProxying, scopingOf, unlisted } from '../scoping.ts';

export default defineCheck({
  id: 'request/proxying-forbidden',
  title: 'The request asks for other identity providers and forbids to pass it on',
  severity: 'warning',
  since: 'next',
  on: 'authnRequest',
  needs: ['issuers'],
  cites: [
    {
      spec: 'saml-core',
      section: '3.4.1.2, 3.4.1.3',
      says: 'ProxyCount is how many times a request may be passed on; IDPList names the identity providers that the requester accepts.',
    },
    {
      spec: 'saml-core',
      section: '3.4.1.5',
      says: 'An identity provider must not pass on a request whose ProxyCount is 0.',
    },
  ],
  why: `With ProxyCount="0" only the one that receives the request may log the user in, and IDPList does not have it. Nobody can
answer as asked: a proxy says ProxyCountExceeded, others pass over one of the two, each another.`,
  fix: `At the service provider: where the request goes to a proxy, raise ProxyCount or leave it out; where it does not, list the
identity provider by its entityID or leave IDPList out.`,

  skip(request) {
    const scoping = scopingOf(request);
    if (scoping.providerIDs.length === 0) return 'the request lists no identity providers';
    return forbidsProxying(scoping) ? undefined : 'ProxyCount is not 0';
  },

  run(request, facts) {
    const scoping = scopingOf(request);
    const told = unlisted(scoping, facts);
    return scoping.proxyCount && told
      ? { verdict: 'fail', at: places(scoping.proxyCount, scoping.providerIDs), ...told }
      : { verdict: 'pass' };
  },

  message: ({ listed, recipient }) =>
    `ProxyCount is 0, and IDPList has ${listed}, not ${recipient}, to which the request goes.`,
});
