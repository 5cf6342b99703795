/**
 * As much of DER as it takes to write a SubjectPublicKeyInfo. Reading DER is left to the platform and to node-forge.
 */

/** SEQUENCE of what is already encoded. */
export function derSequence(...parts: readonly Uint8Array[]): Uint8Array {
  return derTagged(0x30, ...parts);
}

/** A non-negative INTEGER from its octets, most significant first, leading zeros allowed. */
export function derUnsignedInteger(octets: Uint8Array): Uint8Array {
  let first = 0;
  while (first < octets.length - 1 && octets[first] === 0) first++;
  const magnitude = octets.subarray(first);
  const needsSign = magnitude.length === 0 || (magnitude[0] as number) >= 0x80;
  return needsSign ? derTagged(0x02, Uint8Array.of(0), magnitude) : derTagged(0x02, magnitude);
}

/** BIT STRING of whole octets. */
export function derBitString(octets: Uint8Array): Uint8Array {
  return derTagged(0x03, Uint8Array.of(0), octets);
}

/** NULL. */
export function derNull(): Uint8Array {
  return Uint8Array.of(0x05, 0x00);
}

/** OBJECT IDENTIFIER from its dotted form; `undefined` where that is not one. */
export function derObjectIdentifier(dotted: string): Uint8Array | undefined {
  if (!/^[012](?:\.(?:0|[1-9][0-9]{0,8})){1,31}$/.test(dotted)) return undefined;
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  if (first < 2 && second > 39) return undefined;
  const octets: number[] = [];
  for (const arc of [first * 40 + second, ...rest]) octets.push(...base128(arc));
  return derTagged(0x06, Uint8Array.from(octets));
}

/** Seven bits an octet, most significant first, every octet but the last marked. */
function base128(arc: number): number[] {
  const octets = [arc & 0x7f];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
    octets.unshift((rest & 0x7f) | 0x80);
  }
  return octets;
}

function derTagged(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const header = [tag];
  if (length < 0x80) header.push(length);
  else {
    const octets: number[] = [];
    for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest & 0xff);
    header.push(0x80 | octets.length, ...octets);
  }
  const whole = new Uint8Array(header.length + length);
  whole.set(header);
  let at = header.length;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
