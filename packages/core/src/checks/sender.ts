import type { Message } from '../metadata/model.ts';
import type { SettingPlaces } from '../vendors/vendor.ts';
import type { Remedy } from './check.ts';
import type { Facts } from './facts.ts';
import { atIdentityProvider, atServiceProvider } from './remedies.ts';
import { protocolOf } from './stated-by.ts';

/**
 * Whether the service provider sent the message: an AuthnRequest always comes from one, a message of logout and an
 * ArtifactResolve where the service provider is its Issuer.
 */
export function isFromServiceProvider(message: Message, facts: Facts): boolean {
  if (message.kind === 'authn-request') return true;
  const protocol = message.kind === 'response' ? undefined : protocolOf(message);
  const issuer = protocol?.issuer?.value;
  return issuer !== undefined && issuer === facts.spMetadata?.entityID?.value;
}

/** A change at the end that sent the message. */
export function atSender(message: Message, facts: Facts, setting: keyof SettingPlaces, what: string): Remedy {
  return isFromServiceProvider(message, facts)
    ? atServiceProvider(facts, setting, what)
    : atIdentityProvider(facts, setting, what);
}

/** A change at the end that receives the message. */
export function atReceiver(
  message: Message,
  facts: Facts,
  setting: keyof SettingPlaces,
  what: string,
): Remedy {
  return isFromServiceProvider(message, facts)
    ? atIdentityProvider(facts, setting, what)
    : atServiceProvider(facts, setting, what);
}
