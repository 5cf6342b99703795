import { encodeUtf8, indexOfBytes, isUtf8 } from '../base/bytes.ts';
import type { Limits } from '../base/limits.ts';
import type { FilePosition } from '../base/source.ts';
import { escapeValue } from './c14n.ts';
import { isXmlCharacter } from './characters.ts';
import type { XmlProblem } from './document.ts';
import { isIdAttribute } from './id.ts';
import { XML_NAMESPACE, XMLNS_NAMESPACE } from './namespaces.ts';
import { limitReached } from './parse.ts';
import type { StreamCanonicalizer } from './stream-c14n.ts';
import { inName, textBreaks, valueBreaks } from './stream-classes.ts';
import { diagnose, firstNotUtf8, incompleteTail } from './stream-fault.ts';
import { hashOf, Names, type Prefix, type StreamName } from './stream-names.ts';
import { EXPANDS, isInOrder, namespaceOf, REWRITES, StreamTag } from './stream-tag.ts';
import { expandRaw, expandValue, linesOfText, textOfBytes } from './stream-text.ts';

/** An element of the stream that is told of. */
export interface StreamElement {
  readonly name: string;
  readonly localName: string;
  readonly namespaceURI: string;
  /** How many elements it stands in. */
  readonly depth: number;
  readonly at: FilePosition;
  /** Just after the `>` of its start tag, in bytes from the start of the file. */
  readonly openEnd: number;
  readonly attributes: readonly StreamAttribute[];
  /** Namespaces in scope round it, by prefix: what its ancestors declare. */
  readonly inherited: ReadonlyMap<string, string>;
}

export interface StreamAttribute {
  readonly localName: string;
  readonly namespaceURI: string;
  readonly value: string;
}

/** Something in the stream that is not well-formed XML in UTF-8. */
export interface StreamProblem {
  readonly code: XmlProblem['code'] | 'not-utf-8' | 'doctype';
  /** One sentence. */
  readonly message: string;
  readonly at: FilePosition;
}

/** How to go on after a problem: with so many of the open elements still open, looking from a place on. */
export interface Resumption {
  readonly depth: number;
  readonly from?: FilePosition;
}

/** Whoever wants to know what is in the stream. */
export interface StreamHandler {
  /** Whether elements of this local name are told of. The root and its children always are. */
  wants(localName: string): boolean;
  start(element: StreamElement): void;
  /** `end` in bytes from the start of the file, just after the end tag. */
  end(element: StreamElement, end: number): void;
  /** Another element than the one that {@link XmlStream.watchId} was called for has this ID. */
  repeatedId(): void;
  /** Reading cannot go on as it was; `undefined` to end it. */
  problem(problem: StreamProblem): Resumption | undefined;
  /** After a problem: an element to go on with was found here. */
  resumed(at: FilePosition): void;
}

const [LT, GT, SLASH, BANG, QUESTION, EQUALS, AMPERSAND, SEMICOLON] = [
  0x3c, 0x3e, 0x2f, 0x21, 0x3f, 0x3d, 0x26, 0x3b,
];
const [TAB, LF, CR, SPACE, QUOTE, APOSTROPHE, HASH, RIGHT_BRACKET, LOWER_X] = [
  0x09, 0x0a, 0x0d, 0x20, 0x22, 0x27, 0x23, 0x5d, 0x78,
];
const COLON = 0x3a;
const CAPACITY = 256 * 1024;
/** Bytes to have behind a fault before it is described, so that the description does not depend on the chunks. */
const LOOK_AHEAD = 256;
/** The longest prefix that is looked back over when looking for an element to go on with. */
const LONGEST_PREFIX = 128;
const COMMENT = encodeUtf8('<!--');
const CDATA = encodeUtf8('<![CDATA[');
const DOCTYPE = encodeUtf8('<!DOCTYPE');
const DASHES = encodeUtf8('--');
const CDATA_END = encodeUtf8(']]>');
const PI_END = encodeUtf8('?>');
const LONGEST_DECLARATION = 4096;
const NONE = new Uint8Array(0);

/** Thrown inside this file only. */
class Fault {
  readonly problem: StreamProblem;
  constructor(problem: StreamProblem) {
    this.problem = problem;
  }
}

/**
 * Reads XML 1.0 with namespaces from bytes in UTF-8 as they arrive: what `parse.ts` reads, as strictly, with what it
 * says of faults, in memory that does not grow with the file. No tree is made and text is not even decoded; a handler
 * is told of the elements it wants, and the canonical form is written on the way.
 *
 * What is read is in one buffer. A piece of markup is read only when all of it is there; bytes from {@link keepFrom} on
 * stay until nobody needs them. Names are looked up by their bytes, so that each is decoded once.
 */
export class XmlStream {
  private readonly handler: StreamHandler;
  private readonly limits: Limits;
  private readonly resumeAt: Uint8Array;
  private readonly names: Names;
  private readonly tag = new StreamTag();

