import { usage } from '../usage-error.ts';
import { redacted } from './redact.ts';

/**
 * The address of metadata. It must be https: whoever could change metadata on its way could put in a key of his own.
 * Only a server on this machine may be asked in the clear.
 *
 * @param place what to call it by: `--idp-metadata`
 * @throws SamlscopeError `usage`
 */
export function readAddress(text: string, place: string): URL {
  const address = URL.canParse(text) ? new URL(text) : undefined;
  // An address that cannot be taken apart is not repeated: nobody knows where a password in it would be.
  if (!address) throw usage(`${place === '' ? 'An operand' : place} is no address that can be read.`);
  if (address.protocol === 'http:' && !isThisMachine(address))
    throw usage(
      `${named(place, address)} is not encrypted, so it is not fetched: whoever is on the way could put in other keys.`,
      'Use its https address; or download it, see that it is right (samlscope metadata verify), and give the file.',
    );
  return address;
}

/** Whether a host is this machine by its very name, which no name server decides. */
export function isThisMachine({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}

/** The host as it is connected to: an address of IPv6 without its brackets. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** The address with the option that gave it. */
export function named(place: string, address: URL): string {
  return place === '' ? redacted(address) : `${place} ${redacted(address)}`;
}
