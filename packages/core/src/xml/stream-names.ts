import { decodeUtf8 } from '../base/bytes.ts';
import { isNCName } from './characters.ts';
import { isIdAttribute } from './id.ts';
import { ns, XML_NAMESPACE } from './namespaces.ts';

/** What is kept under the bytes it is written in. */
interface Written {
  readonly bytes: Uint8Array;
  readonly hash: number;
}

/** Past this many entries, or this many bytes in them, a cache starts anew: hostile input must not fill memory. */
const MOST_ENTRIES = 1 << 15;
const MOST_BYTES = 1 << 22;

/**
 * Finds what was made of bytes before, so that a name written a million times is decoded and checked once.
 * The caller hashes the bytes while reading them: `hash = Math.imul(hash, 31) + byte | 0`, from 0.
 */
export class ByteCache<Entry extends Written> {
  private slots: (Entry | undefined)[] = new Array(1024);
  private count = 0;
  private size = 0;
  private readonly make: (bytes: Uint8Array, hash: number) => Entry;

  constructor(make: (bytes: Uint8Array, hash: number) => Entry) {
    this.make = make;
  }

  find(buffer: Uint8Array, from: number, to: number, hash: number): Entry {
    const { slots } = this;
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (let entry = slots[slot]; entry; entry = slots[slot]) {
      if (entry.hash === hash && holds(entry.bytes, buffer, from, to)) return entry;
      slot = (slot + 1) & mask;
    }
    const entry = this.make(buffer.slice(from, to), hash);
    slots[slot] = entry;
    this.count++;
    this.size += to - from;
    if (this.count * 2 > slots.length) this.grow();
    return entry;
  }

  /** Whether it is time to {@link clear}. */
  get isFull(): boolean {
    return this.count > MOST_ENTRIES || this.size > MOST_BYTES;
  }

  clear(): void {
    this.slots = new Array(1024);
    this.count = 0;
    this.size = 0;
  }

  private grow(): void {
    const old = this.slots;
    this.slots = new Array(old.length * 2);
    const mask = this.slots.length - 1;
    for (const entry of old) {
      if (!entry) continue;
      let slot = (entry.hash ^ (entry.hash >>> 15)) & mask;
      while (this.slots[slot]) slot = (slot + 1) & mask;
      this.slots[slot] = entry;
    }
  }
}

function holds(bytes: Uint8Array, buffer: Uint8Array, from: number, to: number): boolean {
  const length = to - from;
  if (bytes.length !== length) return false;
  for (let i = 0; i < length; i++) if (bytes[i] !== buffer[from + i]) return false;
  return true;
}

/** The hash that {@link ByteCache} wants. */
export function hashOf(buffer: Uint8Array, from: number, to: number): number {
  let hash = 0;
  for (let i = from; i < to; i++) hash = (Math.imul(hash, 31) + (buffer[i] as number)) | 0;
  return hash;
}

/** A prefix with what it stands for where the reading is; `''` for none. */
export class Prefix {
  readonly name: string;
  /** The namespace in scope; `undefined` where nothing declares it. */
  uri: string | undefined;
  /** The namespace that the canonical form written so far declares. */
  rendered: string | undefined = undefined;
  /** The last declaration written, as the canonical form has it, and the namespace in it. */
  declaration: Uint8Array | undefined = undefined;
  declared: string | undefined = undefined;

  constructor(name: string, uri: string | undefined) {
    this.name = name;
    this.uri = uri;
  }
}

/** A name of an element or attribute. */
export class StreamName implements Written {
  readonly bytes: Uint8Array;
  readonly hash: number;
  readonly name: string;
  readonly prefix: Prefix;
  readonly localName: string;
  /** Whether it is a QName. */
  readonly wellFormed: boolean;
  /** The prefix that an attribute of this name declares. */
  readonly declares: Prefix | undefined;
  /** Whether an attribute of this name may be an ID, in the right namespace. */
  readonly mayBeId: boolean;
  /** Whether elements of this name are told of. */
  readonly wanted: boolean;
  /** The name that this one was last seen to follow in canonical order, both without prefix. */
  follows: StreamName | undefined = undefined;
  /** The tag it was last seen in, so that a repetition is noticed at once. */
  tag = 0;

  constructor(
    bytes: Uint8Array,
    hash: number,
    name: string,
    prefix: Prefix,
    localName: string,
    wellFormed: boolean,
    declares: Prefix | undefined,
    wanted: boolean,
  ) {
    this.bytes = bytes;
    this.hash = hash;
    this.name = name;
    this.prefix = prefix;
    this.localName = localName;
    this.wellFormed = wellFormed;
    this.declares = declares;
    this.mayBeId =
      isIdAttribute(localName, '') ||
      isIdAttribute(localName, XML_NAMESPACE) ||
      isIdAttribute(localName, ns.wsu);
    this.wanted = wanted;
  }
}

/** A value of a namespace declaration as it is written. */
export interface WrittenValue extends Written {
  /** Undecoded references and all. */
  readonly raw: string;
}

/** The names and prefixes of one stream. */
export class Names {
  private readonly prefixes = new Map<string, Prefix>();
  private readonly names: ByteCache<StreamName>;
  private readonly values: ByteCache<WrittenValue>;

  constructor(wanted: (localName: string) => boolean) {
    this.prefixes.set('', new Prefix('', ''));
    this.prefixes.set('xml', new Prefix('xml', XML_NAMESPACE));
    this.names = new ByteCache((bytes, hash) => this.makeName(bytes, hash, wanted));
    this.values = new ByteCache((bytes, hash) => ({ bytes, hash, raw: decodeUtf8(bytes) ?? '' }));
  }

  name(buffer: Uint8Array, from: number, to: number, hash: number): StreamName {
    return this.names.find(buffer, from, to, hash);
  }

  value(buffer: Uint8Array, from: number, to: number): string {
    return this.values.find(buffer, from, to, hashOf(buffer, from, to)).raw;
  }

  prefix(name: string): Prefix {
    let prefix = this.prefixes.get(name);
    if (!prefix) {
      prefix = new Prefix(name, undefined);
      this.prefixes.set(name, prefix);
    }
    return prefix;
  }

  /** Namespaces in scope, by prefix. */
  inScope(): Map<string, string> {
    const found = new Map<string, string>();
    for (const { name, uri } of this.prefixes.values()) {
      if (uri !== undefined && uri !== '' && name !== 'xml') found.set(name, uri);
    }
    return found;
  }

  /** Forgets what is not in use, where that has become much. Only between tags. */
  makeRoom(): void {
    if (this.values.isFull) this.values.clear();
    if (!this.names.isFull) return;
    this.names.clear();
    for (const [name, { uri, rendered }] of this.prefixes) {
      if (uri === undefined && rendered === undefined) this.prefixes.delete(name);
    }
  }

  private makeName(bytes: Uint8Array, hash: number, wanted: (localName: string) => boolean): StreamName {
    const name = decodeUtf8(bytes) ?? '';
    const colon = name.indexOf(':');
    const prefix = colon < 0 ? '' : name.slice(0, colon);
    const localName = colon < 0 ? name : name.slice(colon + 1);
    const wellFormed = (colon < 0 || isNCName(prefix)) && isNCName(localName);
    const declares = name === 'xmlns' ? '' : prefix === 'xmlns' ? localName : undefined;
    return new StreamName(
      bytes,
      hash,
      name,
      this.prefix(prefix),
      localName,
      wellFormed,
      declares === undefined ? undefined : this.prefix(declares),
      wanted(localName),
    );
  }
}
