import { describe, expect, test } from 'vitest';
import { inspect } from '../src/inspect.ts';
import { entityLinter } from '../src/lint.ts';
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

  test('wrong facts are refused before anything is read', () => {
    expect(() => entityLinter({ nows: 1 } as object)).toThrow(/nows/);
  });
});
