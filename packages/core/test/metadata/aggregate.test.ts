import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildEntityDescriptor, buildEntraMetadata, sign, testKeys } from '@samlscope/testkit';
import { describe, expect, test } from 'vitest';
import { limits as defaults } from '../../src/base/limits.ts';
import { examineSignatures } from '../../src/dsig/examine.ts';
import { type AggregateOptions, inspectAggregate } from '../../src/metadata/aggregate.ts';
import type { AggregateEntity } from '../../src/metadata/aggregate-report.ts';
import { readEntities } from '../../src/metadata/read-entity.ts';
import { readKeysPem } from '../../src/x509/read.ts';
import { canonicalize } from '../../src/xml/c14n.ts';
import { parseXml } from '../../src/xml/parse.ts';
import { positionOf } from '../../src/xml/position.ts';
import { corpus, corpusIsHere } from '../corpus/corpus-files.ts';
import { Random } from '../xml/generate.ts';
import { chunksOf } from '../xml/streamed.ts';

const MD = 'urn:oasis:names:tc:SAML:2.0:metadata';
const NOW = Date.UTC(2026, 4, 1);

async function* delivered(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function inspected(content: string | Uint8Array, options: AggregateOptions = {}, chunk = 1000) {
  const bytes = Buffer.from(content);
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunk) chunks.push(bytes.subarray(at, at + chunk));
  const entities: AggregateEntity[] = [];
  const report = await inspectAggregate(delivered(chunks), {
    now: NOW,
    certificates: [testKeys.idp.certificatePem],
    ...options,
    onEntity: (entity) => {
      entities.push(entity);
      return options.onEntity?.(entity);
    },
  });
  return { report, entities };
}

const sp = (entityID: string) =>
  `<md:EntityDescriptor entityID="${entityID}"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:AssertionConsumerService Binding="b" Location="${entityID}/acs" index="1"/></md:SPSSODescriptor></md:EntityDescriptor>`;
const idp = (entityID: string, key = testKeys.idp) =>
  buildEntityDescriptor({ entityID, idp: { signingKeys: [key], singleSignOn: `${entityID}/sso` } });
const group = (content: string, attributes = '') =>
  `<md:EntitiesDescriptor xmlns:md="${MD}" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ID="_root" Name="urn:federation"${attributes}>${content}</md:EntitiesDescriptor>`;
const CONTENT = `\n  ${sp('urn:sp:1')}\n  <!-- é -->${idp('urn:idp:1')}\r\n<?p  x?><md:EntitiesDescriptor Name="inner">${sp('urn:sp:2')}</md:EntitiesDescriptor><![CDATA[ ]]>`;
/** Without what libraries that sign are known to canonicalise in their own way. */
const PLAIN = CONTENT.replace('\r', '').replace('<?p  x?>', '').replace('<![CDATA[ ]]>', '&gt;');
const signed = (xml: string, options: Partial<Parameters<typeof sign>[1]> = {}) =>
  sign(xml, { element: 'EntitiesDescriptor', key: testKeys.idp, ...options });

