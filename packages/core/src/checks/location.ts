import type { Field } from '../saml/field.ts';

/** What nearly all are like. */
const PLAIN = /^https:\/\/([a-z0-9.-]{1,255})(?:\/|$)/;

const URL_PARTS = /^([a-z][a-z0-9+.-]{0,63}):\/\/(?:[^/?#@]{0,200}@)?(\[[^\]/?#]{0,80}\]|[^/?#:@]{0,255})/i;

/** The scheme of a URI in lower case; `undefined` for a relative reference. */
export function schemeOf(uri: string): string | undefined {
  if (uri.startsWith('https:')) return 'https';
  return /^([a-z][a-z0-9+.-]{0,63}):/i.exec(uri)?.[1]?.toLowerCase();
}

/** The host of a URL in lower case, without port and brackets; `undefined` where there is none. */
export function hostOf(uri: string): string | undefined {
  const plain = PLAIN.exec(uri)?.[1];
  if (plain !== undefined) return plain;
  const host = URL_PARTS.exec(uri)?.[2]?.toLowerCase();
  return host === undefined || host === '' ? undefined : host.replace(/^\[|\]$/g, '');
}

const PRIVATE_DOMAINS = ['.localhost', '.local', '.internal', '.lan', '.home.arpa'];

/** Whether a host means another machine for everyone, or one behind a wall: loopback, private networks, no domain. */
export function isPrivateHost(host: string): boolean {
  if (host.includes(':')) return /^(?:::1$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/.test(host);
  const octets = /^(\d{1,3})\.(\d{1,3})\.\d{1,3}\.\d{1,3}$/.exec(host);
  if (octets) {
    const [first, second] = [Number(octets[1]), Number(octets[2])];
    return (
      first === 10 ||
      first === 127 ||
      (first === 192 && second === 168) ||
      (first === 172 && second >= 16 && second <= 31) ||
      (first === 169 && second === 254)
    );
  }
  return !host.includes('.') || PRIVATE_DOMAINS.some((domain) => host.endsWith(domain));
}

/** The addresses of an endpoint. */
export function addressesOf(location: Field | undefined, responseLocation: Field | undefined): Field[] {
  const found: Field[] = [];
  if (location) found.push(location);
  if (responseLocation) found.push(responseLocation);
  return found;
}
