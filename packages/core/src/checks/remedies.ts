import type { ServiceProviderVendor, SettingPlaces } from '../vendors/vendor.ts';
import type { Remedy } from './check.ts';
import type { Expected, Facts } from './facts.ts';
import { anyOf, shown } from './wording.ts';

/** A change at the identity provider, with the place of the setting where the product is known. */
export function atIdentityProvider(facts: Facts, setting: keyof SettingPlaces, what: string): Remedy {
  return { end: 'identity provider', do: placed(facts.identityProvider?.vendor, setting, what) };
}

/**
 * A change at the service provider, with the place of the setting where the product is known. Where the product
 * fixes the value, what it says of that instead.
 */
export function atServiceProvider(facts: Facts, setting: keyof SettingPlaces, what: string): Remedy {
  const vendor = facts.serviceProvider?.vendor;
  const place = vendor?.places[setting];
  return {
    end: 'service provider',
    do: place?.startsWith('fixed by ')
      ? `Nothing can be changed here: the value is ${place}.`
      : placed(vendor, setting, what),
  };
}

function placed(
  vendor: { readonly name: string; readonly places: SettingPlaces } | undefined,
  setting: keyof SettingPlaces,
  what: string,
): string {
  const place = vendor?.places[setting];
  const sentence = `${what}.`;
  if (!vendor || place === undefined) return sentence.charAt(0).toUpperCase() + sentence.slice(1);
  return `In ${vendor.name}, ${sentence} See ${place.replace(/\.$/, '')}.`;
}

/** Whether AWS IAM takes the response, for itself or for a product behind it. */
export function isAws({ serviceProvider }: Facts): boolean {
  return serviceProvider !== undefined && familyOf(serviceProvider.vendor) === 'aws';
}

/** The id of the service provider that takes the response: of itself, or of the one that it is reached through. */
export function familyOf({ id, through }: Pick<ServiceProviderVendor, 'id' | 'through'>): string {
  return through ?? id;
}

/** Whether the identity provider is Microsoft Entra ID. */
export function isEntra(facts: Facts): boolean {
  return facts.identityProvider?.vendor.id === 'entra';
}

/** Why a check of AWS's own rules does not apply; `undefined` where it does. */
export function notAws(facts: Facts): string | undefined {
  return isAws(facts) ? undefined : 'the service provider is not AWS IAM';
}

/** The values that would do, for a remedy: `` `a` or `b` ``; of many the first, which is the most usual. */
export function quoted(expected: readonly Expected[]): string {
  const [first, ...rest] = expected.map(({ value }) => `\`${value}\``);
  return rest.length > 2
    ? `${first} (or another that is expected)`
    : anyOf(expected.map(({ value }) => `\`${value}\``));
}

/** The values that would do, one a line, each with who says so: `a (SP metadata, entityID)`. */
export function withOrigin(expected: readonly Expected[]): string {
  const lines = expected.slice(0, TOLD).map(({ value, from }) => `${shown(value)} (${from})`);
  if (expected.length > TOLD) lines.push(`one of ${expected.length - TOLD} more`);
  return lines.join('\n');
}

/** Expected values told one by one. */
const TOLD = 6;
