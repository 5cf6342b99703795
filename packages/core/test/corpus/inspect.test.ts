// Every message that other projects test with goes through the whole pipeline: no exception but ours, no check that
// crashes, and the report survives JSON.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decode, inspect, render, SamlscopeError } from '../../src/index.ts';

const corpus = resolve(import.meta.dirname, '../../../../../shared/corpus');
const repositories = [
  'ruby-saml',
  'node-saml',
  'crewjam-saml',
  'samlify',
  'SAMLRaider',
  'signxml',
  'xml-crypto',
  'xmlsec',
];

if (!existsSync(corpus)) console.log(`Skipped: the corpus is not at ${corpus}.`);

describe.skipIf(!existsSync(corpus))('every file of the corpus', () => {
  for (const repository of repositories) {
    test(`${repository} is inspected without a crash`, () => {
      let inspected = 0;
      let refused = 0;
      for (const file of filesUnder(join(corpus, repository))) {
        const name = relative(corpus, file);
        try {
          const input = readFileSync(file);
          const report = inspect(input, { now: Date.UTC(2026, 0, 1) }, { name });
          expect(
            report.findings.filter(({ verdict }) => verdict === 'crash'),
            name,
          ).toEqual([]);
          expect(JSON.parse(render(report, 'json')), name).toEqual(report);
          const drawn = render(report, 'terminal', { detail: 'verbose' });
          // A few captures state "undefined" themselves; in any other it would be ours.
          if (!decode(input).some(({ xml }) => xml.includes('undefined'))) {
            expect(drawn, name).not.toMatch(/\bundefined\b|\[object /);
          }
          inspected++;
        } catch (error) {
          if (!(error instanceof SamlscopeError))
            throw new Error(`${name}: ${String(error)}`, { cause: error });
          expect(error.message, name).not.toMatch(/\bat .*:\d+:\d+\)?$/m);
          refused++;
        }
      }
      console.log(`${repository}: ${inspected} inspected, ${refused} hold no SAML or XML`);
      expect(inspected).toBeGreaterThan(0);
    }, 120_000);
  }
});

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
