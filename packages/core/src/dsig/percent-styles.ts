import { encodeUtf8 } from '../base/bytes.ts';

/** How one family of programs percent-encodes. */
export interface PercentStyle {
  /** Half a sentence: `with lower-case hexadecimal digits, as .NET does`. */
  readonly says: string;
  /** Characters left as they are, beside letters, digits, `-`, `_` and `.`. */
  readonly keeps: string;
  readonly space: '+' | '%20';
  readonly digits: 'upper' | 'lower';
}

/** Those in use, the most usual first. */
export const PERCENT_STYLES: readonly PercentStyle[] = [
  {
    says: 'with lower-case hexadecimal digits and "+" for a space, as HttpUtility.UrlEncode of .NET does',
    keeps: '!()*',
    space: '+',
    digits: 'lower',
  },
  { says: 'as encodeURIComponent of JavaScript does', keeps: "!'()*~", space: '%20', digits: 'upper' },
  { says: 'as RFC 3986 has it', keeps: '~', space: '%20', digits: 'upper' },
  {
    says: 'as URLEncoder of Java and HTML forms do, with "+" for a space',
    keeps: '*',
    space: '+',
    digits: 'upper',
  },
  { says: 'as urlencode of PHP does, with "+" for a space', keeps: '', space: '+', digits: 'upper' },
  { says: 'as quote_plus of Python does, with "+" for a space', keeps: '~', space: '+', digits: 'upper' },
  { says: 'with lower-case hexadecimal digits', keeps: "!'()*~", space: '%20', digits: 'lower' },
  { says: 'with lower-case hexadecimal digits', keeps: '~', space: '%20', digits: 'lower' },
  { says: 'with "/" left as it is', keeps: '/~', space: '%20', digits: 'upper' },
  { says: 'with ":" and "/" left as they are', keeps: ':/~', space: '%20', digits: 'upper' },
  {
    says: 'with whatever a query may hold left as it is',
    keeps: "!$'()*,:;@/?~",
    space: '%20',
    digits: 'upper',
  },
];

/** Percent-encodes the UTF-8 of a text. */
export function percentEncode(text: string, { keeps, space, digits }: PercentStyle): string {
  let encoded = '';
  for (const octet of encodeUtf8(text)) {
    const character = String.fromCharCode(octet);
    if (octet < 0x80 && (/[A-Za-z0-9_.-]/.test(character) || keeps.includes(character))) encoded += character;
    else if (octet === 0x20) encoded += space;
    else {
      const hex = octet.toString(16).padStart(2, '0');
      encoded += `%${digits === 'upper' ? hex.toUpperCase() : hex}`;
    }
  }
  return encoded;
}
