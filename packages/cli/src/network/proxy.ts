import { usage } from '../usage-error.ts';
import { isThisMachine } from './address.ts';

/** A proxy that connections go through, as the environment names it. */
export interface ProxyServer {
  readonly address: URL;
  /** The variable that names it: `HTTPS_PROXY`. */
  readonly from: string;
  /** What proves who asks, as the header Proxy-Authorization has it. Not to be shown. */
  readonly authorization?: string;
}

/** The proxy for an address; `undefined` where it is connected to directly. */
export type ProxyChoice = (address: URL) => ProxyServer | undefined;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads which proxy to use from HTTPS_PROXY, or HTTP_PROXY where there is no other, and from NO_PROXY what is to be
 * connected to without it; each may be written in small letters. All that goes through it is https, so that it learns
 * the host and nothing else. This machine is never asked by way of another.
 *
 * @throws SamlscopeError `usage` for what is no address of a proxy; the value is not repeated, since it may hold a password
 */
export function proxyFrom(environment: Environment): ProxyChoice {
  const named = firstOf(environment, ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY']);
  const proxy = named && named.value !== '' ? readProxy(named.value, named.name) : undefined;
  if (!proxy) return () => undefined;
  const direct = readNoProxy(firstOf(environment, ['no_proxy', 'NO_PROXY'])?.value ?? '');
  return (address) => (isThisMachine(address) || direct(address) ? undefined : proxy);
}

function firstOf(
  environment: Environment,
  names: readonly string[],
): { readonly name: string; readonly value: string } | undefined {
  for (const name of names) {
    const value = environment[name];
    if (value !== undefined) return { name, value: value.trim() };
  }
  return undefined;
}

function readProxy(text: string, from: string): ProxyServer {
  const written = text.includes('://') ? text : `http://${text}`;
  const address = URL.canParse(written) ? new URL(written) : undefined;
  if (!address || address.hostname === '')
    throw usage(`${from} is no address of a proxy that can be read; it is written http://host:port.`);
  if (address.protocol !== 'http:' && address.protocol !== 'https:')
    throw usage(
      `${from} names a proxy of the kind ${address.protocol}, and only http: and https: are known.`,
    );
  if (address.username === '' && address.password === '') return { address, from };
  const credentials = `${decoded(address.username)}:${decoded(address.password)}`;
  return { address, from, authorization: `Basic ${Buffer.from(credentials).toString('base64')}` };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Entries are a host with all below it, with a port or without; a dot or `*.` before it changes nothing. `*` is all. */
function readNoProxy(text: string): (address: URL) => boolean {
  const entries = text.split(/[\s,]+/).flatMap((entry) => {
    const part = /^(?:\*?\.)?(\[[^\]]*\]|[^:]+)(?::(\d{1,5}))?$/.exec(entry.toLowerCase());
    return part ? [{ host: part[1] ?? '', port: part[2] }] : [];
  });
  return ({ hostname, port }) =>
    entries.some(
      (entry) =>
        (entry.host === '*' || hostname === entry.host || hostname.endsWith(`.${entry.host}`)) &&
        (entry.port === undefined || entry.port === (port || '443')),
    );
}
