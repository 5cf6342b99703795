import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'binding/relay-state-scheme',
  title: 'RelayState is an address that a browser runs as a program',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-errata',
      section: 'E90',
      says: 'Both sides must take care which URL schemes they permit in RelayState, http and https for instance.',
    },
  ],
  why: `RelayState is not signed in a form, so whoever makes the user open a page chooses it. A service provider that sends
the browser there after the login, or writes it into a link, runs the attacker's program in its own pages.`,
  fix: `At the service provider, take RelayState as the key of a page that was kept, or let it lead to its own http and https
addresses only. Nobody sends this by accident: find out who made the user post it.`,

  skip: ({ delivery }) =>
    delivery?.relayState === undefined ? 'the capture shows no RelayState' : undefined,

  run({ delivery, element }) {
    const text = delivery?.relayState ?? '';
    if (!RUN_BY_BROWSERS.test(asBrowsersRead(text))) return { verdict: 'pass' };
    return { verdict: 'fail', at: [element], data: { start: shown(text.slice(0, 60)) } };
  },

  message: ({ start }) => `RelayState begins with ${start}.`,
});

/** Schemes of which the rest is a program or a page of its own. */
const RUN_BY_BROWSERS = /^(?:(?:javascript|vbscript):|data:[^,]{0,100},)/i;

/** The start of a URL as browsers take it: without control characters and white space. */
function asBrowsersRead(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers pass over these.
  return text.slice(0, 300).replace(/[\u0000-\u0020]/g, '');
}
