import type { PublicKey } from '../x509/certificate.ts';

/** Bits that NIST SP 800-131A asks of a key for signatures; a curve's field is twice its strength. */
const LEAST = { rsa: 2048, curve: 224 };

/** What makes a key too weak: `only 1024 bits`, `the public exponent 3`. None for one that will do. */
export function keyWeaknesses({ type, bits, handle }: PublicKey): string[] {
  const faults: string[] = [];
  if (type === 'rsa' || type === 'rsa-pss' || type === 'dsa') {
    if (bits < LEAST.rsa) faults.push(`only ${bits} bits`);
    const exponent = handle.asymmetricKeyDetails?.publicExponent;
    if (exponent !== undefined && exponent < 65537n) faults.push(`the public exponent ${exponent}`);
  } else if (type === 'ec' && bits < LEAST.curve) {
    faults.push(`only ${bits} bits`);
  }
  return faults;
}
