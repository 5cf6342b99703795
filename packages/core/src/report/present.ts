/**
 * Those of some fields that there are. A report leaves out what is absent, rather than to write `null` for it.
 *
 * Names a field at a time because an object that begins as a copy gets a hidden class of its own: see
 * docs/decisions/0024-objects-begin-with-a-name.md.
 */
export function present<Fields extends object>(
  fields: Fields,
): { readonly [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } {
  const found: { [Name in keyof Fields]?: Exclude<Fields[Name], undefined> } = {};
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined) found[name] = value as Exclude<Fields[typeof name], undefined>;
  }
  return found;
}
