import { ANOTHER_SUFFICES, anotherBearer, notBearer } from '../bearer.ts';
import { defineCheck } from '../check.ts';
import { explainNearMiss } from '../near-miss.ts';
import { atIdentityProvider, atServiceProvider, quoted, withOrigin } from '../remedies.ts';
import { anyOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'subject/recipient-mismatch',
  title: 'The assertion is to be delivered to another URL',
  severity: 'error',
  since: 'next',
  on: 'subjectConfirmation',
  needs: ['acsUrls'],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.1.4.3',
      says: 'The service provider must verify that Recipient in a bearer SubjectConfirmationData matches the assertion consumer service URL to which the response was delivered.',
    },
  ],
  why: `\`Recipient\` ties a bearer assertion to the URL it may be handed in at (the assertion consumer service, ACS).
It keeps one service provider from passing on what it received to another. The comparison is literal.`,
  fix: `Enter the service provider's ACS URL at the identity provider exactly as the service provider publishes it. If it has
several, for regions or tenants, see which of them the login really uses.`,

  skip: (confirmation) =>
    notBearer(confirmation) ??
    (confirmation.recipient ? undefined : 'there is no Recipient; subject/recipient-missing is about that'),

  run(confirmation, facts) {
    const wanted = new Set(facts.acsUrls.map(({ value }) => value));
    const { recipient } = confirmation;
    if (!recipient || wanted.has(recipient.raw)) return { verdict: 'pass' };
    if (
      anotherBearer(confirmation, (other) => other.recipient !== undefined && wanted.has(other.recipient.raw))
    ) {
      return { verdict: 'skip', because: ANOTHER_SUFFICES };
    }
    const values = facts.acsUrls.map(({ value }) => value);
    const nearMiss = explainNearMiss(recipient.raw, values, { field: 'Recipient', facts });
    const actual = shown(recipient.raw);
    return {
      verdict: 'fail',
      at: [recipient.at],
      data: { actual, expected: anyOf(values.map(shown)) },
      expected: withOrigin(facts.acsUrls),
      actual,
      ...(nearMiss && { nearMiss }),
      remedies: [
        atIdentityProvider(
          facts,
          'acsUrl',
          `set the ACS URL of this application to ${quoted(facts.acsUrls)}, exactly as written`,
        ),
        atServiceProvider(
          facts,
          'acsUrl',
          `if ${actual} is a URL that the service provider receives responses at, list it in its metadata and have it accept it; behind a proxy, tell it the URL that the browser sees`,
        ),
      ],
    };
  },

  message: ({ actual, expected }) =>
    `The assertion is to be delivered to ${actual}, but the service provider receives responses at ${expected}.`,
});
