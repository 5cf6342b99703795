// Every check on metadata, asked of the metadata files of other projects: none may crash, and what is found is counted.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Finding, inspect } from '../../src/index.ts';
import { corpus, corpusIsHere } from './corpus-files.ts';

describe.skipIf(!corpusIsHere)('metadata of other projects', () => {
  const files = corpusIsHere ? metadataFiles(corpus) : [];
  const found: { readonly file: string; readonly findings: readonly Finding[] }[] = [];

  test('is there', () => {
    expect(files.length).toBeGreaterThan(25);
  });

  test.each(files.map((file) => relative(corpus, file)))('%s crashes no check', (file) => {
    const report = inspect(readFileSync(join(corpus, file)), { now: Date.parse('2026-03-02T09:30:42Z') });
    expect(report.counts.crash).toBe(0);
    found.push({ file, findings: report.findings.filter(({ verdict }) => verdict === 'fail') });
  });

  test('is without errors in most files, certificates in PEM apart', () => {
    const counts = new Map<string, number>();
    for (const { findings } of found)
      for (const { check } of findings) counts.set(check, (counts.get(check) ?? 0) + 1);
    const lines = [...counts].sort(([, one], [, other]) => other - one).map(([check, n]) => `${n} ${check}`);
    console.log(`${found.length} files of metadata:\n${lines.join('\n')}`);
    const wrong = found.filter(({ findings }) =>
      findings.some(
        // ruby-saml keeps its test certificates in PEM throughout, which its own reader undoes.
        ({ check, severity }) =>
          check.startsWith('metadata/') && severity === 'error' && check !== 'metadata/certificate-in-pem',
      ),
    );
    expect(wrong.length).toBeLessThan(found.length / 2);
  });
});

/** Files whose root is of SAML metadata, by their first kilobytes. */
function metadataFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && statSync(path).size < 2_000_000)
    .filter((path) =>
      /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:\w+:)?Entit(?:y|ies)Descriptor[\s>]/.test(
        readFileSync(path, 'utf8').slice(0, 2000),
      ),
    )
    .sort();
}
