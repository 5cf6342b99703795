import { encodeUtf8 } from '../base/bytes.ts';
import { type Canonicalization, compareCodePoints, escapeText, escapeValue } from './c14n.ts';
import type { Prefix } from './stream-names.ts';
import { ByteWriter } from './stream-output.ts';
import { compareNames, REWRITES, type StreamTag } from './stream-tag.ts';
import { expandValue } from './stream-text.ts';

const [LT, GT, SLASH, SPACE, EQUALS, QUOTE] = [0x3c, 0x3e, 0x2f, 0x20, 0x3d, 0x22];

/**
 * Writes the canonical form of what is read while it is read.
 *
 * Most of a file is canonical already. So what is copied is a run of the buffer as long as it can be; a run is cut only
 * where the canonical form has something else than the file.
 */
export class StreamCanonicalizer {
  private readonly exclusive: boolean;
  private readonly withComments: boolean;
  private readonly inclusive: ReadonlySet<string>;
  private readonly out: ByteWriter;
  /** Where the run of the buffer starts that is to be written as it stands; -1 for none. */
  private runStart = -1;
  /** Prefixes with what they stood for in the output before, innermost last. */
  private readonly hidden: (Prefix | string | undefined)[] = [];

  /** `write` must be done with the bytes when it returns. */
  constructor(how: Canonicalization, write: (bytes: Uint8Array) => void) {
    this.exclusive = how.form === 'exclusive';
    this.withComments = how.withComments;
    this.inclusive = new Set(how.inclusivePrefixes);
    this.out = new ByteWriter(write);
  }

  /** Begins in the middle of a document: what was written so far declares these prefixes. */
  begin(at: number, rendered: ReadonlyMap<string, string>, prefixOf: (name: string) => Prefix): void {
    for (const [prefix, uri] of rendered) prefixOf(prefix).rendered = uri;
    this.runStart = at;
  }

  /** Ends the run for good, at the end of the root. */
  endRun(buffer: Uint8Array, at: number): void {
    this.cut(buffer, at, -1);
  }

  finish(): void {
    this.out.flush();
  }

  /** Writes the run up to `at` and starts a new one at `next`; behind the root there is none. */
  cut(buffer: Uint8Array, at: number, next: number): void {
    if (this.runStart < 0) return;
    if (at > this.runStart) this.out.bytes(buffer, this.runStart, at);
    this.runStart = next;
  }

  /** As {@link cut}, with something else in place of what is left out. */
  replace(buffer: Uint8Array, at: number, next: number, text: string): void {
    this.cut(buffer, at, next);
    this.out.text(text);
  }

  /** The buffer is about to lose `count` bytes at its front, all of them read. */
  shift(count: number): void {
    if (this.runStart >= 0) this.runStart -= count;
  }

  /** How many entries {@link restore} would need to come back here. */
  get mark(): number {
    return this.hidden.length;
  }

  restore(mark: number): void {
    const { hidden } = this;
    while (hidden.length > mark) {
      const uri = hidden.pop() as string | undefined;
      (hidden.pop() as Prefix).rendered = uri;
    }
  }

  startTag(buffer: Uint8Array, tag: StreamTag): void {
    const wanted = this.exclusive ? this.exclusiveNamespaces(tag) : this.inclusiveNamespaces(tag);
    const asWritten = tag.declarations === 0 && tag.tidy && tag.plain && tag.ordered;
    if (asWritten && !wanted && !tag.empty) return;
    this.cut(buffer, tag.nameEnd, tag.nameEnd);
    if (wanted) this.writeNamespaces(wanted);
    if (asWritten && !tag.empty) return;
    if (asWritten) this.cut(buffer, tag.end - 2, tag.end);
    else {
      this.runStart = tag.end;
      this.writeAttributes(buffer, tag);
    }
    this.out.byte(GT);
    if (tag.empty) this.writeEndTag(tag.name.bytes);
  }

  /** An end tag that is not written as the canonical form has it. */
  endTag(buffer: Uint8Array, at: number, next: number, name: Uint8Array): void {
    this.cut(buffer, at, next);
    this.writeEndTag(name);
  }

