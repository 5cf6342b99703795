/**
 * Character classes of XML 1.0 (fifth edition), §2.2 and §2.3.
 * Tables for ASCII, where every SAML name lives; ranges for the rest.
 */

/** Bit flags of {@link asciiClass}. */
export const NAME_START = 1;
export const NAME = 2;
/** Ends a plain run of character data: `<`, `&`, `]`, CR, and what XML forbids. */
export const BREAKS_TEXT = 4;
/** Ends a plain run of an attribute value: quotes, `<`, `&`, TAB, LF, CR, and what XML forbids. */
export const BREAKS_VALUE = 8;

export const asciiClass: Uint8Array = makeAsciiClass();

function makeAsciiClass(): Uint8Array {
  const table = new Uint8Array(128);
  for (let code = 0; code < 128; code++) {
    const character = String.fromCharCode(code);
    let flags = 0;
    if (/[A-Za-z_]/.test(character)) flags |= NAME_START | NAME;
    if (/[-.0-9]/.test(character)) flags |= NAME;
    if (/[<&\]\r]/.test(character)) flags |= BREAKS_TEXT;
    if (/["'<&\t\n\r]/.test(character)) flags |= BREAKS_VALUE;
    if (code < 0x20 && !/[\t\n\r]/.test(character)) flags |= BREAKS_TEXT | BREAKS_VALUE;
    table[code] = flags;
  }
  return table;
}

/** `S`, production 3: what separates attributes. */
export function isWhiteSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;
}

/** `Char`, production 2, for a whole code point. */
export function isXmlCharacter(codePoint: number): boolean {
  return (
    codePoint === 0x09 ||
    codePoint === 0x0a ||
    codePoint === 0x0d ||
    (codePoint >= 0x20 && codePoint <= 0xd7ff) ||
    (codePoint >= 0xe000 && codePoint <= 0xfffd) ||
    (codePoint >= 0x10000 && codePoint <= 0x10ffff)
  );
}

/** `NCName` start: production 4 without the colon, which Namespaces in XML keeps for itself. */
export function isNameStart(codePoint: number): boolean {
  if (codePoint < 128) return ((asciiClass[codePoint] ?? 0) & NAME_START) !== 0;
  return (
    (codePoint >= 0xc0 && codePoint <= 0xd6) ||
    (codePoint >= 0xd8 && codePoint <= 0xf6) ||
    (codePoint >= 0xf8 && codePoint <= 0x2ff) ||
    (codePoint >= 0x370 && codePoint <= 0x37d) ||
    (codePoint >= 0x37f && codePoint <= 0x1fff) ||
    codePoint === 0x200c ||
    codePoint === 0x200d ||
    (codePoint >= 0x2070 && codePoint <= 0x218f) ||
    (codePoint >= 0x2c00 && codePoint <= 0x2fef) ||
    (codePoint >= 0x3001 && codePoint <= 0xd7ff) ||
    (codePoint >= 0xf900 && codePoint <= 0xfdcf) ||
    (codePoint >= 0xfdf0 && codePoint <= 0xfffd) ||
    (codePoint >= 0x10000 && codePoint <= 0xeffff)
  );
}

/** `NCName` continuation: production 4a without the colon. */
export function isNameCharacter(codePoint: number): boolean {
  if (codePoint < 128) return ((asciiClass[codePoint] ?? 0) & NAME) !== 0;
  return (
    isNameStart(codePoint) ||
    codePoint === 0xb7 ||
    (codePoint >= 0x300 && codePoint <= 0x36f) ||
    codePoint === 0x203f ||
    codePoint === 0x2040
  );
}

/** Whether a whole string is an `NCName`, the lexical space of `xs:ID`. */
export function isNCName(name: string): boolean {
  let first = true;
  for (const character of name) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (!(first ? isNameStart(codePoint) : isNameCharacter(codePoint))) return false;
    first = false;
  }
  return !first;
}
