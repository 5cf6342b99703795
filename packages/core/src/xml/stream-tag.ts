import { compareCodePoints } from './c14n.ts';
import type { StreamName } from './stream-names.ts';

/** How a value departs from plain: the characters between the quotes are not the value as it is. */
export const EXPANDS = 1;
/** The characters between the quotes are not what the canonical form has between its double quotes. */
export const REWRITES = 2;

/** The start tag being read, by offsets into the buffer: one object for all tags, filled anew for each. */
export class StreamTag {
  name!: StreamName;
  /** The `<`. */
  start = 0;
  nameEnd = 0;
  /** Just after the `>`. */
  end = 0;
  /** `<a/>`. */
  empty = false;
  /** Whether spaces and quotes are as the canonical form has them: ` a="v"` and nothing else. */
  tidy = true;
  /** Whether no value needs rewriting. */
  plain = true;
  /** Attributes, namespace declarations included. */
  count = 0;
  declarations = 0;
  /** Whether the attributes that are no declarations stand in canonical order. */
  ordered = true;
  readonly names: StreamName[] = [];
  readonly starts: number[] = [];
  readonly valueStarts: number[] = [];
  readonly valueEnds: number[] = [];
  readonly flags: number[] = [];
  /** Counts tags. */
  serial = 0;

  begin(start: number, name: StreamName, nameEnd: number): void {
    this.start = start;
    this.name = name;
    this.nameEnd = nameEnd;
    this.empty = false;
    this.tidy = true;
    this.plain = true;
    this.count = 0;
    this.declarations = 0;
    this.ordered = true;
    this.serial++;
  }

  add(name: StreamName, start: number, valueStart: number, valueEnd: number, flags: number): void {
    const i = this.count++;
    this.names[i] = name;
    this.starts[i] = start;
    this.valueStarts[i] = valueStart;
    this.valueEnds[i] = valueEnd;
    this.flags[i] = flags;
    if (name.declares) this.declarations++;
    if ((flags & REWRITES) !== 0) this.plain = false;
  }
}

/** Canonical order of two attributes that are no declarations, with the namespaces in scope (C14n §2.2). */
export function compareNames(a: StreamName, b: StreamName): number {
  const [aUri, bUri] = [namespaceOf(a), namespaceOf(b)];
  return aUri === bUri ? compareCodePoints(a.localName, b.localName) : compareCodePoints(aUri, bUri);
}

/** Whether `b` may follow `a`, remembering the answer for names without prefix, which do not depend on the scope. */
export function isInOrder(a: StreamName, b: StreamName): boolean {
  if (b.follows === a) return true;
  if (compareNames(a, b) > 0) return false;
  if (a.prefix.name === '' && b.prefix.name === '') b.follows = a;
  return true;
}

/** The namespace of an attribute of this name: none without a prefix. */
export function namespaceOf({ prefix }: StreamName): string {
  return prefix.name === '' ? '' : (prefix.uri ?? '');
}
