import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CHECKS, registryText } from '../gen-registry.mjs';
import { newCheck } from '../new.mjs';

let root;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'samlscope-new-'));
  mkdirSync(join(root, CHECKS), { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true }));

test('writes a check that the registry takes, and says how to make its fixture', () => {
  const next = newCheck(root, 'subject/recipient-missing');
  expect(registryText(root)).toContain("from './subject/recipient-missing.ts'");
  expect(next).toContain('"recipient-missing" to packages/testkit/src/fixtures/subject.ts');
  expect(next).toContain('fixtures/subject/recipient-missing/expected.json');
});

test('puts run above message, or the data would lose its type', () => {
  newCheck(root, 'subject/recipient-missing');
  const text = readFileSync(join(root, CHECKS, 'subject/recipient-missing.ts'), 'utf8');
  expect(text.indexOf('run(')).toBeLessThan(text.indexOf('message:'));
});

test('leaves an existing check alone', () => {
  newCheck(root, 'subject/recipient-missing');
  expect(() => newCheck(root, 'subject/recipient-missing')).toThrow(/already/);
});

test('says when a topic is new', () => {
  newCheck(root, 'subject/recipient-missing');
  expect(newCheck(root, 'sbject/name-id-missing')).toContain('new topic; the others are subject');
});

// [id, why not]
const refused = [
  [undefined, /Usage/],
  ['recipient', /Usage/],
  ['subject/Recipient', /Usage/],
  ['subject/../../x', /Usage/],
  ['a/b/c', /Usage/],
  ['subject/recipient-error', /severity/],
];

for (const [id, why] of refused) {
  test(`refuses ${id}`, () => {
    expect(() => newCheck(root, id)).toThrow(why);
  });
}