  private buffer = new Uint8Array(CAPACITY);
  /** Where the buffer's first byte stands in the file. */
  private base = 0;
  /** Bytes of the buffer that can be read. The byte behind them is 0, at which every inner loop stops. */
  private length = 0;
  /** Start of the piece that is read next. */
  private at = 0;
  /** Nothing is tried until there are so many bytes from `at` on. */
  private wanted = 0;
  /** Start of a sequence of UTF-8 that has not arrived whole. */
  private tail: Uint8Array = NONE;
  /** Bytes that cannot be read yet, because those at {@link length} are not UTF-8. */
  private beyond: Uint8Array | undefined;
  private keep = -1;

  private line = 1;
  /** Where the line begins that `at` is in or, for as much of it as was counted already, goes on. */
  private lineStart = 0;
  /** UTF-16 units of the line before {@link lineStart}. */
  private unitsBefore = 0;

  private depth = 0;
  private readonly open: StreamName[] = [];
  /** Where they begin: bytes, lines and columns. */
  private readonly openBytes: number[] = [];
  private readonly openLines: number[] = [];
  private readonly openColumns: number[] = [];
  private readonly told: (StreamElement | undefined)[] = [];
  /** Namespaces in scope inside the element one less deep, once somebody asked; all its children share them. */
  private readonly scopes: (ReadonlyMap<string, string> | undefined)[] = [];
  private readonly boundMarks: number[] = [];
  private readonly renderedMarks: number[] = [];
  /** Prefixes with what they stood for further out, innermost last. */
  private readonly hidden: (Prefix | string | undefined)[] = [];
  private rootSeen = false;
  private started = false;
  private ended = false;
  private skipping = false;
  private id: string | undefined;
  private idBytes: Uint8Array | undefined;
  private canonicalizer: StreamCanonicalizer | undefined;
  private wholeDocument = false;
  /** After {@link reference}: the code point it stands for, and whether it is written as c14n writes it in text or in values. */
  private codePoint = 0;
  private canonicalInText = false;
  private canonicalInValue = false;

  /** @param resumeAt local name of the elements at which reading can go on after a problem */
  constructor(handler: StreamHandler, limits: Limits, resumeAt: string) {
    this.handler = handler;
    this.limits = limits;
    this.resumeAt = encodeUtf8(resumeAt);
    this.names = new Names((localName) => handler.wants(localName));
  }

  /** Whether the file began with a byte order mark. */
  hasByteOrderMark = false;

  /** Takes the next bytes of the file, copying what it needs of them. */
  push(chunk: Uint8Array): void {
    if (this.ended) return;
    this.append(chunk);
    this.run(false);
  }

  /** The file ends here. */
  finish(): void {
    if (this.ended) return;
    this.run(true);
    this.ended = true;
  }

  /** Bytes of the file read so far. */
  get position(): number {
    return this.base + this.at;
  }

  /** Where that is. */
  get here(): FilePosition {
    return this.positionOf(this.at);
  }

  /** Whether reading is over before the file is. */
  get isOver(): boolean {
    return this.ended;
  }

  /** From which byte of the file on {@link slice} is wanted; `undefined` to let go. */
  keepFrom(byte: number | undefined): void {
    this.keep = byte ?? -1;
  }

  /** Bytes of the file that were kept. Their memory is used again: decode or copy them at once. */
  slice(start: number, end: number): Uint8Array {
    return this.buffer.subarray(start - this.base, end - this.base);
  }

  /** Watches for other elements with this ID. */
  watchId(id: string): void {
    this.id = id;
    this.idBytes = encodeUtf8(id);
  }

  /**
   * Writes the canonical form of what follows. What comes before is written already and declares the prefixes given.
   *
   * @param wholeDocument whether what stands behind the root belongs to it
   */
  canonicalize(
    canonicalizer: StreamCanonicalizer,
    rendered: ReadonlyMap<string, string>,
    wholeDocument: boolean,
  ): void {
    canonicalizer.begin(this.at, rendered, (name) => this.names.prefix(name));
    this.renderedMarks.fill(canonicalizer.mark, 0, this.depth);
    this.canonicalizer = canonicalizer;
    this.wholeDocument = wholeDocument;
  }

  /** Stops writing the canonical form. */
  stopCanonicalizing(): void {
    this.canonicalizer = undefined;
  }

  private append(chunk: Uint8Array): void {
    this.names.makeRoom();
    const size = this.tail.length + chunk.length;
    this.makeRoom(size);
    this.buffer.set(this.tail, this.length);
    this.buffer.set(chunk, this.length + this.tail.length);
    this.tail = NONE;
    // What is passed over is not read, so it need not be UTF-8.
    if (this.skipping) this.length += size;
    else this.accept(this.length + size);
  }

  /** Makes the bytes up to `end` readable, as far as they are UTF-8. */
  private accept(end: number): void {
    const { buffer } = this;
    const whole = end - incompleteTail(buffer, this.length, end);
    const fresh = buffer.subarray(this.length, whole);
    if (isUtf8(fresh)) {
      this.tail = buffer.slice(whole, end);
      this.length = whole;
    } else {
      const bad = this.length + firstNotUtf8(fresh);
      this.beyond = buffer.slice(bad, end);
      this.length = bad;
    }
    buffer[this.length] = 0;
  }

