import { decodeUtf8, encodeUtf8 } from '../base/bytes.ts';
import { type RunningDigest, runningDigest } from '../base/crypto.ts';
import { gunzipChunks, isGzip } from '../base/gzip.ts';
import { limits as defaultLimits, type Limits } from '../base/limits.ts';
import { type DecodingStep, type FilePosition, type Source, UTF8_MARK_REMOVED } from '../base/source.ts';
import { readMoment } from '../saml/instant.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import { readKeysPem } from '../x509/read.ts';
import type { XmlDocument } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childNamed } from '../xml/navigate.ts';
import { limitReached, parseXml } from '../xml/parse.ts';
import { type Resumption, type StreamElement, type StreamProblem, XmlStream } from '../xml/stream.ts';
import { StreamCanonicalizer } from '../xml/stream-c14n.ts';
import { AggregateCounts } from './aggregate-counts.ts';
import type {
  AggregateEntity,
  AggregateProblem,
  AggregateReport,
  AggregateRoot,
  AggregateSignature,
} from './aggregate-report.ts';
import { concludeSignature, planSignature, type SignaturePlan } from './aggregate-signature.ts';
import { endTags } from './end-tags.ts';
import { GroupOutline } from './group-outline.ts';
import { readEntities } from './read-entity.ts';

/** What to do in a pass over a metadata file. */
export interface AggregateOptions {
  /** What to call the file. `input` unless given. */
  readonly name?: string;
  /** Certificates or public keys of the federation: PEM texts, or DER in base64. */
  readonly certificates?: readonly string[];
  /** The moment to judge validity at, in milliseconds since the epoch. Nothing is said of validity without it. */
  readonly now?: number;
  /** Is given each entity as soon as it was read. `false` ends the reading. */
  readonly onEntity?: (entity: AggregateEntity) => unknown;
  /**
   * `read` unless given. `count`: entities are only counted, which is several times as fast; enough to decide the
   * signature. `each`: each is read for `onEntity`, and no counts are made. An entityID: only entities of that ID are.
   */
  readonly entities?: 'read' | 'each' | 'count' | { readonly entityID: string };
  /**
   * Is given, at the end of a file that is not damaged, its groups with what stands in them beside the entities, as
   * `groupLinter` takes it. Entities in it are empty, and most are left out; one that was asked for by its entityID is not.
   */
  readonly onGroups?: (outline: XmlDocument) => void;
  /** Is told, now and then, how many bytes of the file were read. */
  readonly onProgress?: (bytes: number) => void;
  /** Bounds to use instead of the built-in ones. */
  readonly limits?: Limits;
}

/**
 * Reads a metadata file of any size in one pass: an aggregate (md:EntitiesDescriptor, however nested) or a single
 * md:EntityDescriptor, plain or compressed with gzip, in UTF-8.
 *
 * Memory does not grow with the file, but for one entry an entityID and a key. The signature on the root is decided as
 * soon as the end is reached. A file that is damaged in the middle is read on at the next EntityDescriptor.
 *
 * @throws SamlscopeError `unreadable-key` for a certificate given that cannot be read; whatever the source throws
 * @see SAML Metadata §2.3
 */
export async function inspectAggregate(
  source: AsyncIterable<Uint8Array>,
  options: AggregateOptions = {},
): Promise<AggregateReport> {
  const reader = new AggregateReader(options);
  let taken = 0;
  const counted = counting(source, (bytes) => {
    taken += bytes;
    options.onProgress?.(taken);
  });
  const opened = await open(counted);
  try {
    for await (const chunk of opened.chunks) {
      reader.push(chunk);
      if (reader.isOver) break;
    }
  } catch (error) {
    if (!opened.compressed || !isOfZlib(error)) throw error;
    reader.damaged('The compressed data is damaged or cut short here.');
  }
  return reader.finish(opened.compressed ? taken : undefined);
}

async function* counting(
  source: AsyncIterable<Uint8Array>,
  count: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of source) {
    count(chunk.length);
    yield chunk;
  }
}

