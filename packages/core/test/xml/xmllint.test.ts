// The same canonical bytes as libxml2, where its command is installed. Namespace names are plain URIs here: libxml2
// refuses what is no URI, and writes "&" in one as it is, where C14n 1.0 §2.3 has namespace nodes escaped as attributes.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type Canonicalization, canonicalize } from '../../src/xml/c14n.ts';
import type { XmlDocument } from '../../src/xml/document.ts';
import { Random, randomDocument } from './generate.ts';
import { read } from './reading.ts';

const absent = spawnSync('xmllint', ['--version']).error !== undefined;
if (absent) console.log('xml/xmllint: skipped, xmllint (libxml2-utils) is not on the PATH');

// xmllint canonicalises with comments.
const modes: readonly (readonly [option: string, form: Canonicalization['form']])[] = [
  ['--c14n', 'inclusive'],
  ['--c14n11', 'inclusive-1.1'],
  ['--exc-c14n', 'exclusive'],
];

const DOCUMENTS = 400;

/** The last thing in each document, by which the outputs of one process are told apart. */
const END = '<?the end?>';

function wellFormedDocuments(): XmlDocument[] {
  const found: XmlDocument[] = [];
  for (let seed = 0; found.length < DOCUMENTS; seed++) {
    const document = read(randomDocument(new Random(seed), true) + END);
    if (!document.problem) found.push(document);
  }
  return found;
}

describe.skipIf(absent)('xmllint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'samlscope-c14n-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const documents = absent ? [] : wellFormedDocuments();
  const files = documents.map((document, i) => {
    const file = join(folder, `${i}.xml`);
    writeFileSync(file, document.source.text);
    return file;
  });

  test.each(modes)(`${DOCUMENTS} random documents with %s`, (option, form) => {
    const { stdout } = spawnSync('xmllint', [option, ...files], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const theirs = stdout.split(END).slice(0, -1);
    const ours = documents.map((document) => {
      const canonical = canonicalize(document, { form, withComments: true }).slice(0, -END.length);
      // For 1.1, libxml2 drops an empty xml:base though no ancestor is left out, which alone calls for a change (§2.4).
      return form === 'inclusive-1.1' ? canonical.replaceAll(' xml:base=""', '') : canonical;
    });
    const differing = ours.flatMap((one, i) =>
      one === theirs[i] ? [] : [{ text: documents[i]?.source.text, ours: one, xmllint: theirs[i] }],
    );
    expect(theirs.length).toBe(documents.length);
    expect(differing).toEqual([]);
  });
});