  /** Drops what was read and nobody keeps; grows where that is not enough. */
  private makeRoom(size: number): void {
    if (this.length + size < this.buffer.length) return;
    const from = this.keep < 0 ? this.at : Math.min(this.at, this.keep - this.base);
    if (from > 0) {
      this.countUnits(this.base + from);
      this.canonicalizer?.cut(this.buffer, this.at, this.at);
      this.buffer.copyWithin(0, from, this.length);
      this.canonicalizer?.shift(from);
      this.base += from;
      this.at -= from;
      this.length -= from;
    }
    let capacity = this.buffer.length;
    while (this.length + size >= capacity) capacity *= 2;
    if (capacity > this.buffer.length) {
      const larger = new Uint8Array(capacity);
      larger.set(this.buffer.subarray(0, this.length));
      this.buffer = larger;
    }
    this.buffer[this.length] = 0;
  }

  private run(final: boolean): void {
    while (!this.ended) {
      try {
        if (this.skipping && !this.findResumption(final)) return;
        this.readPieces(final);
        return;
      } catch (fault) {
        if (!(fault instanceof Fault)) throw fault;
        this.recover(fault.problem);
      }
    }
  }

  private readPieces(final: boolean): void {
    if (final && this.tail.length > 0) {
      this.beyond ??= this.tail;
      this.tail = NONE;
    }
    const last = final || this.beyond !== undefined;
    if (!this.started && !this.readStart(last)) return;
    while (this.at < this.length) {
      const size = this.length - this.at;
      if (size < this.wanted && !last) return;
      if (this.readPiece(last)) {
        this.wanted = 0;
        continue;
      }
      if (last) break;
      const left = this.length - this.at;
      if (left > this.limits.entityBytes) this.failLimit('entityBytes');
      this.wanted = left * 2;
      return;
    }
    if (this.beyond) this.failEncoding(this.beyond[0] as number);
    if (final) this.readEnd();
  }

  /** The byte order mark and the XML declaration. */
  private readStart(last: boolean): boolean {
    const { buffer, length, beyond } = this;
    if (length < 9 && !last) return false;
    const [first, second] = length === 0 && beyond ? beyond : buffer.subarray(0, length);
    if (
      (first === 0xfe && second === 0xff) ||
      (first === 0xff && second === 0xfe) ||
      (second !== undefined && (first === 0) !== (second === 0))
    ) {
      this.fail('not-utf-8', 'This file is in UTF-16; what is read as a stream must be in UTF-8.');
    }
    if (this.at === 0 && first === 0xef && second === 0xbb && buffer[2] === 0xbf) {
      this.hasByteOrderMark = true;
      this.at = 3;
      this.lineStart = 3;
    }
    if (/^<\?xml[ \t\r\n?]/.test(textOfBytes(buffer, this.at, Math.min(length, this.at + 6)))) {
      const end = indexOfBytes(buffer.subarray(0, length), PI_END, this.at);
      if (end < 0 && !last && length - this.at < LONGEST_DECLARATION) return false;
      if (end < 0) this.failWith();
      const read = diagnose(`${textOfBytes(buffer, this.at, end + 2)}<r/>`, this.limits);
      if (read.problem) this.failWith();
      const { encoding = 'UTF-8' } = read.declaration ?? {};
      if (!/^(?:utf-?8|us-ascii|ascii)$/i.test(encoding)) {
        this.fail(
          'not-utf-8',
          `The XML declaration says that this file is in ${encoding}; what is read as a stream must be in UTF-8.`,
        );
      }
      this.pass(end + 2);
    }
    this.started = true;
    return true;
  }

  /** Reads one piece; false where it is not all there. Whatever was read is behind `at` then. */
  private readPiece(last: boolean): boolean {
    const { buffer, at } = this;
    if (buffer[at] !== LT) return this.depth > 0 ? this.readText(last) : this.readBetween(last);
    if (at + 1 >= this.length) return last ? this.failWith() : false;
    const next = buffer[at + 1];
    if (next === SLASH) return this.readEndTag(last);
    if (next === BANG) return this.readDeclarationLike(last);
    if (next === QUESTION) return this.readInstruction(last);
    return this.readStartTag(last);
  }

  private readEnd(): void {
    if (this.depth > 0 || !this.rootSeen) this.failWith();
  }

  /** White space round the root. */
  private readBetween(last: boolean): boolean {
    const { buffer, length } = this;
    let i = this.at;
    while (isSpace(buffer[i] as number)) i++;
    if (i < length && buffer[i] !== LT) return this.faultAt(i, last);
    // At the start of the file the white space belongs to what a problem says.
    if (i === length && !this.rootSeen && !last) return false;
    if (i === length && !this.rootSeen) this.failWith();
    // Whether CR ends a line by itself is known only with what follows it.
    if (i === length && !last && buffer[i - 1] === CR) i--;
    if (i === this.at) return false;
    this.pass(i);
    return true;
  }

