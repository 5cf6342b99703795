const BLANK = /[ \t\r\n]*/y;
/** A value that is no text and has no others in it, or what opens one that has. */
const VALUE = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[{[]/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * Where a text stops being JSON: the offset of the first character that cannot stand there. The platform's own reader
 * does not say, on every version. `undefined` where the text is JSON.
 *
 * @see RFC 8259
 */
export function faultOfJson(text: string): number | undefined {
  const open: ('{' | '[')[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const takeCharacter = (wanted: string): boolean => {
    take(BLANK);
    if (text[at] !== wanted) return false;
    at++;
    return true;
  };
  const takeText = (): boolean => {
    const start = at;
    if (text[at] !== '"') return false;
    for (at++; at < text.length && text[at] !== '"' && text.charCodeAt(at) >= 0x20; ) {
      if (text[at] !== '\\') at++;
      else if (take(ESCAPE) === undefined) break;
    }
    if (text[at] === '"') at++;
    else at = start;
    return at > start;
  };
  const takeName = (): boolean => {
    take(BLANK);
    return takeText() && takeCharacter(':');
  };
  for (;;) {
    take(BLANK);
    const value = takeText() ? '"' : take(VALUE);
    if (value === undefined) return at;
    if (value === '{' || value === '[') {
      if (!takeCharacter(value === '{' ? '}' : ']')) {
        open.push(value);
        if (value === '{' && !takeName()) return at;
        continue;
      }
    }
    // The value is complete; so may be those it stands in.
    while (!takeCharacter(',')) {
      const innermost = open.pop();
      if (innermost === undefined) return at < text.length ? at : undefined;
      if (!takeCharacter(innermost === '{' ? '}' : ']')) return at;
    }
    if (open.length === 0) return at - 1;
    if (open.at(-1) === '{' && !takeName()) return at;
  }
}
