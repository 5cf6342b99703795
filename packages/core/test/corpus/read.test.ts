// Every message that other projects test with is read, and so is every damaged copy of it: no reader throws.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Message } from '../../src/metadata/model.ts';
import { readMessage } from '../../src/metadata/read-message.ts';
import type { XmlDocument } from '../../src/xml/document.ts';
import { read } from '../xml/reading.ts';

const corpus = resolve(import.meta.dirname, '../../../../../shared/corpus');
const repositories = ['ruby-saml', 'node-saml', 'crewjam-saml', 'samlify', 'SAMLRaider'];
const present = existsSync(corpus);

if (!present) console.log(`Skipped: the corpus is not at ${corpus}.`);

/** What another reader, that of the JDK, found in a file. */
interface Oracle {
  readonly repo: string;
  readonly file: string;
  readonly encoding: 'xml' | 'base64' | 'deflate';
  readonly parse: string;
  readonly root?: string;
  readonly assertions?: number;
  readonly encrypted?: number;
}

const KINDS: Readonly<Record<string, Message['kind']>> = {
  '{urn:oasis:names:tc:SAML:2.0:protocol}Response': 'response',
  '{urn:oasis:names:tc:SAML:2.0:protocol}AuthnRequest': 'authn-request',
  '{urn:oasis:names:tc:SAML:2.0:protocol}LogoutRequest': 'logout-request',
  '{urn:oasis:names:tc:SAML:2.0:protocol}LogoutResponse': 'logout-response',
  '{urn:oasis:names:tc:SAML:2.0:protocol}ArtifactResolve': 'artifact-resolve',
  '{urn:oasis:names:tc:SAML:2.0:assertion}Assertion': 'assertion',
  '{urn:oasis:names:tc:SAML:2.0:metadata}EntityDescriptor': 'metadata',
  '{urn:oasis:names:tc:SAML:2.0:metadata}EntitiesDescriptor': 'metadata',
  '{urn:oasis:names:tc:SAML:1.0:protocol}Response': 'saml-1.1',
  // The one SOAP envelope of the corpus holds a Response in an ArtifactResponse.
  '{http://schemas.xmlsoap.org/soap/envelope/}Envelope': 'response',
};

describe.skipIf(!present)('the corpus', () => {
  const oracles = present
    ? readFileSync(join(corpus, 'oracle-jdk.jsonl'), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Oracle)
        .filter(({ repo, parse }) => repositories.includes(repo) && parse === 'ok')
    : [];

  test.each(repositories)('%s: the kind of each message is what its root says', (repository) => {
    const ours = oracles.filter(({ repo }) => repo === repository);
    expect(ours.length).toBeGreaterThan(0);
    for (const { file, encoding, root } of ours) {
      const document = documentIn(readFileSync(join(corpus, repository, file)), encoding);
      expect(document.problem, file).toBeUndefined();
      expect(readMessage(document, []).kind, file).toBe(KINDS[root ?? ''] ?? 'unknown');
    }
  });

  test('a response has the assertions the other reader counted, but for those that stand elsewhere', () => {
    // In Advice, moved by a wrapping attack, or no assertion but an encrypted attribute or NameID.
    const elsewhere = /advice-|TestXsw|signature_wrapping|concealed|encrypted_(?:attrs|nameid)/;
    let alike = 0;
    for (const { repo, file, encoding, assertions = 0, encrypted = 0 } of oracles) {
      const message = readMessage(documentIn(readFileSync(join(corpus, repo, file)), encoding), []);
      if (message.kind !== 'response') continue;
      const found = message.assertions.length + message.encryptedAssertions.length;
      if (found === assertions + encrypted) alike++;
      else {
        expect(found, file).toBeLessThan(assertions + encrypted);
        expect(file).toMatch(elsewhere);
      }
    }
    expect(alike).toBeGreaterThan(100);
  });

  test('every file that has a root is read, whatever else is wrong with it', () => {
    let count = 0;
    for (const [name, document] of documents()) {
      expect(() => touch(readMessage(document, [])), name).not.toThrow();
      count++;
    }
    expect(count).toBeGreaterThan(250);
  });

  test('so are damaged copies of a hundred of them', () => {
    const random = seeded(20_261_124);
    const originals = [...documents()].filter(([, { source }]) => source.text.length < 40_000);
    const step = Math.max(1, Math.floor(originals.length / 100));
    let damaged = 0;
    const kinds = new Set<string>();
    for (let i = 0; i < originals.length; i += step) {
      const [name, { source }] = originals[i] as [string, XmlDocument];
      for (let round = 0; round < 30; round++) {
        const text = damage(source.text, random);
        const document = read(text);
        if (!document.root) continue;
        try {
          const message = readMessage(document, []);
          touch(message);
          kinds.add(message.kind);
        } catch (error) {
          throw new Error(`${name}, round ${round}: ${String(error)}\n${text}`, { cause: error });
        }
        damaged++;
      }
    }
    console.log(`${damaged} damaged copies read`);
    expect(damaged).toBeGreaterThan(2500);
    expect(kinds).toContain('unknown');
    expect(kinds).toContain('response');
  }, 120_000);
});