  private readText(last: boolean): boolean {
    const { buffer } = this;
    const breaks = textBreaks;
    let i = this.at;
    for (;;) {
      while (breaks[buffer[i] as number] === 0) i++;
      const byte = buffer[i] as number;
      if (byte === LF) {
        i++;
        this.newLine(i);
      } else if (byte === LT) {
        this.at = i;
        return true;
      } else if (i >= this.length) {
        this.at = this.length;
        return true;
      } else if (byte === AMPERSAND) {
        this.at = i;
        const end = this.reference(i);
        if (end < 0) return this.faultAt(-end, last);
        if (!this.canonicalInText) this.canonicalizer?.characterData(buffer, i, end, this.codePointText());
        i = end;
      } else if (byte === GT) {
        this.canonicalizer?.replace(buffer, i, i + 1, '&gt;');
        i++;
      } else if (byte === RIGHT_BRACKET) {
        this.at = i;
        if (i + 2 >= this.length && !last && (i + 1 >= this.length || buffer[i + 1] === RIGHT_BRACKET))
          return false;
        if (buffer[i + 1] === RIGHT_BRACKET && buffer[i + 2] === GT) return this.faultAt(i + 2, last);
        i++;
      } else if (byte === CR) {
        this.at = i;
        if (i + 1 >= this.length && !last) return false;
        if (buffer[i + 1] === LF) this.canonicalizer?.cut(buffer, i, i + 1);
        else {
          this.canonicalizer?.replace(buffer, i, i + 1, '\n');
          this.newLine(i + 1);
        }
        i++;
      } else if (byte === 0xef && !this.isNonCharacter(i)) i += 3;
      else {
        this.at = i;
        return this.faultAt(i, last);
      }
    }
  }

  /** U+FFFE and U+FFFF. */
  private isNonCharacter(i: number): boolean {
    return this.buffer[i + 1] === 0xbf && (this.buffer[i + 2] as number) >= 0xbe;
  }

  /**
   * Reads a reference: where it ends, or, negated, where it is at fault or not all there.
   */
  private reference(start: number): number {
    const { buffer } = this;
    let i = start + 1;
    this.canonicalInText = false;
    this.canonicalInValue = false;
    if (buffer[i] === HASH) return this.characterReference(start);
    while (inName[buffer[i] as number] !== 0) i++;
    if (buffer[i] !== SEMICOLON) return -i;
    switch (i - start) {
      case 3:
        if (buffer[start + 2] !== 0x74) return -i;
        if (buffer[start + 1] === 0x6c) {
          this.codePoint = LT;
          this.canonicalInText = this.canonicalInValue = true;
          return i + 1;
        }
        if (buffer[start + 1] !== 0x67) return -i;
        this.codePoint = GT;
        this.canonicalInText = true;
        return i + 1;
      case 4:
        if (buffer[start + 1] !== 0x61 || buffer[start + 2] !== 0x6d || buffer[start + 3] !== 0x70) return -i;
        this.codePoint = AMPERSAND;
        this.canonicalInText = this.canonicalInValue = true;
        return i + 1;
      case 5: {
        const name = textOfBytes(buffer, start + 1, i);
        if (name !== 'quot' && name !== 'apos') return -i;
        this.codePoint = name === 'quot' ? QUOTE : APOSTROPHE;
        this.canonicalInValue = name === 'quot';
        return i + 1;
      }
      default:
        return -i;
    }
  }

  private characterReference(start: number): number {
    const { buffer } = this;
    const hexadecimal = buffer[start + 2] === LOWER_X;
    const radix = hexadecimal ? 16 : 10;
    const digits = start + (hexadecimal ? 3 : 2);
    let i = digits;
    let codePoint = 0;
    for (;;) {
      const byte = buffer[i] as number;
      const lower = byte | 0x20;
      const digit =
        byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : 99;
      if (digit >= radix) break;
      codePoint = Math.min(codePoint * radix + digit, 0x110000);
      i++;
    }
    if (i === digits || buffer[i] !== SEMICOLON || !isXmlCharacter(codePoint)) return -i;
    this.codePoint = codePoint;
    const short = hexadecimal && i - digits === 1;
    const digit = buffer[digits] as number;
    this.canonicalInText = short && digit === 0x44;
    this.canonicalInValue = short && (digit === 0x44 || digit === 0x41 || digit === 0x39);
    return i + 1;
  }

  private codePointText(): string {
    return String.fromCodePoint(this.codePoint);
  }

  private readEndTag(last: boolean): boolean {
    const { buffer, at } = this;
    const name = this.depth > 0 ? this.open[this.depth - 1] : undefined;
    const nameStart = at + 2;
    let i = nameStart;
    if (name) {
      const { bytes } = name;
      let j = 0;
      while (j < bytes.length && bytes[j] === buffer[i]) {
        j++;
        i++;
      }
      if (j === bytes.length && buffer[i] === GT) {
        this.leave(i + 1);
        return true;
      }
      if (j === bytes.length && isSpace(buffer[i] as number)) {
        while (isSpace(buffer[i] as number)) i++;
        if (buffer[i] === GT) {
          this.canonicalizer?.endTag(buffer, at, i + 1, bytes);
          this.countLines(at, i);
          this.leave(i + 1);
          return true;
        }
      }
    }
    // Either it is at fault, or it is not all there.
    if (buffer.subarray(0, this.length).indexOf(GT, at) < 0 && !last) return false;
    return this.failWith();
  }

