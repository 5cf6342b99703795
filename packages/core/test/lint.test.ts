import { describe, expect, test } from 'vitest';
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

  test('wrong facts are refused before anything is read', () => {
    expect(() => entityLinter({ nows: 1 } as object)).toThrow(/nows/);
  });
});
