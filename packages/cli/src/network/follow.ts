import type { IncomingMessage } from 'node:http';
import { isThisMachine } from './address.ts';
import { ask, type Connection, TooSlow } from './ask.ts';
import { type ConnectionFault, explainConnection } from './connection-error.ts';
import { FetchError } from './fetch-error.ts';
import { redacted } from './redact.ts';
import { ProxyFailure } from './tunnel.ts';

/** The head of an answer that is no redirect; its body is still to be read. */
export interface Answer {
  /** Where it came from in the end. */
  readonly address: URL;
  readonly response: IncomingMessage;
}

const MOST_REDIRECTS = 5;
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/**
 * Asks for an address, and wherever it is redirected to.
 *
 * @throws FetchError
 */
export async function follow(
  start: URL,
  headers: Readonly<Record<string, string>>,
  connection: Connection,
): Promise<Answer> {
  const way = [start];
  for (;;) {
    const here = way.at(-1) ?? start;
    const response = await answerOf(here, way, headers, connection);
    if (!REDIRECTS.includes(response.statusCode ?? 0)) return { address: here, response };
    response.destroy();
    way.push(nextOn(way, here, response));
  }
}

async function answerOf(
  here: URL,
  way: readonly URL[],
  headers: Readonly<Record<string, string>>,
  connection: Connection,
): Promise<IncomingMessage> {
  try {
    return await ask(here, headers, connection);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { says, isOffline } = explain(error, here, connection);
    const after = way.length === 1 ? '' : `redirected to ${redacted(here)}: `;
    throw new FetchError(redacted(way[0] ?? here), `${after}${says}.`, isOffline ? 'allowed' : 'refused');
  }
}

/** Why a server could not be asked. Where none can be reached but through a proxy, nothing else may tell. */
function explain(error: Error, here: URL, { proxyFor }: Connection): ConnectionFault {
  if (error instanceof ProxyFailure) return { says: error.message, isOffline: true };
  const { says, isOffline } =
    error instanceof TooSlow ? { says: error.message, isOffline: true } : explainConnection(error);
  if (!isOffline || isThisMachine(here) || proxyFor?.(here)) return { says, isOffline };
  return { says: `${says}; ${NO_PROXY_USED}`, isOffline };
}

const NO_PROXY_USED =
  'it was connected to directly: where this network needs a proxy, HTTPS_PROXY must name it and NO_PROXY must not name the host';

/** Where a redirect leads, if it may be followed. */
function nextOn(way: readonly URL[], here: URL, { statusCode, headers }: IncomingMessage): URL {
  const [start = here] = way;
  const refuse = (says: string) => new FetchError(redacted(start), says);
  const { location } = headers;
  if (location === undefined)
    throw refuse(`${redacted(here)} answered ${statusCode} without saying where to go instead.`);
  if (!URL.canParse(location, here.href)) throw refuse('it redirects to something that is no address.');
  const next = new URL(location, here);
  next.hash = '';
  if (next.protocol !== 'https:' && next.protocol !== 'http:')
    throw refuse(`it redirects to an address of the scheme ${next.protocol}, which is not followed.`);
  if (next.protocol === 'http:' && (here.protocol === 'https:' || !isThisMachine(next)))
    throw refuse(
      `it redirects to ${redacted(next)}, which is not encrypted; that is not followed, for whoever is on the way could put in other keys.`,
    );
  // A redirect does not repeat the user name, and only the server that it was meant for is to see it.
  if (next.origin === here.origin) {
    next.username = here.username;
    next.password = here.password;
  }
  const circle = way.findIndex(({ href }) => href === next.href);
  if (circle >= 0)
    throw refuse(
      `it redirects in a circle: ${[...way.slice(circle), next].map(redacted).join(' → ')}. A server that wants a login or a cookie does that.`,
    );
  if (way.length > MOST_REDIRECTS)
    throw refuse(
      `it redirects more than ${MOST_REDIRECTS} times: ${[...way, next].map(redacted).join(' → ')}.`,
    );
  return next;
}