  private leave(end: number): void {
    this.at = end;
    const depth = --this.depth;
    this.unbind(this.boundMarks[depth] as number);
    const { canonicalizer } = this;
    if (canonicalizer) {
      const mark = this.renderedMarks[depth] as number;
      if (canonicalizer.mark > mark) canonicalizer.restore(mark);
      if (depth === 0) canonicalizer.endRun(this.buffer, end);
    }
    const element = this.told[depth];
    if (element) {
      this.told[depth] = undefined;
      this.handler.end(element, this.base + end);
    }
  }

  private unbind(mark: number): void {
    const { hidden } = this;
    while (hidden.length > mark) {
      const uri = hidden.pop() as string | undefined;
      (hidden.pop() as Prefix).uri = uri;
    }
  }

  private readStartTag(last: boolean): boolean {
    const { buffer, at, tag } = this;
    if (this.depth === 0 && this.rootSeen) {
      if (buffer.subarray(0, this.length).indexOf(GT, at) < 0 && !last) return false;
      return this.failWith();
    }
    let i = at + 1;
    let hash = 0;
    while (inName[buffer[i] as number] !== 0) hash = (Math.imul(hash, 31) + (buffer[i++] as number)) | 0;
    if (i >= this.length || i === at + 1) return this.faultAt(i, last);
    const name = this.names.name(buffer, at + 1, i, hash);
    if (!name.wellFormed) return this.faultAt(i, last);
    tag.begin(at, name, i);
    /** Behind the last line end in the tag, and how many there are. */
    let lines = 0;
    let lineStart = 0;
    let before: StreamName | undefined;
    for (;;) {
      const spaceStart = i;
      let byte = buffer[i] as number;
      while (byte === SPACE || byte === LF || byte === TAB || byte === CR) {
        i++;
        if (byte === LF || (byte === CR && buffer[i] !== LF)) {
          lines++;
          lineStart = i;
        }
        byte = buffer[i] as number;
      }
      if (byte === GT) {
        if (i !== spaceStart) tag.tidy = false;
        i++;
        break;
      }
      if (byte === SLASH && buffer[i + 1] === GT) {
        if (i !== spaceStart) tag.tidy = false;
        i += 2;
        tag.empty = true;
        break;
      }
      if (i === spaceStart || i >= this.length) return this.faultAt(i, last);
      if (i !== spaceStart + 1 || buffer[spaceStart] !== SPACE) tag.tidy = false;
      const start = i;
      hash = 0;
      while (inName[buffer[i] as number] !== 0) hash = (Math.imul(hash, 31) + (buffer[i++] as number)) | 0;
      if (i === start || i >= this.length) return this.faultAt(i, last);
      const attribute = this.names.name(buffer, start, i, hash);
      if (!attribute.wellFormed || attribute.tag === tag.serial) return this.faultAt(i, last);
      attribute.tag = tag.serial;
      if (tag.count >= this.limits.attributesPerElement) return this.faultAt(i, last);
      if (buffer[i] !== EQUALS || (buffer[i + 1] !== QUOTE && buffer[i + 1] !== APOSTROPHE)) {
        tag.tidy = false;
        while (isSpace(buffer[i] as number)) i++;
        if (buffer[i] !== EQUALS) return this.faultAt(i, last);
        i++;
        while (isSpace(buffer[i] as number)) i++;
        if (buffer[i] !== QUOTE && buffer[i] !== APOSTROPHE) return this.faultAt(i, last);
        i--;
        // Rare enough to count its lines by going over it again.
        for (let j = start; j <= i; j++) {
          if (buffer[j] === LF || (buffer[j] === CR && buffer[j + 1] !== LF)) {
            lines++;
            lineStart = j + 1;
          }
        }
      }
      i++;
      const quote = buffer[i++] as number;
      if (quote === APOSTROPHE) tag.tidy = false;
      const valueStart = i;
      let flags = 0;
      for (;;) {
        while (valueBreaks[buffer[i] as number] === 0) i++;
        byte = buffer[i] as number;
        if (byte === quote) break;
        if (byte === AMPERSAND) {
          const end = this.reference(i);
          if (end < 0) return this.faultAt(-end, last);
          flags |= this.canonicalInValue ? EXPANDS : EXPANDS | REWRITES;
          i = end;
        } else if (byte === QUOTE) {
          flags |= REWRITES;
          i++;
        } else if (byte === APOSTROPHE) i++;
        else if (byte === LF || byte === CR || byte === TAB) {
          flags |= EXPANDS | REWRITES;
          i++;
          if (byte === LF || (byte === CR && buffer[i] !== LF)) {
            lines++;
            lineStart = i;
          }
        } else if (byte === 0xef && !this.isNonCharacter(i)) i += 3;
        else return this.faultAt(i, last);
      }
      tag.add(attribute, start, valueStart, i, flags);
      i++;
      if (!attribute.declares) {
        // Prefixes are bound further below, so these are compared there.
        if (before && attribute.prefix.name === '' && before.prefix.name === '') {
          if (!isInOrder(before, attribute)) tag.ordered = false;
        }
        before = attribute;
      }
    }
    tag.end = i;
    return this.finishStartTag(last, lines, lineStart);
  }

