import { decodePercent } from '../../capture/percent.ts';
import type { Message } from '../../metadata/model.ts';
import type { Field } from '../../saml/field.ts';
import { defineCheck } from '../check.ts';
import { relayStateOf } from '../relay-state.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'binding/relay-state-differs',
  title: 'RelayState did not come back as it was sent',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: ['relayState'],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.4.3, 3.5.3',
      says: 'Where RelayState comes with a request, the responder must answer by a binding that has RelayState, too, and place there the exact data that it received (paraphrased).',
    },
  ],
  why: `By RelayState the service provider finds again what the user was about to do: the page asked for, or the login that it
began. It often is the key to a stored state, and good for that one login alone. Where it comes back otherwise, the user is
signed in and lands elsewhere, or is refused for an unknown state.`,
  fix: `At the identity provider, or at a proxy before it, return the RelayState of the request as it came, and let no default of
the application replace it. A service provider whose RelayState is cut off or altered sends a short one: a key to what it keeps,
of letters and digits.`,

  skip(message, { relayState, requestId }) {
    const answers = answeredBy(message)?.value ?? '';
    if (answers === '') return 'it answers no request';
    if (requestId !== undefined && requestId !== answers) return 'it answers another request';
    if (relayState === '') return 'the request was sent without RelayState';
    return relayStateOf(message) === undefined && !showsItsSurroundings(message)
      ? 'the capture shows no RelayState, which may have been left out of it'
      : undefined;
  },

  run(message, { relayState }) {
    const came = relayStateOf(message);
    if (came === relayState) return { verdict: 'pass' };
    const nearMiss = came === undefined ? undefined : differenceOf(came, relayState);
    return {
      verdict: 'fail',
      at: [answeredBy(message)?.at ?? message.element],
      data: {
        came: came === undefined ? 'without one' : `with ${shown(came)}`,
        sent: shown(relayState),
      },
      expected: shown(relayState),
      actual: came === undefined ? 'none' : shown(came),
      ...(nearMiss && { nearMiss }),
    };
  },

  message: ({ came, sent }) => `The request was sent with the RelayState ${sent}; the response came ${came}.`,
});

function answeredBy(message: Message): Field | undefined {
  return message.kind === 'response' || message.kind === 'logout-response' ? message.inResponseTo : undefined;
}

/** Whether the capture has the whole request or form, so that a parameter it does not show was not there. */
function showsItsSurroundings({ delivery }: Message): boolean {
  return delivery?.parameter !== undefined && delivery.sentTo !== undefined;
}

/** What became of it on the way. */
function differenceOf(came: string, sent: string): string | undefined {
  if (sent.startsWith(came)) return `It was cut off after ${came.length} of ${sent.length} characters.`;
  if (came === percentDecoded(sent)) return 'It was percent-decoded once more than it was encoded.';
  if (percentDecoded(came) === sent) return 'It was percent-encoded once more than it is decoded.';
  if (came.replaceAll(' ', '+') === sent.replaceAll(' ', '+'))
    return 'A plus sign became a space, or a space a plus sign, as happens to a value that is not percent-encoded.';
  return came.toLowerCase() === sent.toLowerCase() ? 'It differs only in upper and lower case.' : undefined;
}

function percentDecoded(text: string): string {
  return decodePercent(text, 'plus').text;
}
