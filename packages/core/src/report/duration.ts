const UNITS: readonly (readonly [string, number])[] = [
  ['day', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
];

/** A length of time in its largest units, two at most: `3 min`, `1 h 5 min`, `400 days`. */
export function duration(milliseconds: number): string {
  const parts: string[] = [];
  let rest = Math.abs(Math.round(milliseconds));
  for (const [name, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count} ${name}${name === 'day' && count > 1 ? 's' : ''}`);
    else if (parts.length > 0) break;
    if (parts.length === 2 || (name === 'day' && count > 9)) break;
  }
  return parts.join(' ') || '0 s';
}