  private finishStartTag(last: boolean, lines: number, lineStart: number): boolean {
    const { buffer, tag, depth } = this;
    const { name, count } = tag;
    if (depth >= this.limits.elementDepth) this.failLimit('elementDepth');
    const wanted = name.wanted || depth <= 1;
    if (wanted) this.scopes[depth] ??= this.names.inScope();
    const mark = this.hidden.length;
    if (tag.declarations > 0 && !this.bindAll()) return this.undone(mark, last);
    const namespaceURI = name.prefix.uri;
    if (namespaceURI === undefined) return this.undone(mark, last);
    if (count - tag.declarations > 0 && !this.checkAttributes()) return this.undone(mark, last);

    const at = wanted ? this.positionOf(tag.start) : undefined;
    const { canonicalizer } = this;
    const renderedMark = canonicalizer ? canonicalizer.mark : 0;
    canonicalizer?.startTag(buffer, tag);
    this.rootSeen = true;
    this.at = tag.end;
    this.openBytes[depth] = this.base + tag.start;
    this.openLines[depth] = this.line;
    this.openColumns[depth] = this.base + tag.start - this.lineStart + this.unitsBefore + 1;
    this.line += lines;
    if (lines > 0) this.newLineAt(lineStart);

    const element: StreamElement | undefined = at && {
      name: name.name,
      localName: name.localName,
      namespaceURI,
      depth,
      at,
      openEnd: this.base + tag.end,
      attributes: this.attributesOfTag(),
      inherited: this.scopes[depth] as ReadonlyMap<string, string>,
    };
    this.open[depth] = name;
    this.scopes[depth + 1] = undefined;
    this.boundMarks[depth] = mark;
    this.renderedMarks[depth] = renderedMark;
    this.told[depth] = element;
    this.depth = depth + 1;
    if (element) this.handler.start(element);
    if (tag.empty) this.leave(tag.end);
    return true;
  }

  /** Takes back what a faulty tag declared, and tells the fault. */
  private undone(mark: number, last: boolean): boolean {
    this.unbind(mark);
    return this.faultAt(this.tag.end, last);
  }

  /** Namespace declarations, with the constraints of Namespaces in XML §3. */
  private bindAll(): boolean {
    const { tag, names, buffer } = this;
    for (let i = 0; i < tag.count; i++) {
      const prefix = tag.names[i]?.declares;
      if (!prefix) continue;
      const raw = names.value(buffer, tag.valueStarts[i] as number, tag.valueEnds[i] as number);
      const uri = tag.flags[i] === 0 ? raw : expandRaw(raw);
      if (
        prefix.name === 'xmlns' ||
        (prefix.name === 'xml') !== (uri === XML_NAMESPACE) ||
        uri === XMLNS_NAMESPACE ||
        (prefix.name !== '' && uri === '')
      ) {
        return false;
      }
      this.hidden.push(prefix, prefix.uri);
      prefix.uri = uri;
    }
    return true;
  }

  /** Namespaces of the attributes, their uniqueness (Namespaces in XML §6.3), their order, and the IDs among them. */
  private checkAttributes(): boolean {
    const { tag } = this;
    let prefixed = 0;
    let before: StreamName | undefined;
    for (let i = 0; i < tag.count; i++) {
      const name = tag.names[i] as StreamName;
      if (name.declares) continue;
      if (name.prefix.name !== '') {
        if (name.prefix.uri === undefined) return false;
        prefixed++;
      }
      if (before && (name.prefix.name !== '' || before.prefix.name !== '') && !isInOrder(before, name))
        tag.ordered = false;
      before = name;
      if (name.mayBeId && this.id !== undefined && this.isWatchedId(name, i)) this.handler.repeatedId();
    }
    return prefixed < 2 || this.areUnique();
  }

  private areUnique(): boolean {
    const { tag } = this;
    const seen = new Set<string>();
    for (let i = 0; i < tag.count; i++) {
      const name = tag.names[i] as StreamName;
      if (name.declares || name.prefix.name === '') continue;
      const expanded = `${name.prefix.uri} ${name.localName}`;
      if (seen.has(expanded)) return false;
      seen.add(expanded);
    }
    return true;
  }

  private isWatchedId(name: StreamName, i: number): boolean {
    if (!isIdAttribute(name.localName, namespaceOf(name))) return false;
    const { tag, buffer } = this;
    const [start, end] = [tag.valueStarts[i] as number, tag.valueEnds[i] as number];
    if (tag.flags[i] !== 0) return expandValue(buffer, start, end) === this.id;
    const bytes = this.idBytes as Uint8Array;
    if (end - start !== bytes.length) return false;
    for (let j = 0; j < bytes.length; j++) if (bytes[j] !== buffer[start + j]) return false;
    return true;
  }

  private attributesOfTag(): StreamAttribute[] {
    const { tag, buffer } = this;
    const found: StreamAttribute[] = [];
    for (let i = 0; i < tag.count; i++) {
      const name = tag.names[i] as StreamName;
      if (name.declares) continue;
      found.push({
        localName: name.localName,
        namespaceURI: namespaceOf(name),
        value: expandValue(buffer, tag.valueStarts[i] as number, tag.valueEnds[i] as number),
      });
    }
    return found;
  }

