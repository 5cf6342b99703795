/** White space, and what word processors, mails and chats put in its place; a byte order mark too. */
export function isBlank(code: number): boolean {
  return (
    code === 0x20 || (code >= 0x09 && code <= 0x0d) || code === 0xfeff || code === 0xa0 || code === 0x200b
  );
}

/** Offset of the first character from `from` on that is not blank. */
export function firstInk(text: string, from = 0): number {
  let index = from;
  while (isBlank(text.charCodeAt(index))) index++;
  return index;
}

/** The alphabet of base64, RFC 4648 §4, without padding. */
export function isBase64Letter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x2f && code <= 0x39) ||
    code === 0x2b
  );
}

/** As {@link isBase64Letter}, with padding and the two letters of the URL-safe alphabet, RFC 4648 §5. */
export function isBase64Character(code: number): boolean {
  return isBase64Letter(code) || code === 0x3d || code === 0x2d || code === 0x5f;
}

/** Whether the text holds nothing but base64, blanks, and one further character. */
export function isBase64With(text: string, further: string): boolean {
  const allowed = further.charCodeAt(0);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (!isBase64Character(code) && code !== allowed && !isBlank(code)) return false;
  }
  return true;
}
