import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CHECKS, registryText, writeRegistry } from '../gen-registry.mjs';

let root;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'samlscope-registry-'));
  mkdirSync(join(root, CHECKS), { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true }));

function check(path, id = path) {
  const file = join(root, CHECKS, `${path}.ts`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `export default defineCheck({\n  id: '${id}',\n});\n`);
}

test('lists every check once, sorted, under a name of its own', () => {
  check('time/expired');
  check('audience/missing');
  check('audience/other-case');
  const text = registryText(root);
  expect(text.match(/^import \w+ from '.*';$/gm)).toEqual([
    "import audienceMissing from './audience/missing.ts';",
    "import audienceOtherCase from './audience/other-case.ts';",
    "import timeExpired from './time/expired.ts';",
  ]);
  expect(text).toContain('= [\n  audienceMissing,\n  audienceOtherCase,\n  timeExpired,\n];');
});

test('leaves out what is no check: files beside the folders, and what is not TypeScript', () => {
  check('time/expired');
  writeFileSync(join(root, CHECKS, 'run.ts'), '');
  writeFileSync(join(root, CHECKS, 'time/notes.md'), '');
  expect(registryText(root).match(/^import \w+ from/gm)).toHaveLength(1);
});

test('refuses a check whose id is not its path', () => {
  check('time/expired', 'time/too-late');
  expect(() => registryText(root)).toThrow(/declares the id "time\/too-late".*its path: "time\/expired"/);
});

test('writes only what changed', () => {
  check('time/expired');
  expect(writeRegistry(root)).toBe(true);
  expect(writeRegistry(root)).toBe(false);
  check('time/too-early');
  expect(writeRegistry(root)).toBe(true);
  expect(readFileSync(join(root, CHECKS, 'registry.gen.ts'), 'utf8')).toContain('timeTooEarly,');
});

test('is valid without a single check', () => {
  expect(registryText(root)).toContain('readonly AnyCheck[] = [];');
});
