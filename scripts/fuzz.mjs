// Draws messages that nobody would send until one makes samlscope crash, and prints that one.
// Usage: pnpm fuzz [how many] [seed]          100,000 and a seed of the day, unless given
// Where the messages of other projects are beside the repository, they are damaged too.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { damaged, misbehaviour, randomFacts, randomTree } from '../packages/core/test/random-messages.ts';

const [count = '100000', seed = String(Math.floor(Date.now() / 86_400_000))] = process.argv.slice(2);
const numRuns = Math.ceil(Number(count) / 2);
const root = resolve(import.meta.dirname, '..');
const samples = [join(root, 'fixtures'), resolve(root, '../shared/corpus')].flatMap(samplesUnder);

for (const [what, input] of [
  ['trees of SAML names', randomTree],
  [`damaged messages out of ${samples.length}`, damaged(samples)],
]) {
  const started = performance.now();
  const result = fc.check(
    fc.property(input, randomFacts, (message, facts) => misbehaviour(message, facts) === undefined),
    { numRuns, seed: Number(seed) },
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  if (result.failed) {
    const [message, facts] = result.counterexample;
    console.error(`After ${result.numRuns} ${what} (seed ${seed}): ${misbehaviour(message, facts)}`);
    console.error(`The message, in base64: ${Buffer.from(message).toString('base64')}`);
    console.error(`The facts: ${JSON.stringify(facts)}`);
    process.exit(1);
  }
  console.log(`${result.numRuns} ${what}, seed ${seed}: no crash, ${seconds} s`);
}

/** Inputs small enough to be drawn often. */
function samplesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^(?:given|expected)\.json$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
    .filter(({ length }) => length > 0 && length < 100_000);
}
