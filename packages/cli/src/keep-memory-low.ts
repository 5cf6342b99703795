/** The versions of Node whose V8 is known to have the setting; others would complain of it on standard error. */
const KNOWN = { from: 20, to: 24 };

/**
 * Has V8 collect what long-lived memory holds once that has grown by a fifth, not when it has doubled or tripled: a file of
 * a hundred megabytes is read in a few dozen then, and takes no longer.
 */
export function keepMemoryLow(): void {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < KNOWN.from || major > KNOWN.to) return;
  process.getBuiltinModule('node:v8').setFlagsFromString('--heap-growing-percent=20');
}
