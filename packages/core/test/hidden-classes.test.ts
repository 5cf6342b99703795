// What is made for one message after another must have the same hidden classes each time: V8 otherwise makes a new one
// for every object, which costs microseconds and fills the old generation. See docs/decisions/0024-objects-begin-with-a-name.md.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { expect, test } from 'vitest';
import { inspect } from '../src/index.ts';
import { messagesIn } from '../src/inspect.ts';

setFlagsFromString('--allow-natives-syntax');
const haveSameMap = new Function('one', 'other', 'return %HaveSameMap(one, other)') as (
  one: object,
  other: object,
) => boolean;

const root = fileURLToPath(new URL('../../../fixtures', import.meta.url));
const texts = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => /input\.[a-z0-9]+$/.test(name))
  // Why a signature fails is looked for at length; every fourth shows all that is made often.
  .filter((_, i) => i % 4 === 0)
  .map((name) => ({ name, text: readFileSync(join(root, name)) }));

test('an object that begins with a copy and goes on is told from one that begins with a name', () => {
  const named = (more: object) => [{ kind: 'named', ...more }];
  const copied = (more: object) => [{ ...more, kind: 'copied' }];
  const lastTwo = (make: (more: object) => object[]) =>
    differences(...([...Array(100)].map((_, i) => make({ id: `_${i}` })).slice(-2) as [object, object]));
  expect(lastTwo(named)).toEqual([]);
  expect(lastTwo(copied)).toEqual(['[]']);
});

test('a report, made again, has the same hidden classes', () => {
  expect(unlike((text) => inspect(text, { now: 'issued', sp: 'aws' }))).toEqual([]);
});

test('so has what was read of a message', () => {
  expect(
    unlike((text) => messagesIn(text, [], undefined).map((message) => ({ message, document: undefined }))),
  ).toEqual([]);
});

/** Places whose objects differ when the same is done twice, with the fixture in which each showed first. */
function unlike(make: (text: Uint8Array) => object): string[] {
  const found = new Map<string, string>();
  // The first time hidden classes come into being, and those of one object may be generalised by the next.
  for (const { text } of texts) attempt(() => make(text));
  for (const { name, text } of texts) {
    const [one, other] = [attempt(() => make(text)), attempt(() => make(text))];
    for (const place of differences(one, other)) if (!found.has(place)) found.set(place, name);
  }
  return [...found].map(([place, name]) => `${place} of ${name}`);
}

function attempt(make: () => object): object | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

function differences(one: unknown, other: unknown): string[] {
  const places = new Set<string>();
  const seen = new Set<object>();
  const pending: [unknown, unknown, string][] = [[one, other, '']];
  for (let pair = pending.pop(); pair; pair = pending.pop()) {
    const [a, b, path] = pair;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || a === b) continue;
    if (seen.has(b) || b instanceof Map || b instanceof Set) continue;
    seen.add(b);
    if (!Array.isArray(b) && !haveSameMap(a, b)) places.add(path.replace(/\d+(?=\])/g, ''));
    for (const [key, value] of Object.entries(b)) {
      const step = Array.isArray(b) ? `[${key}]` : `.${key}`;
      pending.push([(a as Record<string, unknown>)[key], value, `${path}${step}`]);
    }
  }
  return [...places];
}
