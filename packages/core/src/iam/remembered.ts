/** How many texts of one kind are kept. */
const KEPT = 8;

/** What was read from a text before, or else reads it: an export is given once and asked about many times. */
export function remembered<T>(before: Map<string, T>, text: string, read: () => T): T {
  const known = before.get(text);
  if (known !== undefined) return known;
  const value = read();
  if (before.size >= KEPT) before.delete(before.keys().next().value ?? '');
  before.set(text, value);
  return value;
}