describe('entities', () => {
  test('are cut out in their namespaces, with their places in the file', async () => {
    const text = `\uFEFF<?xml version="1.0"?>\n${group(CONTENT)}`;
    const { report, entities } = await inspected(text, {}, 7);
    expect(report).toMatchObject({
      byteOrderMark: true,
      complete: true,
      root: {
        name: 'md:EntitiesDescriptor',
        kind: 'EntitiesDescriptor',
        id: '_root',
        groupName: 'urn:federation',
      },
      entities: { total: 3, unreadable: 0 },
      roles: [
        { name: 'SPSSODescriptor', entities: 2 },
        { name: 'IDPSSODescriptor', entities: 1 },
      ],
      problems: [],
    });
    const bytes = Buffer.from(text);
    for (const { at, endByte, text: own, descriptor } of entities) {
      expect(bytes.subarray(at.byte, endByte).toString()).toBe(own);
      const { document, start } = descriptor.element;
      expect(positionOf(document, start)).toEqual({ line: at.line, column: at.column });
    }
    expect(entities.map(({ descriptor }) => descriptor.entityID?.value)).toEqual([
      'urn:sp:1',
      'urn:idp:1',
      'urn:sp:2',
    ]);
    expect(entities.map(({ at }) => [at.line, at.column])).toEqual([
      [3, 3],
      [4, 13],
      [5, 45],
    ]);
    expect(entities[0]?.document.root?.localName).toBe('EntitiesDescriptor');
    expect(entities[0]?.descriptor.element.namespaceURI).toBe(MD);
  });

  test('alone in a file are the file', async () => {
    const { report, entities } = await inspected(idp('urn:idp:1'));
    expect(report.root?.kind).toBe('EntityDescriptor');
    expect(entities).toHaveLength(1);
  });

  test('are only counted, or only the one asked for is read', async () => {
    const counted = await inspected(group(CONTENT), { entities: 'count' });
    expect(counted.entities).toEqual([]);
    expect(counted.report.entities.total).toBe(3);
    expect(counted.report.roles).toBeUndefined();
    const one = await inspected(group(CONTENT), { entities: { entityID: 'urn:sp:2' } });
    expect(one.entities.map(({ index }) => index)).toEqual([2]);
  });

  test('stop coming when the caller has enough', async () => {
    const { report, entities } = await inspected(group(CONTENT), { onEntity: () => false });
    expect(entities).toHaveLength(1);
    expect(report.complete).toBe(false);
    expect(report.signature.outcome).toBe('unknown');
  });

  test('that share an entityID are told, wherever they stand', async () => {
    const { report } = await inspected(group(sp('urn:1') + sp('urn:2') + sp(' urn:1 ') + sp('urn:1')));
    expect(report.duplicates).toMatchObject([{ entityID: 'urn:1', count: 3 }]);
    expect(report.duplicates[0]?.at).toHaveLength(3);
  });

  test('that share keys or addresses for logins are told, by entityID', async () => {
    const acs = (id: string, url: string, key = testKeys.other) =>
      buildEntityDescriptor({ entityID: id, sp: { acsUrls: [url], signingKeys: [key] } });
    const text = group(
      [
        acs('urn:a', 'https://one.example/acs'),
        acs('urn:b', 'https://two.example/acs'),
        acs('urn:b', 'https://two.example/acs'),
        acs('urn:c', 'https://one.example/acs', testKeys.ec),
      ].join('\n'),
    );
    const { report } = await inspected(text);
    expect(report.sharedKeys).toMatchObject({
      count: 1,
      listed: [
        { entities: 2, subject: expect.any(String), of: [{ entityID: 'urn:a' }, { entityID: 'urn:b' }] },
      ],
    });
    expect(report.sharedEndpoints).toMatchObject({
      count: 1,
      listed: [
        {
          service: 'AssertionConsumerService',
          location: 'https://one.example/acs',
          entities: 2,
          of: [{ entityID: 'urn:a' }, { entityID: 'urn:c' }],
        },
      ],
    });
    expect((await inspected(text, { entities: 'count' })).report.sharedKeys).toBeUndefined();
  });

  test('are counted with their certificates', async () => {
    const content = idp('urn:1') + idp('urn:2', testKeys.entraExpired) + idp('urn:3', testKeys.weak);
    const { report } = await inspected(group(content));
    expect(report.certificates).toMatchObject({ uses: 3, distinct: 3, expired: 1, weak: 1, unreadable: 0 });
    expect(
      report.certificates?.listed.map(({ entityID, says }) => [entityID, says.replace(/\d{4}-.*/, '')]),
    ).toEqual([
      ['urn:2', 'expired on '],
      ['urn:3', 'only 1024 bits'],
    ]);
    const timeless = await inspectAggregate(delivered([Buffer.from(group(content))]));
    expect(timeless.certificates?.expired).toBeUndefined();
  });

  test('are no entities inside others or in other namespaces', async () => {
    const inner = sp('urn:inner');
    const text = group(
      `<EntityDescriptor entityID="urn:none"/><x xmlns="urn:x">${inner}</x><md:EntityDescriptor entityID="urn:outer"><md:Extensions>${inner}</md:Extensions></md:EntityDescriptor>`,
    );
    const { entities } = await inspected(text);
    expect(entities.map(({ descriptor }) => descriptor.entityID?.value)).toEqual(['urn:outer']);
  });

  test('are expired where their validUntil is past', async () => {
    const text = group(
      sp('urn:1').replace(' entityID', ' validUntil="2026-04-30T00:00:00Z" entityID'),
      ' validUntil="2026-05-01T00:00:00Z"',
    );
    const { report } = await inspected(text);
    expect(report.expiredEntities).toMatchObject({ count: 1, listed: [{ entityID: 'urn:1' }] });
    expect(report.root?.isExpired).toBe(true);
  });
});

