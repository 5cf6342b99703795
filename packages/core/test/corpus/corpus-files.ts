import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import type { XmlDocument } from '../../src/xml/document.ts';
import { parseXml } from '../../src/xml/parse.ts';

/** Test data of other projects, kept beside the repository and not part of it. */
export const corpus = resolve(import.meta.dirname, '../../../../../shared/corpus');
export const corpusIsHere = existsSync(join(corpus, 'oracle-jdk.jsonl'));
if (!corpusIsHere) console.log(`Skipped: the corpus of other projects is not at ${corpus}.`);

/** What OpenJDK's XML Signature says of one file. */
export interface OracleFile {
  readonly repo: string;
  readonly file: string;
  readonly encoding: 'xml' | 'base64' | 'deflate';
  readonly signatures?: readonly OracleSignature[];
}

export interface OracleSignature {
  /** Absent where it could not even be unmarshalled; `error` says why. */
  readonly refs?: readonly {
    readonly uri: string | null;
    readonly transforms: readonly string[];
    /** A string where the digest could not be computed. */
    readonly valid: boolean | string;
  }[];
  readonly alg?: string;
  readonly core?: boolean;
  readonly error?: string;
  /** `file:…` where a key beside the message verified it; `KeyInfo.…` where the message's own did. */
  readonly key?: string | null;
}

export function oracleFiles(): OracleFile[] {
  return readFileSync(join(corpus, 'oracle-jdk.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as OracleFile);
}

export function readCorpusXml({
  repo,
  file,
  encoding,
}: Pick<OracleFile, 'repo' | 'file' | 'encoding'>): XmlDocument {
  let bytes = readFileSync(join(corpus, repo, file));
  if (encoding !== 'xml') bytes = Buffer.from(base64Of(bytes.toString('latin1')), 'base64');
  if (encoding === 'deflate') bytes = inflateRawSync(bytes);
  return parseXml({ name: file, text: decode(bytes), steps: [] });
}

/** Some files hold a whole form body. */
function base64Of(text: string): string {
  return decodeURIComponent(text.replace(/^SAML(?:Request|Response)=/, ''));
}

/** By byte order mark, else by the XML declaration, else UTF-8. */
function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  const declared = /^<\?xml[^>]*?encoding=["']([^"']+)/.exec(bytes.subarray(0, 200).toString('latin1'))?.[1];
  return new TextDecoder(declared ?? 'utf-8').decode(bytes);
}

/** A certificate or public key file of the corpus as `readKeysPem` takes it. */
export function readCorpusKey(repo: string, file: string): string {
  const bytes = readFileSync(join(corpus, repo, file));
  const text = bytes.toString('latin1');
  return text.includes('-----BEGIN') || /^[A-Za-z0-9+/=\s]+$/.test(text) ? text : bytes.toString('base64');
}
