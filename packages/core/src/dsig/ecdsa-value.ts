/**
 * An ECDSA or DSA value in ASN.1 (SEQUENCE of the INTEGERs r and s) as r and s side by side; `undefined` where it is
 * not ASN.1.
 *
 * @param bits of the curve's field, or `undefined` for DSA, where the longer of the two numbers decides between the
 *   lengths in use
 * @see RFC 3279 §2.2.3; XML Signature 1.1 §6.4.1 and §6.4.3
 */
export function p1363FromDer(der: Uint8Array, bits: number | undefined): Uint8Array | undefined {
  const sequence = readTagged(der, 0, 0x30);
  if (!sequence || sequence.end !== der.length) return undefined;
  const r = readTagged(der, sequence.start, 0x02);
  const s = r && readTagged(der, r.end, 0x02);
  if (!r || !s || s.end !== der.length) return undefined;
  const numbers = [magnitude(der.subarray(r.start, r.end)), magnitude(der.subarray(s.start, s.end))] as const;
  const longest = Math.max(numbers[0].length, numbers[1].length);
  const length = bits === undefined ? (longest <= 20 ? 20 : 32) : Math.ceil(bits / 8);
  if (longest > length) return undefined;
  const flat = new Uint8Array(2 * length);
  flat.set(numbers[0], length - numbers[0].length);
  flat.set(numbers[1], 2 * length - numbers[1].length);
  return flat;
}

function readTagged(der: Uint8Array, at: number, tag: number): { start: number; end: number } | undefined {
  if (der[at] !== tag) return undefined;
  let length = der[at + 1] ?? 0xff;
  let start = at + 2;
  // Two numbers of 66 octets need one octet of length at most.
  if (length === 0x81) length = der[start++] ?? 0xff;
  else if (length > 0x80) return undefined;
  return start + length <= der.length ? { start, end: start + length } : undefined;
}

function magnitude(octets: Uint8Array): Uint8Array {
  let first = 0;
  while (first < octets.length - 1 && octets[first] === 0) first++;
  return octets.subarray(first);
}