describe('the signature on the root', () => {
  // [how it is signed, options]
  const shapes: readonly (readonly [string, Partial<Parameters<typeof sign>[1]>])[] = [
    ['as SAML asks', {}],
    ['with a PrefixList', { prefixList: ['md', 'xs'] }],
    ['inclusively', { c14n: 'inclusive' }],
    ['exclusively with comments', { c14n: 'exclusive-with-comments' }],
    ['inclusively with comments', { c14n: 'inclusive-with-comments' }],
    ['as the whole document', { emptyUri: true }],
    ['with SHA-512', { digest: 'sha512', algorithm: 'rsa-sha512' }],
  ];
  test.each(shapes)('%s matches, and not when a byte was changed', async (_, options) => {
    const text = signed(group(PLAIN), options);
    for (const chunk of [1, 50, 100_000]) {
      const { report } = await inspected(text, {}, chunk);
      expect(report.signature).toMatchObject({
        outcome: 'known-signer',
        key: { from: 'the certificate given' },
      });
    }
    const { report } = await inspected(text.replace('urn:sp:2/acs', 'urn:sp:3/acs'));
    expect(report.signature.outcome).toBe('digest-mismatch');
  });

  test('round an Instruction before and behind the root', async () => {
    const text = `<?a b?>\n<!-- c -->${signed(group(PLAIN), { emptyUri: true })}\n<?d?>\n`;
    const document = parseXml({ name: 'text', text, steps: [] });
    const keys = readKeysPem(testKeys.idp.certificatePem, 'test');
    const { report } = await inspected(text);
    const [evidence] = examineSignatures(document, keys);
    expect(report.signature.outcome).toBe(evidence?.outcome);
    expect(report.signature.digestComputed).toBe(evidence?.references[0]?.digestComputed);
  });

  // [name, text, outcome, what is said]
  const cases: readonly (readonly [string, () => string, string, RegExp])[] = [
    ['nobody signed', () => group(CONTENT), 'absent', /not signed/],
    ['another key', () => signed(group(PLAIN), { key: testKeys.other }), 'signer-unknown', /proves nothing/],
    [
      'another key, not shown',
      () => signed(group(PLAIN), { key: testKeys.other, keyInfo: 'none' }),
      'value-mismatch',
      /does not/,
    ],
    [
      'a changed SignatureValue',
      () =>
        signed(group(PLAIN)).replace(
          /(<ds:SignatureValue>)(.)/,
          (_, tag, c) => tag + (c === 'A' ? 'B' : 'A'),
        ),
      'value-mismatch',
      /any of|the key/,
    ],
    ['at the end', () => signed(group(PLAIN), { place: 'last' }), 'unknown', /first child/],
    [
      'twice',
      () => {
        const once = signed(group(PLAIN));
        const signature = /<ds:Signature .*<\/ds:Signature>/s.exec(once)?.[0] ?? '';
        return once.replace(signature, signature + signature);
      },
      'undecidable',
      /second signature/,
    ],
    [
      'of something else',
      () => signed(group(PLAIN)).replace('URI="#_root"', 'URI="#_other"'),
      'unknown',
      /not the root/,
    ],
    [
      'of another file',
      () => signed(group(PLAIN)).replace('URI="#_root"', 'URI="other.xml"'),
      'undecidable',
      /outside this document/,
    ],
    [
      'with an XPath transform',
      () =>
        signed(group(PLAIN)).replace(
          /(Transform Algorithm=")http:\/\/www.w3.org\/2001\/10\/xml-exc-c14n#/,
          '$1http://www.w3.org/TR/1999/REC-xpath-19991116',
        ),
      'undecidable',
      /XPath/,
    ],
    [
      'without the enveloped-signature transform',
      () => signed(group(PLAIN)).replace(/<ds:Transform [^>]*enveloped-signature"\/>/, ''),
      'unknown',
      /5\.4\.4/,
    ],
    [
      'with an ID that is repeated',
      () => signed(group(PLAIN)).replace('entityID="urn:sp:2"', 'ID="_r&#111;ot" entityID="urn:sp:2"'),
      'undecidable',
      /Several elements/,
    ],
    [
      'by MD5',
      () =>
        signed(group(PLAIN)).replace(
          /(DigestMethod Algorithm=")[^"]*/,
          '$1http://www.w3.org/2001/04/xmldsig-more#md5',
        ),
      'undecidable',
      /MD5/,
    ],
    [
      'of a damaged file',
      () => signed(group(PLAIN)).replace('</md:SPSSODescriptor>', ''),
      'undecidable',
      /damaged/,
    ],
    [
      'not base64',
      () => signed(group(PLAIN)).replace(/<ds:DigestValue>.*?</, '<ds:DigestValue>#</'.replace('</', '<')),
      'undecidable',
      /DigestValue/,
    ],
  ];
  test.each(cases)('%s', async (_, text, outcome, says) => {
    const { report } = await inspected(text());
    expect(report.signature.outcome).toBe(outcome);
    expect(report.signature.says).toMatch(says);
  });

  test('on a single entity', async () => {
    const text = buildEntraMetadata({ tenant: '11111111-2222-3333-4444-555555555555' });
    const { report, entities } = await inspected(
      text,
      { certificates: [testKeys.entra.certificatePem] },
      100,
    );
    expect(report.signature.outcome).toBe('known-signer');
    expect(report.byteOrderMark).toBe(true);
    expect(entities).toHaveLength(1);
  });
});

describe('damage', () => {
  const good = (i: number) => sp(`urn:sp:${i}`);
  // [what happened, what became of the middle entity, entities that remain, problems]
  const cases: readonly (readonly [string, string, readonly string[], RegExp])[] = [
    ['an end tag is lost', good(2).replace('</md:SPSSODescriptor>', ''), ['1', '3'], /was expected/],
    ['a quote is lost', good(2).replace('index="1"', 'index="1'), ['1', '3'], /"<" may not stand/],
    ['bytes of another character set', good(2).replace('Binding="b"', 'Binding="b\xE9"'), ['1', '3'], /0xE9/],
    ['cut off in a tag', good(2).slice(0, 80), ['1', '3'], /has no value/],
    ['cut off between tags', good(2).slice(0, good(2).indexOf('<md:Assertion')), ['1', '3'], /was expected/],
    ['a control character', good(2).replace('Binding="b"', 'Binding="\u0001"'), ['1', '3'], /U\+0001/],
    ['something between the entities', `<x>${good(2)}</y>`, ['1', '3'], /was expected/],
  ];
  test.each(cases)('%s', async (_, middle, remain, message) => {
    const bytes = Buffer.from(group(`${good(1)}\n${middle}\n${good(3)}`), 'latin1');
    for (const chunk of [1, 64, 5000]) {
      const { report, entities } = await inspected(bytes, {}, chunk);
      expect(entities.map(({ descriptor }) => descriptor.entityID?.value.slice(-1))).toEqual(remain);
      expect(report.problems[0]?.message).toMatch(message);
      expect(report.problems[0]?.at.line).toBe(2 + (report.problems[0]?.at.line === 3 ? 1 : 0));
      expect(report.problems[0]?.resumedAt?.byte).toBe(
        bytes.indexOf('<md:EntityDescriptor entityID="urn:sp:3"'),
      );
      expect(report.complete).toBe(true);
    }
  });

  test('at the end leaves what came before', async () => {
    const text = group(good(1) + good(2)).slice(0, -60);
    const { report, entities } = await inspected(text);
    expect(entities).toHaveLength(1);
    expect(report.entities).toEqual({ total: 2, unreadable: 1 });
    expect(report.problems[0]).toMatchObject({ code: 'unexpected-end', entityID: 'urn:sp:2' });
  });

  test('over and over ends the reading', async () => {
    const limits = { ...defaults, damagedPlaces: 5 };
    const text = group('<md:EntityDescriptor entityID="<"/>'.repeat(50));
    const { report } = await inspected(text, { limits });
    expect(report.problems).toHaveLength(6);
    expect(report.complete).toBe(false);
    expect(report.problems.at(-1)?.message).toMatch(/damagedPlaces \(5\)/);
  });

  test('a document type declaration ends the reading', async () => {
    const { report } = await inspected(`<!DOCTYPE x [<!ENTITY a "b">]>${group(good(1))}`);
    expect(report.problems).toMatchObject([{ code: 'doctype' }]);
    expect(report.complete).toBe(false);
    expect(report.entities.total).toBe(0);
  });

  test('an entity larger than the limit is passed over, and the signature still decided', async () => {
    const limits = { ...defaults, entityBytes: 5000 };
    const large = good(2).replace(
      '</md:EntityDescriptor>',
      `${'<md:x>y</md:x>'.repeat(2000)}</md:EntityDescriptor>`,
    );
    const { report, entities } = await inspected(signed(group(good(1) + large + good(3))), { limits });
    expect(entities.map(({ index }) => index)).toEqual([0, 2]);
    expect(report.entities.unreadable).toBe(1);
    expect(report.problems).toMatchObject([{ code: 'limit' }]);
    expect(report.signature.outcome).toBe('known-signer');
  });
});

describe('gzip', () => {
  test('is recognised, however it arrives', async () => {
    const bytes = gzipSync(signed(group(PLAIN)));
    for (const chunk of [1, 100, 100_000]) {
      const { report, entities } = await inspected(bytes, {}, chunk);
      expect(entities).toHaveLength(3);
      expect(report.compressedBytes).toBe(bytes.length);
      expect(report.signature.outcome).toBe('known-signer');
    }
  });

  test('of many chunks leaves no listener behind', async () => {
    const warned: Error[] = [];
    const warn = (warning: Error) => void warned.push(warning);
    process.on('warning', warn);
    await inspected(
      gzipSync(group(Array.from({ length: 3000 }, (_, i) => sp(`urn:${i * 7919}`)).join('')), { level: 0 }),
      {},
      4096,
    );
    await new Promise(setImmediate);
    process.off('warning', warn);
    expect(warned).toEqual([]);
  });

  test('cut short is told', async () => {
    const bytes = gzipSync(group(Array.from({ length: 400 }, (_, i) => sp(`urn:${i * 7919}`)).join('')));
    const { report } = await inspected(bytes.subarray(0, bytes.length / 2));
    expect(report.problems[0]).toMatchObject({ code: 'compression' });
  });

  test('what fails in the source is not taken for damage', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield gzipSync('x').subarray(0, 5);
      throw new Error('the disk is gone');
    }
    await expect(inspectAggregate(failing())).rejects.toThrow('the disk is gone');
  });
});

