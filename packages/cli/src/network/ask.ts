import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Deadline } from './deadline.ts';
import { describeTime } from './deadline.ts';

/** How to connect. */
export interface Connection {
  readonly deadline: Deadline;
  /** Certificates of authorities to trust, PEM; those of Node unless given. */
  readonly authorities?: readonly string[];
}

/** The server was too slow. */
export class TooSlow extends Error {}

/** The longest that a connection may take to come about, in milliseconds. */
const MOST_TO_CONNECT = 10_000;

/** Sends one GET, and resolves as soon as the head of the answer is there. Redirects are answers like any other. */
export function ask(
  address: URL,
  headers: Readonly<Record<string, string>>,
  { deadline, authorities }: Connection,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const secure = address.protocol === 'https:';
    // No agent: one that keeps connections would keep the process, too.
    const shared = { headers, agent: false, signal: deadline.signal } as const;
    const request = secure
      ? https.get(address, {
          ...shared,
          // Stated, since an environment variable can turn it off for everything that does not.
          rejectUnauthorized: true,
          ...(authorities && { ca: [...authorities] }),
        })
      : http.get(address, shared);
    let connected = false;
    const toConnect = Math.min(MOST_TO_CONNECT, deadline.ms);
    const timer = setTimeout(() => request.destroy(slowToConnect(toConnect)), toConnect);
    const arrive = () => {
      connected = true;
      clearTimeout(timer);
    };
    request.once('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', arrive));
    request.once('response', (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    request.once('error', (error) => {
      clearTimeout(timer);
      if (!deadline.signal.aborted) reject(error);
      else if (connected)
        reject(new TooSlow(`the server answered nothing within ${describeTime(deadline.ms)} (--timeout)`));
      else reject(slowToConnect(deadline.ms));
    });
  });
}

function slowToConnect(ms: number): TooSlow {
  return new TooSlow(`no connection came about within ${describeTime(ms)}`);
}
