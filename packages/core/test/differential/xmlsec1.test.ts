// Hundreds of messages, sound and damaged, of which samlscope and xmlsec1 must say the same; or the difference is known.
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { type DialectName, dialects } from '../../../testkit/src/dialects.ts';
import { type TestKey, testKeys } from '../../../testkit/src/keys.ts';
import { buildResponse } from '../../../testkit/src/response.ts';
import type { Canonicalization, DigestAlgorithm, SignatureAlgorithm } from '../../../testkit/src/sign.ts';
import { examineSignatures } from '../../src/dsig/examine.ts';
import { readKeysPem } from '../../src/x509/read.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { damages, randomFrom } from './damage.ts';

const run = promisify(execFile);
const version = spawnSync('xmlsec1', ['--version'], { encoding: 'utf8' }).stdout?.trim();
if (!version) console.log('Skipped: xmlsec1 is not installed.');

const OPTIONS = [
  '--verify',
  '--id-attr:ID',
  'urn:oasis:names:tc:SAML:2.0:protocol:Response',
  '--id-attr:ID',
  'urn:oasis:names:tc:SAML:2.0:assertion:Assertion',
  '--enabled-reference-uris',
  'empty,same-doc',
  // The key is the one given; what KeyInfo holds must not matter.
  '--enabled-key-data',
  'aes',
];

interface Case {
  readonly name: string;
  readonly damage: string;
  readonly xml: string;
  readonly key: TestKey;
}

const ALGORITHMS: readonly (readonly [SignatureAlgorithm, DigestAlgorithm])[] = [
  ['rsa-sha256', 'sha256'],
  ['rsa-sha1', 'sha1'],
  ['rsa-sha384', 'sha384'],
  ['rsa-sha512', 'sha512'],
  ['ecdsa-sha256', 'sha256'],
  ['ecdsa-sha384', 'sha384'],
  ['ecdsa-sha512', 'sha512'],
];
const CANONICALIZATIONS: readonly Canonicalization[] = [
  'exclusive',
  'inclusive',
  'exclusive-with-comments',
  'inclusive-with-comments',
];
const SIGNED = ['assertion', 'response', 'both'] as const;

function* messages(): Generator<Omit<Case, 'damage'>> {
  let i = 0;
  for (const dialect of Object.keys(dialects) as DialectName[]) {
    for (const sign of SIGNED) {
      for (const c14n of CANONICALIZATIONS) {
        const [algorithm, digest] = ALGORITHMS[i++ % ALGORITHMS.length] ?? ['rsa-sha256', 'sha256'];
        const key = algorithm.startsWith('ecdsa') ? testKeys.ec : testKeys.idp;
        const xml = buildResponse({
          dialect,
          seed: `differential ${i}`,
          issueInstant: '2026-03-02T09:30:00.000Z',
          acsUrl: 'https://sp.example.com/acs?a=1&b=2',
          audience: 'https://sp.example.com',
          attributes: { displayName: 'Ana <Silva> & "ção" \u{1F511}', groups: ['a', ' b ', ''] },
          sign,
          key,
          signature: {
            c14n,
            algorithm,
            digest,
            keyInfo: 'certificate',
            // It belongs to exclusive canonicalisation alone; left in once, to see what becomes of it.
            ...(c14n === 'inclusive' && { prefixList: [] }),
          },
        });
        yield { name: `${dialect}, ${sign} signed, ${c14n}, ${algorithm}`, xml, key };
      }
    }
  }
}

function cases(): Case[] {
  const random = randomFrom(20260302);
  const kinds = Object.keys(damages);
  const made: Case[] = [];
  let i = 0;
  for (const message of messages()) {
    made.push({ ...message, damage: 'none' });
    for (let k = 0; k < DAMAGES_EACH; k++) {
      const damage = kinds[i++ % kinds.length] ?? '';
      const xml = damages[damage]?.(message.xml, random);
      if (xml !== undefined && xml !== message.xml) made.push({ ...message, damage, xml });
    }
  }
  return made;
}
const DAMAGES_EACH = 5;

/** Where the two differ: what samlscope says of it, and why. */
const DIFFERENCES: readonly { readonly says: RegExp; readonly reason: string }[] = [
  {
    says: /xmlsec1 accepts, samlscope undecidable\. structure: .*Transform holds InclusiveNamespaces/,
    reason:
      'Inclusive canonicalisation takes no parameters (XML Signature 1.1 §6.5.1). xmlsec1 passes over what stands there.',
  },
  {
    says: /xmlsec1 accepts, samlscope undecidable\. structure: (?:Digest|Signature)Value holds a comment/,
    reason:
      'A comment in a value lets two readers see two values. xmlsec1 reads the text on both sides as one; samlscope refuses it.',
  },
  {
    says: /^an ID twice: xmlsec1 accepts, samlscope undecidable\. reference-ambiguous/,
    reason:
      'xmlsec1 is told which elements have an ID attribute, and the second is none of these. samlscope takes every ID of SAML for one, and two of them for neither.',
  },
];

const keysOf = new Map<TestKey, ReturnType<typeof readKeysPem>>();

function ours({ xml, key }: Case): { readonly accepts: boolean; readonly says: string } {
  const keys = keysOf.get(key) ?? readKeysPem(key.certificatePem, 'given');
  keysOf.set(key, keys);
  const document = parseXml({ name: 'case', text: xml, steps: [] });
  const [evidence] = examineSignatures(document, keys);
  if (!evidence) return { accepts: false, says: `no signature. ${document.problem?.message ?? ''}` };
  const { outcome, problems } = evidence;
  const says = `${outcome}. ${problems.map(({ code, message }) => `${code}: ${message}`).join(' ')}`;
  return { accepts: outcome === 'known-signer', says };
}

describe.skipIf(!version)('xmlsec1', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samlscope-xmlsec1-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('says the same of every message', { timeout: 300_000 }, async () => {
    const all = cases();
    for (const key of [testKeys.ec, testKeys.idp])
      writeFileSync(join(folder, `${key.name}.pem`), key.certificatePem);
    const theirs: boolean[] = [];
    let next = 0;
    const work = async () => {
      for (let i = next++; i < all.length; i = next++) {
        const { xml, key } = all[i] as Case;
        const file = join(folder, `${i}.xml`);
        writeFileSync(file, xml);
        theirs[i] = await run('xmlsec1', [
          ...OPTIONS,
          '--pubkey-cert-pem',
          join(folder, `${key.name}.pem`),
          file,
        ]).then(
          () => true,
          () => false,
        );
      }
    };
    await Promise.all([work(), work()]);

    const tally = { both: 0, neither: 0, known: 0 };
    const unknown: string[] = [];
    const used = new Set<object>();
    for (const [i, one] of all.entries()) {
      const { accepts, says } = ours(one);
      if (accepts === theirs[i]) tally[accepts ? 'both' : 'neither']++;
      else {
        const what = `${one.damage}: xmlsec1 ${theirs[i] ? 'accepts' : 'refuses'}, samlscope ${says}`;
        const known = DIFFERENCES.find(({ says: pattern }) => pattern.test(what));
        if (known) {
          tally.known++;
          used.add(known);
        } else unknown.push(`${what} [${one.name}]`);
      }
    }
    console.log(`${version}: ${all.length} messages`, tally);
    expect(unknown).toEqual([]);
    expect(DIFFERENCES.filter((one) => !used.has(one))).toEqual([]);
    expect(tally.both).toBeGreaterThan(100);
    expect(tally.neither).toBeGreaterThan(100);
  });
});