describe('beside the tree', () => {
  const files = corpusIsHere
    ? (readdirSync(corpus, { recursive: true, encoding: 'utf8' }) as string[]).filter((file) => {
        const path = join(corpus, file);
        return (
          /\.xml$/.test(file) &&
          existsSync(path) &&
          statSync(path).isFile() &&
          readFileSync(path, 'utf8').includes('EntityDescriptor')
        );
      })
    : [];

  test.skipIf(!corpusIsHere)('metadata of other projects reads the same', async () => {
    const random = new Random(5);
    let signatures = 0;
    let compared = 0;
    for (const file of files) {
      const bytes = readFileSync(join(corpus, file));
      const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
      const document = parseXml({ name: file, text, steps: [] });
      const entities: AggregateEntity[] = [];
      const report = await inspectAggregate(delivered(chunksOf(bytes, random, 300)), {
        onEntity: (entity) => void entities.push(entity),
      });
      if (text.includes('<!DOCTYPE')) continue;
      expect(report.problems[0]?.message, file).toBe(document.problem?.message);
      if (document.problem || !document.root) continue;
      compared++;
      const expected = readEntities(document.root);
      expect(entities.length, file).toBe(expected.length);
      for (const [i, { descriptor }] of entities.entries()) {
        const how = { form: 'exclusive', withComments: true } as const;
        expect(canonicalize(descriptor.element, how)).toBe(
          canonicalize(expected[i]?.element ?? descriptor.element, how),
        );
      }
      const [evidence] = examineSignatures(document, []).filter(({ parent }) => parent === document.root);
      if (!evidence || report.signature.outcome === 'unknown') continue;
      signatures++;
      expect(report.signature.outcome, file).toBe(evidence.outcome);
      expect(report.signature.digestComputed, file).toBe(evidence.references[0]?.digestComputed);
    }
    expect(compared).toBeGreaterThan(20);
    expect(signatures).toBeGreaterThan(3);
  });
});
