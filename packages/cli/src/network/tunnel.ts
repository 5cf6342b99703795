import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { hostOf } from './address.ts';
import { type Deadline, describeTime } from './deadline.ts';
import type { ProxyServer } from './proxy.ts';
import { trusting } from './trust.ts';

/** A proxy let nobody through. The message is one sentence without a full stop. */
export class ProxyFailure extends Error {}

/** How long a proxy may take, and whom to trust where it is itself reached by TLS. */
export interface TunnelOptions {
  readonly deadline: Deadline;
  /** The longest until it answers, in milliseconds. */
  readonly ms: number;
  readonly authorities?: readonly string[];
}

/**
 * Has a proxy connect to a host and pass on what is sent, unread (RFC 9110 §9.3.6).
 *
 * @throws ProxyFailure
 */
export function openTunnel(proxy: ProxyServer, target: URL, options: TunnelOptions): Promise<Socket> {
  const { deadline, ms, authorities } = options;
  const authority = `${target.hostname}:${target.port || 443}`;
  const fail = (says: string) => new ProxyFailure(`the proxy ${proxy.address.host} (${proxy.from}) ${says}`);
  return new Promise((resolve, reject) => {
    const { protocol, port } = proxy.address;
    const secure = protocol === 'https:';
    const request = (secure ? https : http).request({
      method: 'CONNECT',
      host: hostOf(proxy.address),
      port: port || (secure ? 443 : 80),
      path: authority,
      headers: {
        host: authority,
        ...(proxy.authorization !== undefined && { 'proxy-authorization': proxy.authorization }),
      },
      agent: false,
      signal: deadline.signal,
      ...(secure && trusting(authorities)),
    });
    const tooSlow = () => fail(`did not connect to ${authority} within ${describeTime(ms)}`);
    const timer = setTimeout(() => request.destroy(tooSlow()), ms);
    request.once('connect', (response, socket: Socket, head) => {
      clearTimeout(timer);
      if (response.statusCode === 200) {
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(fail(explainRefusal(response, authority, proxy)));
    });
    // A proxy that takes CONNECT for another method answers as to that.
    request.once('response', (response) => {
      clearTimeout(timer);
      response.destroy();
      reject(fail(`answered ${response.statusCode}, which opens no connection`));
    });
    request.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      if (error instanceof ProxyFailure) reject(error);
      else if (deadline.signal.aborted) reject(tooSlow());
      else reject(fail(`cannot be used (${error.code ?? error.message})`));
    });
    request.end();
  });
}

function explainRefusal({ statusCode }: IncomingMessage, authority: string, proxy: ProxyServer): string {
  switch (statusCode) {
    case 407:
      return proxy.authorization === undefined
        ? `wants a login (407): write ${proxy.from} as http://user:password@host:port`
        : `does not accept the user name and password in ${proxy.from} (407)`;
    case 403:
      return `does not permit connections to ${authority} (403)`;
    case 502:
    case 503:
    case 504:
      return `cannot reach ${authority} (${statusCode})`;
    default:
      return `answered ${statusCode} and did not connect to ${authority}`;
  }
}
