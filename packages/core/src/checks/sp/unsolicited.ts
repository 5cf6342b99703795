import type { Response } from '../../saml/model.ts';
import { defineCheck } from '../check.ts';
import type { Facts } from '../facts.ts';
import { atIdentityProvider } from '../remedies.ts';
import { nameServiceProvider, sourceOf } from '../sp-requirements.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'sp/unsolicited',
  title: 'The login began at the identity provider, which this service does not take',
  severity: 'error',
  since: 'next',
  on: 'response',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.5',
      says: 'An identity provider may send a response that answers no request; whether a service provider takes such responses is its own affair.',
    },
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/saml.html',
      says: 'OpenSearch Service has two SSO URLs, one for logins that begin at the service provider and one for those that begin at the identity provider.',
    },
    {
      spec: 'aws',
      section: 'https://docs.aws.amazon.com/opensearch-service/latest/developerguide/serverless-saml.html',
      says: 'OpenSearch Serverless supports no sign-in that begins at the identity provider.',
    },
  ],
  why: `A response that answers no request has no \`InResponseTo\`. This service provider looks for the request it sent, remembered
in a cookie or a session, and turns away what answers none, whatever else is right about it.`,
  fix: `Begin the login at the service provider; where it has another ACS URL for logins that begin at the identity provider, set
that one there.`,

  skip: (response, facts) => {
    const { serviceProvider } = facts;
    return !serviceProvider
      ? 'the service provider is none that samlscope knows'
      : !serviceProvider.vendor.unsolicited
        ? `it is not known of ${serviceProvider.vendor.name} that it turns away logins of either kind`
        : response.inResponseTo || (facts.requestId ?? '') !== ''
          ? 'it answers a request'
          : acsUrlOf(response, facts) === undefined
            ? 'the message does not say where it was sent'
            : undefined;
  },

  run(response, facts) {
    const acsUrl = acsUrlOf(response, facts) ?? '';
    const rule = facts.serviceProvider?.vendor.unsolicited?.(acsUrl);
    if (!rule || rule.taken) return { verdict: 'pass' };
    const { instead } = rule;
    return {
      verdict: 'fail',
      at: [response.element],
      data: { provider: nameServiceProvider(facts), acsUrl: shown(acsUrl), source: sourceOf(facts) },
      expected: 'InResponseTo, with the ID of the request',
      actual: 'no InResponseTo',
      remedies: [
        instead === undefined
          ? {
              end: 'you',
              do: `Begin the login at ${nameServiceProvider(facts)}; a tile at the identity provider may link there.`,
            }
          : atIdentityProvider(
              facts,
              'acsUrl',
              `set the ACS URL to \`${shown(instead)}\`, which takes logins that begin at the identity provider, or begin the login at the service provider`,
            ),
      ],
    };
  },

  message: ({ provider, acsUrl, source }) =>
    `The response answers no request, and ${provider} takes no such response at ${acsUrl} (${source}).`,
});

/** Where the response was sent, as it says itself, or as is expected. */
function acsUrlOf({ assertions, destination }: Response, { acsUrls }: Facts): string | undefined {
  const recipients = assertions.flatMap(({ subject }) =>
    (subject?.confirmations ?? []).flatMap(({ recipient }) => recipient ?? []),
  );
  return recipients[0]?.value ?? destination?.value ?? acsUrls?.[0]?.value;
}
