import { defineCheck } from '../check.ts';
import { protocolOf } from '../stated-by.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'binding/destination-not-where-sent',
  title: 'The message was sent to another URL than its Destination',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '3.2.1, 3.2.2',
      says: 'Where Destination is present, the recipient must check that it names the location at which the message was received, and discard the message if it does not.',
    },
  ],
  why: `The capture shows where the browser took the message. A receiver that compares the two refuses it: the form was made
for another endpoint, or a proxy sends the browser elsewhere.`,
  fix: `Have the sender use one URL for both: the endpoint that the receiver publishes.`,

  skip: (message) =>
    message.delivery?.sentTo === undefined
      ? 'the capture does not show where it was sent'
      : protocolOf(message)?.destination
        ? undefined
        : 'there is no Destination',

  run(message) {
    const destination = protocolOf(message)?.destination;
    const sentTo = message.delivery?.sentTo ?? '';
    if (!destination || withoutQuery(destination.value) === withoutQuery(sentTo)) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [destination.at],
      data: { destination: shown(destination.raw), sentTo: shown(sentTo) },
      expected: `${shown(sentTo)} (where it was sent)`,
      actual: shown(destination.raw),
    };
  },

  message: ({ destination, sentTo }) =>
    `Destination is ${destination}, but the message was sent to ${sentTo}.`,
});

/** In a Redirect the query holds the message itself. */
function withoutQuery(url: string): string {
  const end = url.search(/[?#]/);
  return end < 0 ? url : url.slice(0, end);
}
