import http, { type ClientRequest, type IncomingMessage } from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';
import tls from 'node:tls';
import { hostOf } from './address.ts';
import type { Deadline } from './deadline.ts';
import { describeTime } from './deadline.ts';
import type { ProxyChoice } from './proxy.ts';
import { trusting } from './trust.ts';
import { openTunnel } from './tunnel.ts';

/** How to connect. */
export interface Connection {
  readonly deadline: Deadline;
  /** Certificates of authorities to trust, PEM; those of Node unless given. */
  readonly authorities?: readonly string[];
  /** Which proxy to go through; none without it. */
  readonly proxyFor?: ProxyChoice;
}

/** The server was too slow. */
export class TooSlow extends Error {}

/** The longest that a connection may take to come about, in milliseconds. */
const MOST_TO_CONNECT = 10_000;

/**
 * Sends one GET, and resolves as soon as the head of the answer is there. Redirects are answers like any other.
 *
 * @throws ProxyFailure, TooSlow; what Node throws
 */
export async function ask(
  address: URL,
  headers: Readonly<Record<string, string>>,
  connection: Connection,
): Promise<IncomingMessage> {
  const { deadline, authorities, proxyFor } = connection;
  const toConnect = Math.min(MOST_TO_CONNECT, deadline.ms);
  const proxy = proxyFor?.(address);
  const tunnel =
    proxy &&
    (await openTunnel(proxy, address, { deadline, ms: toConnect, ...(authorities && { authorities }) }));
  return new Promise((resolve, reject) => {
    const request = begin(address, headers, connection, tunnel);
    let connected = false;
    const timer = setTimeout(() => request.destroy(slowToConnect(toConnect)), toConnect);
    const arrive = () => {
      connected = true;
      clearTimeout(timer);
    };
    request.once('socket', (socket) =>
      socket.once(socket instanceof tls.TLSSocket ? 'secureConnect' : 'connect', arrive),
    );
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

/** Without an agent: one that keeps connections would keep the process, too. */
function begin(
  address: URL,
  headers: Readonly<Record<string, string>>,
  { deadline: { signal }, authorities }: Connection,
  tunnel: Socket | undefined,
): ClientRequest {
  if (tunnel)
    return https.get(address, {
      headers,
      signal,
      defaultPort: 443,
      createConnection: () => secured(tunnel, address, authorities),
    });
  if (address.protocol === 'http:') return http.get(address, { headers, signal, agent: false });
  return https.get(address, { headers, signal, agent: false, ...trusting(authorities) });
}

/** TLS with the server itself, through what a proxy passes on. */
function secured(socket: Socket, address: URL, authorities: readonly string[] | undefined): tls.TLSSocket {
  const host = hostOf(address);
  return tls.connect({
    socket,
    host,
    ...(isIP(host) === 0 && { servername: host }),
    ...trusting(authorities),
  });
}

function slowToConnect(ms: number): TooSlow {
  return new TooSlow(`no connection came about within ${describeTime(ms)}`);
}