  comment(buffer: Uint8Array, at: number, next: number, value: string, outside: boolean): void {
    if (!this.withComments) this.cut(buffer, at, next);
    else if (outside) this.out.text(`\n<!--${value}-->`);
    else this.replace(buffer, at, next, `<!--${value}-->`);
  }

  instruction(buffer: Uint8Array, at: number, next: number, text: string, outside: boolean): void {
    if (outside) this.out.text(`\n${text}`);
    else this.replace(buffer, at, next, text);
  }

  characterData(buffer: Uint8Array, at: number, next: number, value: string): void {
    this.replace(buffer, at, next, escapeText(value));
  }

  private writeEndTag(name: Uint8Array): void {
    this.out.byte(LT);
    this.out.byte(SLASH);
    this.out.bytes(name);
    this.out.byte(GT);
  }

  private exclusiveNamespaces(tag: StreamTag): Prefix[] | undefined {
    let wanted: Prefix[] | undefined;
    const { prefix } = tag.name;
    if (prefix.rendered !== prefix.uri && !isImplied(prefix)) wanted = [prefix];
    for (let i = 0; i < tag.count; i++) {
      const name = tag.names[i] as StreamTag['name'];
      if (name.declares) {
        if (this.inclusive.size > 0 && this.inclusive.has(name.declares.name))
          wanted = withPrefix(wanted, name.declares);
      } else if (name.prefix.name !== '' && name.prefix.rendered !== name.prefix.uri)
        wanted = withPrefix(wanted, name.prefix);
    }
    return wanted;
  }

  private inclusiveNamespaces(tag: StreamTag): Prefix[] | undefined {
    if (tag.declarations === 0) return undefined;
    let wanted: Prefix[] | undefined;
    for (let i = 0; i < tag.count; i++) {
      const { declares } = tag.names[i] as StreamTag['name'];
      if (declares) wanted = withPrefix(wanted, declares);
    }
    return wanted;
  }

  private writeNamespaces(wanted: Prefix[]): void {
    if (wanted.length > 1) wanted.sort((a, b) => compareCodePoints(a.name, b.name));
    for (const prefix of wanted) {
      const uri = prefix.uri ?? '';
      this.hidden.push(prefix, prefix.rendered);
      prefix.rendered = uri;
      if (prefix.declared !== uri || !prefix.declaration) {
        const name = prefix.name === '' ? 'xmlns' : `xmlns:${prefix.name}`;
        prefix.declaration = encodeUtf8(` ${name}="${escapeValue(uri)}"`);
        prefix.declared = uri;
      }
      this.out.bytes(prefix.declaration);
    }
  }

  private writeAttributes(buffer: Uint8Array, tag: StreamTag): void {
    const order: number[] = [];
    for (let i = 0; i < tag.count; i++) if (!tag.names[i]?.declares) order.push(i);
    if (!tag.ordered) {
      order.sort((a, b) =>
        compareNames(tag.names[a] as StreamTag['name'], tag.names[b] as StreamTag['name']),
      );
    }
    for (const i of order) {
      this.out.byte(SPACE);
      this.out.bytes((tag.names[i] as StreamTag['name']).bytes);
      this.out.byte(EQUALS);
      this.out.byte(QUOTE);
      const [start, end] = [tag.valueStarts[i] as number, tag.valueEnds[i] as number];
      if (((tag.flags[i] as number) & REWRITES) === 0) this.out.bytes(buffer, start, end);
      else this.out.text(escapeValue(expandValue(buffer, start, end)));
      this.out.byte(QUOTE);
    }
  }
}

/** The prefixes, one more among them unless it is there, or declared by the output already, or is never declared. */
function withPrefix(wanted: Prefix[] | undefined, prefix: Prefix): Prefix[] | undefined {
  if (prefix.rendered === prefix.uri || isImplied(prefix) || wanted?.includes(prefix)) return wanted;
  if (!wanted) return [prefix];
  wanted.push(prefix);
  return wanted;
}

/** No default namespace where none was declared, and the prefix xml, need no declaration. */
function isImplied({ name, uri, rendered }: Prefix): boolean {
  return name === 'xml' || (name === '' && uri === '' && rendered === undefined);
}
