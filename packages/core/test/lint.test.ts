import { describe, expect, test } from 'vitest';
import type { GivenFacts } from '../src/checks/given.ts';
import { inspect } from '../src/inspect.ts';
import { entityLinter, groupLinter } from '../src/lint.ts';
import { inspectAggregate } from '../src/metadata/aggregate.ts';
import type { Finding } from '../src/report/report.ts';

const text = `<?xml version="1.0"?>
<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"
    validUntil="2026-05-10T00:00:00Z">
  <md:EntitiesDescriptor Name="inner">
    <md:EntityDescriptor entityID="no-uri"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
      <md:AssertionConsumerService Binding="b" Location="http://x.example/acs" index="1"/></md:SPSSODescriptor></md:EntityDescriptor>
  </md:EntitiesDescriptor>
  <md:EntityDescriptor entityID="urn:b"/>
</md:EntitiesDescriptor>`;

async function* chunks(): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const place = ({ check, line, column, message }: Finding) => `${line}:${column} ${check} ${message}`;

describe('entities one by one', () => {
  test('have the findings that they have in the file as a whole, in the same places', async () => {
    const facts = { now: Date.UTC(2026, 4, 1) };
    const lint = entityLinter(facts);
    const found: string[] = [];
    const counts: number[] = [];
    await inspectAggregate(chunks(), {
      onEntity: (entity) => {
        const { counts: own, findings } = lint(entity);
        counts.push(own.error + own.warning + own.note);
        found.push(...findings.filter(({ verdict }) => verdict === 'fail').map(place));
      },
    });
    const whole = inspect(text, facts).findings.filter(
      ({ verdict, xpath }) => verdict === 'fail' && xpath?.includes('/md:EntityDescriptor'),
    );
    expect(found.sort()).toEqual(whole.map(place).sort());
    expect(found.length).toBeGreaterThan(3);
    expect(counts.reduce((sum, one) => sum + one)).toBe(found.length);
  });

  // [what, the text of a file, a check that finds something in its groups]
  const published =
    '<md:Extensions xmlns:mdrpi="urn:oasis:names:tc:SAML:metadata:rpi"><mdrpi:PublicationInfo/></md:Extensions>';
  const outside: readonly (readonly [string, string, string])[] = [
    [
      'unsigned',
      text.replace(
        '  <md:EntityDescriptor entityID="urn:b"/>',
        '$& <md:EntityDescriptor entityID="urn:c"></md:EntityDescriptor>',
      ),
      'metadata/unsigned-aggregate',
    ],
    ['soon over', text.replace('2026-05-10', '2026-05-02'), 'metadata/valid-until-soon'],
    [
      'in an inner group',
      text.replace('Name="inner"', 'cacheDuration="1h"'),
      'metadata/cache-duration-malformed',
    ],
    [
      'behind the entities',
      text.replace(
        /\n(?=<\/md)/,
        ' <md:EntitiesDescriptor validUntil="2026-04-01T00:00:00Z"><md:EntityDescriptor entityID="urn:d"/></md:EntitiesDescriptor>$&',
      ),
      'metadata/valid-until-passed',
    ],
    [
      'a group without entities',
      text.replace(/\n(?=<\/md)/, ' <md:EntitiesDescriptor></md:EntitiesDescriptor>$&'),
      'metadata/group-empty',
    ],
    ['no publisher', text.replace('\n  <', `\n  ${published}$&`), 'metadata/publisher-missing'],
  ];
  test.each(outside)('and the groups have theirs: %s', async (_, file, check) => {
    const facts = { now: Date.UTC(2026, 4, 1) };
    const lint = groupLinter(facts);
    const found: string[] = [];
    async function* bytes(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < file.length; at += 50) yield Buffer.from(file.slice(at, at + 50));
    }
    await inspectAggregate(bytes(), {
      onGroups: (outline) => {
        found.push(...lint(outline).findings.map(place));
      },
    });
    const whole = inspect(file, facts).findings.filter(
      ({ verdict, xpath }) => verdict === 'fail' && !xpath?.includes('/md:EntityDescriptor'),
    );
    expect(found.sort()).toEqual(whole.map(place).sort());
    expect(found.join()).toContain(check);
  });

  test('groups of a file in one line are looked at as far as there is room', async () => {
    const entity = `<md:EntityDescriptor entityID="urn:x">${' '.repeat(1_000_000)}</md:EntityDescriptor>`;
    const file = `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" cacheDuration="1h">${entity.repeat(5)}<md:EntitiesDescriptor/></md:EntitiesDescriptor>`;
    const lint = groupLinter({});
    const found: string[] = [];
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(file);
    }
    await inspectAggregate(bytes(), {
      onGroups: (outline) => {
        found.push(...lint(outline).findings.map(({ check }) => check));
      },
    });
    expect(found).toContain('metadata/cache-duration-malformed');
    expect(found).not.toContain('metadata/group-empty');
  });

  const service = (id: string) =>
    `<md:EntityDescriptor entityID="${id}"><md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/></md:EntityDescriptor>`;
  const group = (inside: string, attributes = '') =>
    `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata"${attributes}>${inside}</md:EntitiesDescriptor>`;
  const filled = (length: number) => {
    const empty = group(`${service('urn:a')}<!---->`);
    return empty.replace('<!--', `<!--${'x'.repeat(length - empty.length)}`);
  };
  /** What the groups say, of everything or of one entity. */
  async function ofGroups(file: string, facts: GivenFacts, entityID?: string): Promise<string[]> {
    const lint = groupLinter(facts);
    const found: string[] = [];
    async function* bytes(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < file.length; at += 100_000) yield Buffer.from(file.slice(at, at + 100_000));
    }
    await inspectAggregate(bytes(), {
      ...(entityID !== undefined && { entities: { entityID } }),
      onGroups: (outline) => {
        found.push(...lint(outline, entityID).findings.map(place));
      },
    });
    return found;
  }

  // [what, the text of a file, a check of what AWS refuses, whether it finds something]
  const forAws: readonly (readonly [string, string, string, boolean])[] = [
    [
      'a group with a service provider alone',
      group(service('urn:a')),
      'aws/metadata-without-identity-provider',
      true,
    ],
    [
      'a group with an identity provider',
      group(service('urn:a').replace(/SPSSO/g, 'IDPSSO')),
      'aws/metadata-without-identity-provider',
      false,
    ],
    ['999 characters', filled(999), 'aws/metadata-size', true],
    ['1,000 characters', filled(1000), 'aws/metadata-size', false],
    ['ten million characters', filled(10_000_000), 'aws/metadata-size', false],
    ['ten million and one', filled(10_000_001), 'aws/metadata-size', true],
  ];
  test.each(forAws)('what AWS refuses of a group is told of a stream: %s', async (_, file, check, tells) => {
    const found = (await ofGroups(file, { sp: 'aws' })).filter((one) => one.includes(` ${check} `));
    expect(found.length).toBe(tells ? 1 : 0);
    const whole = inspect(file, { sp: 'aws' }).findings.filter((one) => one.check === check);
    expect(found).toEqual(whole.map(place));
  });

  test('of one entity its own groups tell, and the others do not', async () => {
    const past = ' validUntil="2026-04-01T00:00:00Z"';
    const inner = (id: string, attributes: string) =>
      `\n  <md:EntitiesDescriptor${attributes}>${service(id)}\n<!-- € -->${service(`${id}2`)}</md:EntitiesDescriptor>`;
    const file = group(inner('urn:a', past) + inner('urn:b', ' cacheDuration="1h"'));
    const facts = { now: Date.UTC(2026, 4, 1) };
    const ofAll = await ofGroups(file, facts);
    const of = async (id: string) =>
      (await ofGroups(file, facts, id)).map((one) => one.split(' ', 2).join(' '));
    const ofRoot = ['1:1 metadata/freshness-missing', '1:1 metadata/unsigned-aggregate'];
    expect((await of('urn:a2')).toSorted()).toEqual([...ofRoot, '2:26 metadata/valid-until-passed']);
    expect((await of('urn:b')).toSorted()).toEqual([...ofRoot, '4:26 metadata/cache-duration-malformed']);
    expect(await of('urn:c')).toEqual([]);
    expect(ofAll.filter((one) => /passed|malformed/.test(one)).length).toBe(2);
  });

  test('wrong facts are refused before anything is read', () => {
    expect(() => entityLinter({ nows: 1 } as object)).toThrow(/nows/);
  });
});
