import { createHash } from 'node:crypto';

/**
 * IDs in the shapes that products give them, derived from a seed: the same seed, the same ID, so that what the kit
 * builds can be built again. They are unique as far as SHA-256 is, and no more secret than the seed.
 */
export const identifiers = {
  /** `_` and a UUID: Entra ID, AD FS. */
  underscoreUuid: (seed: string) => `_${uuid(seed)}`,
  /** `ID_` and a UUID: Keycloak. */
  idUuid: (seed: string) => `ID_${uuid(seed)}`,
  /** `id` and 23 digits: Okta. */
  idDigits: (seed: string) =>
    `id${BigInt(`0x${hex(seed)}`)
      .toString()
      .slice(0, 23)}`,
  /** `_` and 32 hexadecimal digits: Google, Shibboleth. */
  underscoreHex: (seed: string) => `_${hex(seed).slice(0, 32)}`,
  /** `pfx` and a UUID: OneLogin. */
  pfxUuid: (seed: string) => `pfx${uuid(seed)}`,
} as const;

/** A version-4 UUID whose bits come from the seed. */
export function uuid(seed: string): string {
  const digits = hex(seed);
  const variant = '89ab'.charAt(Number.parseInt(digits.charAt(16), 16) % 4);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    variant + digits.slice(17, 20),
    digits.slice(20, 32),
  ].join('-');
}

function hex(seed: string): string {
  return createHash('sha256').update(seed).digest('hex');
}
