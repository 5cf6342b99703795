import { limits as defaults, type Limits } from '../../src/base/limits.ts';
import { type Canonicalization, canonicalize } from '../../src/xml/c14n.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { type StreamElement, type StreamProblem, XmlStream } from '../../src/xml/stream.ts';
import { StreamCanonicalizer } from '../../src/xml/stream-c14n.ts';
import type { Random } from './generate.ts';

/** What reading a text as a stream gave. */
export interface Streamed {
  readonly problems: readonly StreamProblem[];
  readonly elements: readonly (StreamElement & { readonly end: number })[];
  /** The canonical form of the root; `''` where it has no content. */
  readonly canonical: string;
  readonly resumed: readonly number[];
}

/** Cuts bytes into chunks, of one byte at times. */
export function chunksOf(bytes: Uint8Array, random: Random, most: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = random.chance(0.2) ? 1 : 1 + random.below(most);
    chunks.push(bytes.slice(at, at + size));
    at += size;
  }
  return chunks;
}

/** Reads chunks as a stream, with the canonical form of the root written on the way. */
export function streamed(
  chunks: readonly Uint8Array[],
  how: Canonicalization,
  options: { readonly limits?: Limits; readonly resume?: boolean } = {},
): Streamed {
  const problems: StreamProblem[] = [];
  const elements: (StreamElement & { end: number })[] = [];
  const resumed: number[] = [];
  const written: Uint8Array[] = [];
  let canonicalizer: StreamCanonicalizer | undefined;
  let head = '';
  const stream = new XmlStream(
    {
      wants: () => true,
      start(element) {
        if (element.depth > 0) return;
        const from = element.at.byte;
        const text = Buffer.from(stream.slice(from, element.openEnd)).toString();
        if (text.endsWith('/>')) return;
        const { root } = parseXml({ name: 'head', text: `${text}</${element.name}>`, steps: [] });
        if (!root) return;
        const whole = canonicalize(root, how);
        head = whole.slice(0, -`</${element.name}>`.length);
        const rendered = new Map(
          parseXml({ name: 'head', text: whole, steps: [] }).root?.declarations.map(({ prefix, uri }) => [
            prefix,
            uri,
          ]),
        );
        canonicalizer = new StreamCanonicalizer(how, (bytes) => written.push(bytes.slice()));
        stream.canonicalize(canonicalizer, rendered, false);
      },
      end(element, end) {
        elements.push({ ...element, end });
      },
      repeatedId() {},
      problem(problem) {
        problems.push(problem);
        return options.resume ? { depth: 0 } : undefined;
      },
      resumed(at) {
        resumed.push(at.byte);
      },
    },
    options.limits ?? defaults,
    'EntityDescriptor',
  );
  stream.keepFrom(0);
  for (const chunk of chunks) stream.push(chunk);
  stream.finish();
  canonicalizer?.finish();
  const body = Buffer.concat(written).toString();
  return { problems, elements, canonical: canonicalizer ? head + body : '', resumed };
}
