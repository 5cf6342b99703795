import { defineCheck } from '../check.ts';
import { explainNearMiss } from '../near-miss.ts';
import { isFromServiceProvider } from '../sender.ts';
import { protocolOf } from '../stated-by.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'logout/destination-mismatch',
  title: "A logout message is addressed to another place than the receiver's",
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: ['idpMetadata', 'spMetadata'],
  cites: [
    {
      spec: 'saml-core',
      section: '3.2.1, 3.2.2',
      says: 'Where Destination is present, the recipient must check that it names the location at which the message was received, and discard the message if it does not.',
    },
    {
      spec: 'saml-metadata',
      section: '2.2.2',
      says: 'Answers go to ResponseLocation of an endpoint, where it has one, and to Location otherwise.',
    },
  ],
  why: `The receiver discards the message, and the logout stops half way. The user is left at an error page, with some of the
sessions ended and others not.`,
  fix: `Give the sender the current metadata of the receiver, or correct the logout URL that was entered there.`,

  skip: (message) =>
    message.kind === 'logout-request' || message.kind === 'logout-response'
      ? protocolOf(message)?.destination
        ? undefined
        : 'there is no Destination'
      : 'not a message of logout',

  run(message, facts) {
    const destination = protocolOf(message)?.destination;
    const receiver = isFromServiceProvider(message, facts) ? facts.idpMetadata : facts.spMetadata;
    const listed = receiver.roles.flatMap(({ singleLogoutServices }) =>
      singleLogoutServices.flatMap(({ location, responseLocation }) => {
        const url = message.kind === 'logout-response' ? (responseLocation ?? location) : location;
        return url ? [url.value] : [];
      }),
    );
    if (!destination || listed.length === 0 || listed.includes(destination.value)) return { verdict: 'pass' };
    const nearMiss = explainNearMiss(destination.raw, listed, {
      field: 'Destination',
      facts: { skewMs: facts.skewMs },
    });
    return {
      verdict: 'fail',
      at: [destination.at],
      data: { actual: shown(destination.raw), expected: anyOf([...new Set(listed)].map(shown)) },
      expected: anyOf([...new Set(listed)].map(shown)),
      actual: shown(destination.raw),
      ...(nearMiss && { nearMiss }),
    };
  },

  message: ({ actual, expected }) =>
    `The message is addressed to ${actual}; the receiver's metadata lists ${expected} for logout.`,
});