  /** `<!--`, `<![CDATA[` or `<!DOCTYPE`. */
  private readDeclarationLike(last: boolean): boolean {
    const { buffer, at, length } = this;
    if (startsWith(buffer, at, COMMENT)) return this.readComment(last);
    if (startsWith(buffer, at, CDATA)) return this.readCData(last);
    if (startsWith(buffer, at, DOCTYPE)) {
      if (this.rootSeen) return this.faultAt(at + 9, last);
      return this.fail(
        'doctype',
        'A document type declaration stands here. Metadata needs none, and it could make the file mean something else to each reader; reading stopped.',
      );
    }
    if (at + 9 > length && !last) return false;
    return this.failWith();
  }

  private readComment(last: boolean): boolean {
    const { buffer, at, length } = this;
    const end = indexOfBytes(buffer.subarray(0, length), DASHES, at + 4);
    if (end < 0 || end + 2 >= length) return last ? this.failWith() : false;
    if (buffer[end + 2] !== GT || !this.hasOnlyCharacters(at + 4, end)) return this.faultAt(end + 2, last);
    const outside = this.depth === 0;
    if (this.canonicalizer && (!outside || (this.wholeDocument && this.rootSeen))) {
      const value = linesOfText(textOfBytes(buffer, at + 4, end));
      this.canonicalizer.comment(buffer, at, end + 3, value, outside);
    }
    this.pass(end + 3);
    return true;
  }

  private readCData(last: boolean): boolean {
    const { buffer, at, length } = this;
    if (this.depth === 0) return this.faultAt(at + 9, last);
    const end = indexOfBytes(buffer.subarray(0, length), CDATA_END, at + 9);
    if (end < 0) return last ? this.failWith() : false;
    if (!this.hasOnlyCharacters(at + 9, end)) return this.faultAt(end + 3, last);
    this.canonicalizer?.characterData(buffer, at, end + 3, linesOfText(textOfBytes(buffer, at + 9, end)));
    this.pass(end + 3);
    return true;
  }

  private readInstruction(last: boolean): boolean {
    const { buffer, at, length } = this;
    const end = indexOfBytes(buffer.subarray(0, length), PI_END, at + 2);
    if (end < 0) return last ? this.failWith() : false;
    let i = at + 2;
    while (inName[buffer[i] as number] !== 0) i++;
    if (i === at + 2) return this.failWith();
    const target = this.names.name(buffer, at + 2, i, hashOf(buffer, at + 2, i));
    if (
      !target.wellFormed ||
      target.prefix.name !== '' ||
      target.name.toLowerCase() === 'xml' ||
      (i !== end && !isSpace(buffer[i] as number)) ||
      !this.hasOnlyCharacters(i, end)
    ) {
      return this.failWith();
    }
    const outside = this.depth === 0;
    if (this.canonicalizer && (!outside || (this.wholeDocument && this.rootSeen))) {
      const data = linesOfText(textOfBytes(buffer, i, end).replace(/^[ \t\r\n]+/, ''));
      const text = data === '' ? `<?${target.name}?>` : `<?${target.name} ${data}?>`;
      this.canonicalizer.instruction(buffer, at, end + 2, text, outside);
    }
    this.pass(end + 2);
    return true;
  }

  /** Whether a stretch known to be UTF-8 holds nothing that XML forbids. */
  private hasOnlyCharacters(start: number, end: number): boolean {
    const { buffer } = this;
    for (let i = start; i < end; i++) {
      const byte = buffer[i] as number;
      if (byte < 0x20 ? !isSpace(byte) : byte === 0xef && this.isNonCharacter(i)) return false;
    }
    return true;
  }

  /** Ends a piece, counting the lines in it. */
  private pass(end: number): void {
    this.countLines(this.at, end);
    this.at = end;
  }

  private countLines(start: number, end: number): void {
    const { buffer } = this;
    for (let i = start; i < end; i++) {
      if (buffer[i] === LF || (buffer[i] === CR && buffer[i + 1] !== LF)) this.newLine(i + 1);
    }
  }

  private newLine(start: number): void {
    this.line++;
    this.newLineAt(start);
  }

  private newLineAt(start: number): void {
    this.lineStart = this.base + start;
    this.unitsBefore = 0;
  }

  /** Where a byte of the buffer stands; it must be in the present line. */
  private positionOf(index: number): FilePosition {
    const byte = this.base + index;
    this.countUnits(byte);
    return { byte, line: this.line, column: this.unitsBefore + 1 };
  }

  /** Counts the present line up to a byte, so that nothing of it need be kept and nothing is counted twice. */
  private countUnits(byte: number): void {
    const { buffer, base } = this;
    if (byte <= this.lineStart) return;
    for (let i = this.lineStart - base; i < byte - base; i++) {
      const unit = buffer[i] as number;
      if ((unit & 0xc0) !== 0x80) this.unitsBefore += unit >= 0xf0 ? 2 : 1;
    }
    this.lineStart = byte;
  }

  /** There is a fault at `i`, or the data ends there: false to wait for what is missing to tell. */
  private faultAt(i: number, last: boolean): boolean {
    if (!last && this.length - i < LOOK_AHEAD) return false;
    return this.failWith();
  }

