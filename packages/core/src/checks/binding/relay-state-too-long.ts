import { encodeUtf8 } from '../../base/bytes.ts';
import { defineCheck } from '../check.ts';
import { ecpRelayStateOf } from '../ecp-headers.ts';
import { relayStateOf } from '../relay-state.ts';
import { isAws } from '../remedies.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'binding/relay-state-too-long',
  title: 'RelayState is longer than 80 bytes',
  severity: 'warning',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.4.3, 3.5.3',
      says: 'RelayState must not exceed 80 bytes in length.',
    },
    {
      spec: 'saml-simplesign',
      section: '2.3',
      says: 'The same limit holds for HTTP-POST-SimpleSign.',
    },
    {
      spec: 'saml-profiles',
      section: '4.2.4.3',
      says: 'What ecp:RelayState holds must not exceed 80 bytes (paraphrased).',
    },
  ],
  why: `Most products take longer ones. Some cut it off or refuse it, and then the user is logged in but ends up on the start
page, or not at all.`,
  fix: `Have the side that sets RelayState (the service provider for its own requests, the identity provider for
logins it starts) keep the URL for itself and send a short key to it.`,

  skip: (message, facts) =>
    relayStateOf(message) === undefined
      ? 'the capture shows no RelayState'
      : isAws(facts)
        ? 'AWS takes the URL of a console page or of an application, which may be longer'
        : undefined,

  run(message) {
    const text = relayStateOf(message) ?? '';
    const bytes = encodeUtf8(text).length;
    if (bytes <= MOST) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [ecpRelayStateOf(message) ?? message.element],
      data: { bytes, start: shown(text.slice(0, 60)) },
      expected: `at most ${MOST} bytes`,
      actual: `${bytes} bytes`,
    };
  },

  message: ({ bytes, start }) => `RelayState is ${bytes} bytes long; it begins with ${start}.`,
});

const MOST = 80;
