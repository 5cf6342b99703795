/** `a`, `a or b`, `a, b or c`: at most four, then how many more. */
export function anyOf(values: readonly string[]): string {
  return joined(values, 'or');
}

/** `a`, `a and b`, `a, b and c`: at most four, then how many more. */
export function allOf(values: readonly string[]): string {
  return joined(values, 'and');
}

const LISTED = 4;

function joined(values: readonly string[], word: 'and' | 'or'): string {
  if (values.length > LISTED) {
    return `${values.slice(0, LISTED).join(', ')} ${word} ${values.length - LISTED} more`;
  }
  const last = values.at(-1) ?? '';
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} ${word} ${last}`;
}

/** `1 key`, `3 keys`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A stretch of time for people, with its two largest units: `42 s`, `4 min 12 s`, `3 h 5 min`, `12 d 4 h`. */
export function duration(ms: number): string {
  const whole = Math.round(Math.abs(ms) / 1000);
  if (whole === 0 && ms !== 0) return `${Math.abs(ms)} ms`;
  const parts = [
    [Math.floor(whole / 86_400), 'd'],
    [Math.floor(whole / 3600) % 24, 'h'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 's'],
  ] as const;
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return '0 s';
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** `2026-01-01T12:00:00Z`: milliseconds only where there are any. */
export function moment(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('.000Z', 'Z');
}

/** Longest value told in full. */
const SHOWN = 300;

/**
 * A value from the message as it can be told in a sentence: quoted where its ends would not be seen, with characters
 * that cannot be seen named, and cut where it is long.
 */
export function shown(value: string): string {
  if (value.length <= SHOWN && PLAIN.test(value)) return value;
  const cut = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
  const visible = cut.replace(unseen(), (character) => `⟨${codePoint(character)}⟩`);
  return visible !== cut || cut === '' || /^ | $/.test(cut) ? `"${visible}"` : cut;
}

/** Nearly every value: what everybody sees, of Latin, with nothing at its ends that nobody does. */
const PLAIN = /^[!-~\xa1-\xac\xae-\u024f](?:[ -~\xa1-\xac\xae-\u024f]*[!-~\xa1-\xac\xae-\u024f])?$/;

/** Control and format characters, and every space but U+0020. Classes of Unicode cost much to compile. */
const unseen = () => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

/** `U+200B`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
