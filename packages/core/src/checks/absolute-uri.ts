/** Whether a text begins with a scheme, as an absolute URI does (RFC 3986 §4.3). */
export function isAbsoluteUri(text: string): boolean {
  if (text.startsWith('https://')) return true;
  return /^[a-z][a-z0-9+.-]{0,63}:[^\s]/i.test(text);
}
