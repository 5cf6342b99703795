import { decodeBase64 } from '../base/base64.ts';
import { hexadecimal } from '../base/bytes.ts';
import type { Certificate } from './certificate.ts';

/** Extension 2.5.29.14: its object identifier in DER. */
const IDENTIFIER = [0x06, 0x03, 0x55, 0x1d, 0x0e];
const OCTET_STRING = 0x04;

/**
 * The SubjectKeyIdentifier extension of a certificate, in hexadecimal, upper case; `undefined` where it has none. Good
 * for finding a certificate that something names, and for nothing that must be sure.
 *
 * @see RFC 5280 §4.2.1.2
 */
export function subjectKeyIdentifier({ base64 }: Certificate): string | undefined {
  const { bytes } = decodeBase64(base64);
  if (!bytes) return undefined;
  // The extension stands near the end, and the octets of a name or key could look like it.
  for (let at = bytes.length - IDENTIFIER.length; at >= 0; at--) {
    if (!IDENTIFIER.every((octet, i) => bytes[at + i] === octet)) continue;
    const outer = at + IDENTIFIER.length;
    const [wrapped, inner, length = 0] = [bytes[outer], bytes[outer + 2], bytes[outer + 3]];
    const start = outer + 4;
    const whole = wrapped === OCTET_STRING && inner === OCTET_STRING && bytes[outer + 1] === length + 2;
    if (!whole || length >= 0x80 || start + length > bytes.length) continue;
    return hexadecimal(bytes.subarray(start, start + length)).toUpperCase();
  }
  return undefined;
}