  /** Lets the reader of trees say what is wrong with the piece at `at`, since it says it best. */
  private failWith(): never {
    const { buffer, at, length } = this;
    const text = textOfBytes(buffer, at, length);
    const before = this.context();
    const { problem } = diagnose(before + text, this.limits);
    // What looks cut short goes on with bytes that cannot be read.
    if (this.beyond && problem?.code === 'unexpected-end') this.failEncoding(this.beyond[0] as number);
    const code = problem?.code ?? 'malformed-tag';
    const message = problem?.message ?? 'This cannot be read as XML.';
    const offset = (problem?.start ?? before.length) - before.length;
    if (offset >= 0) throw new Fault({ code, message, at: this.positionBehind(text.slice(0, offset)) });
    const depth = this.depth - 1;
    throw new Fault({
      code,
      message,
      at: {
        byte: this.openBytes[depth] ?? 0,
        line: this.openLines[depth] ?? 1,
        column: this.openColumns[depth] ?? 1,
      },
    });
  }

  /** What a reader of trees must have read before the piece at `at`, to say of it what it would say of the whole. */
  private context(): string {
    if (this.depth > 0) {
      const declarations = [...this.names.inScope()].map(
        ([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeValue(uri)}"`,
      );
      return `<${(this.open[this.depth - 1] as StreamName).name}${declarations.join('')}>`;
    }
    if (this.rootSeen) return '<r/>';
    return this.position === (this.hasByteOrderMark ? 3 : 0) ? '' : '<?r?>';
  }

  private failEncoding(byte: number): never {
    const shown = byte.toString(16).toUpperCase().padStart(2, '0');
    this.pass(this.length);
    return this.fail(
      'not-utf-8',
      `The byte 0x${shown} stands where UTF-8 allows none; the file is in another character set or damaged.`,
    );
  }

  private failLimit(limit: keyof Limits): never {
    return this.fail('limit', limitReached(limit, this.limits));
  }

  /** Where the text behind `at` leads to. */
  private positionBehind(text: string): FilePosition {
    const { byte, line, column } = this.positionOf(this.at);
    const lines = text.split(/\r\n?|\n/);
    const last = lines.at(-1) as string;
    return {
      byte: byte + encodeUtf8(text).length,
      line: line + lines.length - 1,
      column: lines.length === 1 ? column + last.length : last.length + 1,
    };
  }

  /** Tells a problem and gets ready to look for an element to go on with. */
  private recover(problem: StreamProblem): void {
    const resumption = this.handler.problem(problem);
    this.canonicalizer = undefined;
    if (!resumption) {
      this.ended = true;
      return;
    }
    const { depth, from } = resumption;
    if (this.depth > depth) this.unbind(this.boundMarks[depth] as number);
    this.told.fill(undefined, depth);
    this.depth = depth;
    if (depth === 0) this.rootSeen = false;
    this.started = true;
    this.skipping = true;
    this.wanted = 0;
    if (from) {
      this.at = from.byte - this.base;
      this.line = from.line;
      this.lineStart = from.byte;
      this.unitsBefore = from.column - 1;
    }
    const rest = this.beyond ?? this.tail;
    this.beyond = undefined;
    this.tail = NONE;
    this.makeRoom(rest.length);
    this.buffer.set(rest, this.length);
    this.length += rest.length;
    if (!from && this.at < this.length) this.pass(this.at + 1);
  }

  /** Looks for the next start tag of an element to go on with; false where there is none yet. */
  private findResumption(final: boolean): boolean {
    const { buffer, resumeAt, length } = this;
    const data = buffer.subarray(0, length);
    for (
      let found = indexOfBytes(data, resumeAt, this.at);
      found >= 0;
      found = indexOfBytes(data, resumeAt, found + 1)
    ) {
      const behind = found + resumeAt.length;
      if (behind >= length && !final) return false;
      const start = this.tagStart(found);
      if (start < this.at) continue;
      if (!isSpace(buffer[behind] as number) && buffer[behind] !== GT && buffer[behind] !== SLASH) continue;
      this.pass(start);
      this.length = start;
      this.accept(length);
      this.skipping = false;
      this.handler.resumed(this.positionOf(start));
      return true;
    }
    this.pass(Math.max(this.at, length - LONGEST_PREFIX - resumeAt.length - 2));
    return false;
  }

  /** Where the start tag begins that has its local name at `found`; -1 where it is none. */
  private tagStart(found: number): number {
    const { buffer } = this;
    let i = found - 1;
    if (buffer[i] === COLON) {
      i--;
      const least = i - LONGEST_PREFIX;
      while (i > least && buffer[i] !== COLON && inName[buffer[i] as number] !== 0) i--;
      if (i === found - 2) return -1;
    }
    return buffer[i] === LT ? i : -1;
  }

  private fail(code: StreamProblem['code'], message: string): never {
    throw new Fault({ code, message, at: this.positionBehind('') });
  }
}

function isSpace(byte: number): boolean {
  return byte === SPACE || byte === LF || byte === TAB || byte === CR;
}

function startsWith(buffer: Uint8Array, at: number, bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (buffer[at + i] !== bytes[i]) return false;
  return true;
}
