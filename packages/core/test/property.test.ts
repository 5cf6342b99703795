// 2,000 messages that nobody would send, the same ones every time. `pnpm fuzz` draws 100,000 others.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { damaged, misbehaviour, randomFacts, randomTree } from './random-messages.ts';

const root = resolve(import.meta.dirname, '../../../fixtures');
const samples = readdirSync(root)
  .filter((topic) => !topic.startsWith('_') && statSync(join(root, topic)).isDirectory())
  .flatMap((topic) => readdirSync(join(root, topic)).map((name) => join(root, topic, name)))
  .flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.startsWith('input.'))
      .map((name) => readFileSync(join(folder, name))),
  );

const settings = { numRuns: 1000, seed: 20_260_302, endOnFailure: true };

test('trees of SAML names with any values crash nothing', () => {
  fc.assert(
    fc.property(randomTree, randomFacts, (xml, facts) => {
      expect(misbehaviour(xml, facts)).toBeUndefined();
    }),
    settings,
  );
}, 300_000);

test('damaged messages crash nothing', () => {
  expect(samples.length).toBeGreaterThan(300);
  fc.assert(
    fc.property(damaged(samples), randomFacts, (bytes, facts) => {
      expect(misbehaviour(bytes, facts)).toBeUndefined();
    }),
    settings,
  );
}, 300_000);
