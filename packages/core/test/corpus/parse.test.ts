// The XML files of other projects: read as saxes reads them, and refused where the JDK's parser refuses them.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { read } from '../xml/reading.ts';
import { eventsOf, eventsOfSaxes } from '../xml/saxes.ts';

const corpus = resolve(import.meta.dirname, '../../../../../shared/corpus');
const oracle = resolve(corpus, 'oracle-jdk.jsonl');

interface OracleLine {
  readonly repo: string;
  readonly file: string;
  readonly encoding: 'xml' | 'base64' | 'deflate';
  /** `ok`, or what the JDK says against the file. */
  readonly parse: string;
}

function xmlFiles(): { name: string; text: string; jdk: string }[] {
  return readFileSync(oracle, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as OracleLine)
    .filter(({ encoding }) => encoding === 'xml')
    .map(({ repo, file, parse }) => ({
      name: `${repo}/${file}`,
      text: new TextDecoder().decode(readFileSync(resolve(corpus, repo, file))),
      jdk: parse,
    }));
}

const absent = !existsSync(oracle);
if (absent) console.log(`corpus/parse: skipped, ${oracle} is absent`);

test.skipIf(absent)('saxes and we agree on every file', () => {
  const files = xmlFiles();
  const differing = files.filter(({ text }) => {
    const document = read(text);
    const { events, error } = eventsOfSaxes(text);
    if (document.problem) return error === undefined;
    return error !== undefined || eventsOf(document).join('\n') !== events.join('\n');
  });
  expect(files.length).toBeGreaterThan(1000);
  expect(differing.map(({ name }) => name)).toEqual([]);
});

test.skipIf(absent)('the JDK and we agree on every file that needs no DTD', () => {
  const verdicts = new Map<string, number>();
  const unknown: string[] = [];
  for (const { name, text, jdk } of xmlFiles()) {
    const document = read(text);
    const ours = document.problem?.code ?? 'ok';
    // The JDK reads the DTD. We never do (XML 1.0 §5.1 lets no entity it declares be expanded unread).
    const byDesign = jdk === 'ok' && ours === 'undefined-entity' && document.doctype !== undefined;
    const verdict = byDesign
      ? 'entity of a DTD, never expanded by us'
      : `${ours}, JDK ${jdk === 'ok' ? 'ok' : 'refuses'}`;
    verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
    if (!byDesign && (ours === 'ok') !== (jdk === 'ok')) unknown.push(`${name}: ${ours}, JDK: ${jdk}`);
  }
  console.table(Object.fromEntries(verdicts));
  expect(unknown).toEqual([]);
});
