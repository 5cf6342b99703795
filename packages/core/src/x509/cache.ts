/** How many keys or certificates are kept read: more than any federation's member uses at a time. */
const ENTRIES = 256;

/** Puts a value into a bounded cache, the oldest entry making room, and returns it. */
export function remember<Value>(cache: Map<string, Value>, name: string, value: Value): Value {
  if (cache.size >= ENTRIES) {
    const oldest = cache.keys().next();
    if (!oldest.done) cache.delete(oldest.value);
  }
  cache.set(name, value);
  return value;
}
