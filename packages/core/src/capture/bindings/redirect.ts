import { type DeflateFormat, inflate } from '../../base/inflate.ts';
import type { DecodingStep } from '../../base/source.ts';
import { readCharacters } from '../characters.ts';
import { type Budget, count, type Payload, step, unwrapped } from '../decoding.ts';

/**
 * What the HTTP-Redirect binding does to a message is raw DEFLATE, then base64: these bytes are inflated.
 *
 * Other wrappers of DEFLATE, an end that is missing, and a binding that does not deflate are told as repairs.
 *
 * @param steps the base64 that led to `bytes`
 * @returns `undefined` where the bytes do not inflate to text
 * @see SAML Bindings §3.4.4.1
 */
export function fromRedirect(
  payload: Payload,
  bytes: Uint8Array,
  steps: readonly DecodingStep[],
  budget: Budget,
): Payload | undefined {
  const format: DeflateFormat = hasZlibHeader(bytes) ? 'zlib' : 'raw';
  const result = inflate(bytes, format, budget.inflatable(bytes.length));
  if (result.outcome === 'too-large') budget.refuseInflation(bytes.length);
  const characters = result.outcome === 'inflated' ? readCharacters(result.bytes) : undefined;
  if (result.outcome !== 'inflated' || !characters) return undefined;
  budget.spendInflated(result.bytes.length);

  const repairs: string[] = [];
  if (format === 'zlib')
    repairs.push('wrapped in a zlib header, where the Redirect binding wants raw DEFLATE');
  if (!result.complete) repairs.push('the deflated data is cut short');
  if (result.unread > 0) repairs.push(`${count(result.unread, 'byte')} after its end not read`);
  if (payload.origin.binding === 'HTTP-POST') repairs.push('deflated, which the POST binding does not do');
  const says = `DEFLATE, ${count(bytes.length, 'byte')} to ${count(result.bytes.length, 'byte')}`;
  return unwrapped(payload, characters.text, [...steps, step('deflate', says, repairs), ...characters.steps]);
}

/** RFC 1950 §2.2: method 8, and a check that makes the two bytes a multiple of 31. */
function hasZlibHeader([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && first >> 4 <= 7 && ((first << 8) | second) % 31 === 0;
}
