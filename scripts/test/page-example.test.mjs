// Every example on a page of docs/checks is what inspecting its fixture finds now, and every text of another product on
// it is one that is known now.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { catalogue, inspect } from '@samlscope/core';
import { xmlCryptoOpinion } from '@samlscope/core/second-opinion';
import { describe, expect, test } from 'vitest';
import { refusalsFor } from '../../packages/core/src/peers/peers.ts';
import { exampleText, readFacts } from '../page-example.mjs';

const root = resolve(import.meta.dirname, '../..');

const pages = catalogue.flatMap(({ id }) => {
  const path = join(root, 'docs/checks', `${id}.md`);
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8');
  return [{ id, text, fixture: /^From \[`fixtures\/([^`]+)`\]/m.exec(text)?.[1] }];
});

test('there are pages, and examples on them', () => {
  expect(pages.length).toBeGreaterThan(0);
  expect(pages.filter(({ fixture }) => fixture !== undefined).length).toBeGreaterThan(0);
});

describe.each(pages)('$id', ({ id, text, fixture }) => {
  test.skipIf(fixture === undefined)('the example is what is found', () => {
    const directory = join(root, 'fixtures', fixture);
    const input = readdirSync(directory).find((name) => name.startsWith('input.'));
    const { facts, secondOpinion } = JSON.parse(readFileSync(join(directory, 'given.json'), 'utf8'));
    const { findings } = inspect(readFileSync(join(directory, input)), readFacts(facts, directory), {
      name: input,
      ...(secondOpinion && { secondOpinion: xmlCryptoOpinion }),
    });
    const finding = findings.find(({ check, verdict }) => check === id && verdict === 'fail');
    expect(finding, `${fixture} does not fail ${id}`).toBeDefined();
    expect(text).toContain(exampleText(id, { fixture, finding }));
  });

  test('other products are quoted as they are known', () => {
    const quoted = [...text.matchAll(/^\| ([^|]+) \| `([^`]+)` \|/gm)].map(([, product, says]) => [
      product,
      says,
    ]);
    const known = refusalsFor(id).map(({ product, says }) => [
      product,
      says.replaceAll('`', "'").replaceAll('|', '\\|'),
    ]);
    expect(quoted).toEqual(known);
  });
});
