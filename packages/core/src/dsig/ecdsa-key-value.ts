/** Octets of a coordinate on each curve that has a name in RFC 4050 or is in use with it. */
const COORDINATE: Readonly<Record<string, number>> = {
  '1.2.840.10045.3.1.1': 24,
  '1.3.132.0.33': 28,
  '1.2.840.10045.3.1.7': 32,
  '1.3.132.0.10': 32,
  '1.3.132.0.34': 48,
  '1.3.132.0.35': 66,
  '1.3.36.3.3.2.8.1.1.7': 32,
  '1.3.36.3.3.2.8.1.1.11': 48,
  '1.3.36.3.3.2.8.1.1.13': 64,
};

/**
 * A point from its coordinates in decimal, in the uncompressed encoding of X9.62. `undefined` where the curve is not
 * known or a coordinate is no number of its field's length; whether the point is on the curve is the platform's to say.
 *
 * @param curve its object identifier, dotted
 */
export function decimalPoint(curve: string, x: string, y: string): Uint8Array | undefined {
  const length = COORDINATE[curve];
  const numbers = [x, y].map((text) => (/^\d{1,160}$/.test(text) ? BigInt(text).toString(16) : undefined));
  const [first, second] = numbers;
  if (length === undefined || first === undefined || second === undefined) return undefined;
  if (first.length > 2 * length || second.length > 2 * length) return undefined;
  const hex = `04${first.padStart(2 * length, '0')}${second.padStart(2 * length, '0')}`;
  return Uint8Array.from(hex.match(/../g) ?? [], (octet) => Number.parseInt(octet, 16));
}