/** Looks at the first bytes, and decompresses what they say is compressed. */
async function open(
  source: AsyncGenerator<Uint8Array>,
): Promise<{ readonly chunks: AsyncIterable<Uint8Array>; readonly compressed: boolean }> {
  let head: Uint8Array = new Uint8Array(0);
  let done = false;
  while (head.length < 2 && !done) {
    const next = await source.next();
    if (next.done) done = true;
    else if (head.length === 0) head = next.value;
    else {
      const joined = new Uint8Array(head.length + next.value.length);
      joined.set(head);
      joined.set(next.value, head.length);
      head = joined;
    }
  }
  const chunks = behind(head, source);
  return isGzip(head) ? { chunks: gunzipChunks(chunks), compressed: true } : { chunks, compressed: false };
}

async function* behind(head: Uint8Array, source: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head;
  yield* source;
}

function isOfZlib(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && code.startsWith('Z_');
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** An entity that was begun. */
interface OpenEntity {
  readonly element: StreamElement;
  readonly index: number;
  readonly entityID: string;
  /** Where another EntityDescriptor begins inside, which is one of its own where this one turns out damaged. */
  nested: FilePosition | undefined;
  /** False where its bytes are not kept. */
  kept: boolean;
}

/** Tags before and after an entity that make it a document. */
interface Surroundings {
  readonly before: string;
  readonly after: string;
}

/** Longer tags of groups are not repeated round each entity. */
const LONGEST_GROUPS = 20_000;

/** The tags of groups in one line, so that lines are counted as in the file. */
function surroundingsOf(groups: readonly string[]): Surroundings {
  if (groups.reduce((sum, tag) => sum + tag.length, 0) > LONGEST_GROUPS) return { before: '', after: '' };
  return {
    before: groups.map((tag) => tag.replace(/[\r\n\t]/g, ' ')).join(''),
    after: endTags(groups),
  };
}

class AggregateReader {
  private readonly options: AggregateOptions;
  private readonly limits: Limits;
  private readonly keys: readonly KeyCandidate[];
  private readonly name: string;
  private readonly stream: XmlStream;
  private readonly counts: AggregateCounts;
  private readonly problems: Mutable<AggregateProblem>[] = [];
  private root: StreamElement | undefined;
  /** Start tags of the EntitiesDescriptors that are open, each the parent of the next. */
  private readonly groups: string[] = [];
  /** What stands round an entity in them, once there was one. */
  private surroundings: Surroundings | undefined;
  private entity: OpenEntity | undefined;
  /** Absent where nobody asks for it, or something is missing from it. */
  private outline: GroupOutline | undefined;
  private total = 0;
  private unreadable = 0;
  private stopped = false;
  /** Whether the XML is not well-formed, so that a digest means nothing. */
  private broken = false;
  private complete = false;
  /** Whether the root's first child is still to come, so that everything is kept for its signature. */
  private atHead = true;
  private plan: SignaturePlan | undefined;
  private decided: AggregateSignature | undefined;
  private digest: RunningDigest | undefined;
  private canonicalizer: StreamCanonicalizer | undefined;
  private idRepeated = false;

  constructor(options: AggregateOptions) {
    this.options = options;
    this.limits = options.limits ?? defaultLimits;
    this.name = options.name ?? 'input';
    this.keys = (options.certificates ?? []).flatMap((text, i, all) =>
      readKeysPem(text, all.length === 1 ? 'the certificate given' : `certificate ${i + 1} given`),
    );
    if (options.onGroups) this.outline = new GroupOutline();
    this.counts = new AggregateCounts(options.now, this.limits.findingsPerCheck);
    this.stream = new XmlStream(
      {
        wants: (localName) => localName === 'EntityDescriptor' || localName === 'EntitiesDescriptor',
        start: (element) => this.start(element),
        end: (element, end) => this.end(element, end),
        repeatedId: () => {
          this.idRepeated = true;
        },
        problem: (problem) => this.problem(problem),
        resumed: (at) => {
          const last = this.problems.at(-1);
          if (last) last.resumedAt = at;
        },
      },
      this.limits,
      'EntityDescriptor',
    );
    this.stream.keepFrom(0);
  }

  get isOver(): boolean {
    return this.stopped || this.stream.isOver;
  }

  push(chunk: Uint8Array): void {
    if (this.stopped) return;
    this.stream.push(chunk);
    this.bound();
  }

  /** The file ends here, though it should not. */
  damaged(message: string): void {
    this.broken = true;
    this.problems.push({ code: 'compression', message, at: this.stream.here });
  }

  finish(compressedBytes: number | undefined): AggregateReport {
    if (!this.stopped) {
      const over = this.stream.isOver;
      this.stream.finish();
      this.complete = !over;
      if (this.complete) this.finishOutline();
    }
    const counts = this.reads('read') ? this.counts.report() : {};
    return {
      name: this.name,
      bytes: this.stream.position,
      ...(compressedBytes !== undefined && { compressedBytes }),
      byteOrderMark: this.stream.hasByteOrderMark,
      complete: this.complete,
      ...(this.root && { root: describeRoot(this.root, this.options.now) }),
      signature: this.signature(),
      problems: this.problems,
      entities: { total: this.total, unreadable: this.unreadable },
      ...counts,
      duplicates: this.counts.duplicates(),
    };
  }

  private reads(what: 'read' | 'count'): boolean {
    return (this.options.entities ?? 'read') === what;
  }

  private start(element: StreamElement): void {
    const { depth, namespaceURI, localName } = element;
    if (depth === 0) this.root ??= element;
    if (depth === 1 && this.atHead && !isSignature(element)) this.passHead();
    if (depth === 1 && !this.atHead && isSignature(element) && !this.broken) this.foundElsewhere();
    if (namespaceURI !== ns.md) return;
    if (localName === 'EntitiesDescriptor' && depth === this.groups.length && !this.entity) {
      this.groups.push(this.startTagOf(element));
      this.surroundings = undefined;
    }
    if (localName !== 'EntityDescriptor') return;
    if (this.entity) this.entity.nested ??= element.at;
    else if (depth === this.groups.length) this.begin(element);
  }

  private begin(element: StreamElement): void {
    const entityID = attribute(element, 'entityID')?.trim() ?? '';
    const wanted = this.options.entities ?? 'read';
    const kept = typeof wanted === 'object' ? wanted.entityID === entityID : wanted !== 'count';
    this.entity = { element, index: this.total++, entityID, nested: undefined, kept };
    this.counts.begin(entityID, element.at);
    const { outline } = this;
    if (outline) {
      outline.addBetween(this.textUntil(element.at.byte, outline), this.groups);
      outline.beginEntity(this.startTagOf(element), this.groups, kept && typeof wanted === 'object');
    }
    if (this.atHead && element.depth === 0) return;
    if (kept) this.stream.keepFrom(element.at.byte);
    else if (outline && !this.atHead) this.stream.keepFrom(undefined);
  }

  private end(element: StreamElement, end: number): void {
    const { depth } = element;
    if (depth === 1 && this.atHead) this.readHead(element, end);
    if (this.entity?.element === element) this.read(this.entity, end);
    else if (!this.entity && element.localName === 'EntitiesDescriptor' && depth === this.groups.length - 1)
      this.leaveGroup();
    if (depth === 0 && this.canonicalizer && !this.plan?.wholeDocument) {
      this.canonicalizer.finish();
      this.stream.stopCanonicalizing();
    }
    if (depth === 0 && this.atHead) this.passHead();
  }

  /** An entity is complete. */
  private read({ element, index, entityID, kept }: OpenEntity, endByte: number): void {
    this.entity = undefined;
    if (!this.atHead) this.stream.keepFrom(this.outline && endByte);
    const { at, inherited } = element;
    this.outline?.endEntity(at, this.stream.here, this.groups);
    if (!kept || this.stopped) {
      this.outline?.passOver();
      return;
    }
    if (inherited.size > this.limits.inheritedNamespaces) {
      this.lose(limitReached('inheritedNamespaces', this.limits), at);
      return;
    }
    const text = decodeUtf8(this.stream.slice(at.byte, endByte)) ?? '';
    const document = this.parse(text, element);
    const [descriptor] = document.root ? readEntities(document.root) : [];
    if (document.problem || !descriptor) {
      this.lose(document.problem?.message ?? 'This is no EntityDescriptor.', at);
      return;
    }
    this.outline?.leaveOut(text, descriptor);
    const entity: AggregateEntity = {
      index,
      descriptor,
      text,
      document,
      groups: [...this.groups],
      at,
      endByte,
    };
    if (this.reads('read')) this.counts.add(entity, entityID);
    if (this.options.onEntity?.(entity) === false) this.stopped = true;
  }

  /** An entity in the tags of its groups. They take the room before it in its line, so that it stands where it does. */
  private parse(text: string, { at, inherited }: StreamElement): XmlDocument {
    this.surroundings ??= surroundingsOf(this.groups);
    const { before, after } = this.surroundings;
    const source: Source = {
      name: this.name,
      text: before + text + after,
      steps: this.steps(),
      cutAt: before === '' ? at : { ...at, column: at.column - before.length },
    };
    return parseXml(source, this.limits, before === '' ? inherited : undefined);
  }

  /** How the bytes of the file became text. */
  private steps(): readonly DecodingStep[] {
    return this.stream.hasByteOrderMark ? [UTF8_MARK_REMOVED] : [];
  }

  private leaveGroup(): void {
    this.groups.pop();
    this.surroundings = undefined;
  }

  private startTagOf({ at, openEnd }: StreamElement): string {
    return decodeUtf8(this.stream.slice(at.byte, openEnd)) ?? '';
  }

  /** What stands between the last entity that went into the outline and a place. */
  private textUntil(byte: number, { from }: GroupOutline): string {
    return decodeUtf8(this.stream.slice(from, byte)) ?? '';
  }

  private finishOutline(): void {
    const { outline, options } = this;
    if (!outline || this.broken || this.root?.localName !== 'EntitiesDescriptor') return;
    const rest = this.textUntil(this.stream.position, outline);
    const document = outline.document(this.name, rest, this.steps(), this.limits);
    if (document.root && !document.problem) options.onGroups?.(document);
  }

  /** An entity cannot be read though the file can. */
  private lose(message: string, at: FilePosition): void {
    this.outline = undefined;
    this.unreadable++;
    if (this.problems.length < this.limits.damagedPlaces) this.problems.push({ code: 'limit', message, at });
  }

  /** Lets go of what has become larger than what is held at a time. */
  private bound(): void {
    const { entity, limits, stream } = this;
    if (this.atHead && stream.position > limits.entityBytes) {
      this.decided = {
        outcome: 'unknown',
        says: `Whether the file is signed is not known: ${limitReached('entityBytes', limits)}`,
        problems: [limitReached('entityBytes', limits)],
      };
      this.passHead();
    }
    if (this.outline && !entity && stream.position - this.outline.from > limits.entityBytes) {
      this.outline = undefined;
      this.stream.keepFrom(undefined);
    }
    if (!entity?.kept || stream.position - entity.element.at.byte <= limits.entityBytes) return;
    entity.kept = false;
    stream.keepFrom(undefined);
    this.lose(limitReached('entityBytes', limits), entity.element.at);
  }

  /** What stands before the root's second child is no longer needed. */
  private passHead(): void {
    this.atHead = false;
    this.stream.keepFrom(this.entity?.kept ? this.entity.element.at.byte : this.outline?.from);
  }

  /** The root's first child is complete, and it is a signature. */
  private readHead(element: StreamElement, end: number): void {
    const { root } = this;
    if (root && isSignature(element) && !this.broken) {
      const head = decodeUtf8(this.stream.slice(0, end))?.replace(/^\uFEFF/, '') ?? '';
      const document = parseXml({ name: this.name, text: `${head}</${root.name}>`, steps: [] }, this.limits);
      const signature = document.root && childNamed(document.root, ns.ds, 'Signature');
      if (signature && !document.problem) this.begins(planSignature(document, signature, this.limits));
    }
    this.passHead();
  }

  private begins(plan: SignaturePlan | AggregateSignature): void {
    if ('outcome' in plan) {
      this.decided = plan;
      return;
    }
    this.plan = plan;
    if (plan.id !== undefined) this.stream.watchId(plan.id);
    const digest = runningDigest(plan.hash);
    if (!digest) return;
    this.digest = digest;
    digest.update(encodeUtf8(plan.canonicalHead));
    this.canonicalizer = new StreamCanonicalizer(plan.how, (bytes) => digest.update(bytes));
    this.stream.canonicalize(this.canonicalizer, plan.rendered, plan.wholeDocument);
  }

  /** A signature on the root that is not its first child. */
  private foundElsewhere(): void {
    const why =
      this.plan || this.decided
        ? 'The root has a second signature; SAML allows one.'
        : 'The signature is not the first child of the root, where SAML metadata has it, so what precedes it was not digested in this pass.';
    this.stream.stopCanonicalizing();
    this.decided = {
      outcome: this.plan ? 'undecidable' : 'unknown',
      says: `Whether the signature matches is not known: ${why}`,
      problems: [why],
    };
    this.plan = undefined;
  }

  private problem(problem: StreamProblem): Resumption | undefined {
    const { entity } = this;
    this.broken = true;
    this.outline = undefined;
    const told: Mutable<AggregateProblem> = { ...problem };
    if (entity) {
      told.entityID = entity.entityID;
      if (entity.kept || !this.reads('read')) this.unreadable++;
      if (entity.entityID === '') delete told.entityID;
    }
    this.problems.push(told);
    this.entity = undefined;
    this.passHead();
    if (problem.code === 'doctype' || !this.root) return undefined;
    if (this.problems.length >= this.limits.damagedPlaces) {
      this.problems.push({
        code: 'limit',
        message: limitReached('damagedPlaces', this.limits),
        at: problem.at,
      });
      return undefined;
    }
    const depth = entity ? entity.element.depth : this.groups.length;
    return { depth, ...(entity?.nested && entity.kept && { from: entity.nested }) };
  }

  private signature(): AggregateSignature {
    if (this.stopped) {
      return { outcome: 'unknown', says: 'The file was not read to its end.', problems: [] };
    }
    if (this.decided) return this.decided;
    if (!this.plan) {
      return this.broken
        ? { outcome: 'unknown', says: 'The file is damaged and no signature was found.', problems: [] }
        : { outcome: 'absent', says: 'The root is not signed.', problems: [] };
    }
    if (this.broken || !this.complete) {
      return {
        outcome: 'undecidable',
        says: 'The file is damaged, so what was signed is not all known.',
        problems: [this.problems[0]?.message ?? 'Reading ended before the file did.'],
      };
    }
    if (this.plan.wholeDocument) this.canonicalizer?.finish();
    return concludeSignature(this.plan, this.digest?.finish(), this.idRepeated, this.keys, this.limits);
  }
}

function describeRoot(root: StreamElement, now: number | undefined): AggregateRoot {
  const { localName, namespaceURI, name } = root;
  const known =
    namespaceURI === ns.md && (localName === 'EntitiesDescriptor' || localName === 'EntityDescriptor');
  const id = attribute(root, 'ID');
  const entityID = known && localName === 'EntityDescriptor' ? attribute(root, 'entityID') : undefined;
  const groupName = attribute(root, 'Name');
  const validUntil = attribute(root, 'validUntil');
  const cacheDuration = attribute(root, 'cacheDuration');
  const until = validUntil === undefined ? undefined : readMoment(validUntil).epochMs;
  return {
    name,
    kind: known ? localName : 'other',
    ...(id !== undefined && { id }),
    ...(entityID !== undefined && { entityID }),
    ...(groupName !== undefined && { groupName }),
    ...(validUntil !== undefined && { validUntil }),
    ...(until !== undefined && now !== undefined && { isExpired: until <= now }),
    ...(cacheDuration !== undefined && { cacheDuration }),
  };
}

function attribute({ attributes }: StreamElement, wanted: string): string | undefined {
  return attributes.find(({ localName, namespaceURI }) => localName === wanted && namespaceURI === '')?.value;
}

function isSignature({ localName, namespaceURI }: StreamElement): boolean {
  return localName === 'Signature' && namespaceURI === ns.ds;
}