function documentIn(bytes: Buffer, encoding: Oracle['encoding']): XmlDocument {
  const text = bytes.toString('utf8');
  if (encoding === 'xml') return read(withoutMark(text));
  const decoded = Buffer.from(fieldValue(text), 'base64');
  return read(withoutMark((encoding === 'deflate' ? inflateRawSync(decoded) : decoded).toString('utf8')));
}

/** The base64 in a form body, or the text itself. */
function fieldValue(text: string): string {
  return text.startsWith('SAMLResponse=') ? decodeURIComponent(text.slice('SAMLResponse='.length)) : text;
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Every file that is XML, or base64 of XML, at least as far as a root. */
function* documents(): Generator<[string, XmlDocument]> {
  for (const repository of repositories) {
    for (const entry of readdirSync(join(corpus, repository), { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const bytes = readFileSync(file);
      for (const encoding of ['xml', 'base64'] as const) {
        const document = documentIn(bytes, encoding);
        if (document.root) yield [relative(corpus, file), document];
      }
    }
  }
}

/** Asks for everything a message holds, so that what is read late is read too. */
function touch(message: Message): void {
  if (message.kind !== 'metadata') return;
  for (const { roles } of message.entities) {
    for (const { keys } of roles)
      for (const key of keys) expect(key.keys.length + key.problems.length).not.toBeNaN();
  }
}

/** Mulberry32: the same numbers from the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One to four changes of tags and attributes. Most copies are still well-formed, or nearly. */
function damage(text: string, random: () => number): string {
  let damaged = text;
  const changes = 1 + Math.floor(random() * 4);
  for (let i = 0; i < changes; i++) damaged = change(damaged, random);
  return damaged;
}

function change(text: string, random: () => number): string {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
  const attribute = pick([...text.matchAll(/\s[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*')/g)]);
  const leaf = pick([...text.matchAll(/<([\w:.-]+)(?:\s[^<>]*)?(?:\/>|>[^<]*<\/\1>)/g)]);
  const tag = pick([...text.matchAll(/<\/?[\w:.-]+/g)]);
  switch (Math.floor(random() * 8)) {
    case 0: // delete an attribute
      return attribute ? splice(text, attribute.index, attribute[0].length, '') : text;
    case 1: // rename an attribute
      return attribute ? splice(text, attribute.index, 1, ' x') : text;
    case 2: // empty a value
      return attribute
        ? splice(text, attribute.index, attribute[0].length, attribute[0].replace(/=.*/s, '=""'))
        : text;
    case 3: // delete an element
      return leaf ? splice(text, leaf.index, leaf[0].length, '') : text;
    case 4: // repeat an element
      return leaf ? splice(text, leaf.index, 0, leaf[0]) : text;
    case 5: {
      // rename an element, both its tags
      const name = tag?.[0].replace(/^<\/?/, '');
      return name ? text.replaceAll(new RegExp(`(</?)${name}(?=[\\s/>])`, 'g'), `$1${name}x`) : text;
    }
    case 6: {
      // give every element of one name that of another
      const from = tag?.[0].replace(/^<\/?/, '');
      const to = pick([...text.matchAll(/<\/?[\w:.-]+/g)])?.[0].replace(/^<\/?/, '');
      return from && to ? text.replaceAll(new RegExp(`(</?)${from}(?=[\\s/>])`, 'g'), `$1${to}`) : text;
    }
    default: // cut a piece out, wherever it falls
      return splice(text, Math.floor(random() * text.length), Math.floor(random() * 200), '');
  }
}

function splice(text: string, at: number, length: number, replacement: string): string {
  return text.slice(0, at) + replacement + text.slice(at + length);
}
