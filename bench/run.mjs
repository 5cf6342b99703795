// samlscope beside its peers, on the same messages, in the same process, in turns: a busy moment hits all of them.
// Usage: pnpm bench [rounds]

import { median } from '../scripts/fit-exponent.mjs';
import { contenders } from './contenders.mjs';
import { inputs } from './inputs.mjs';

const ROUNDS = Number(process.argv[2] ?? 15);
const WARM_UP_MS = 1000;
const ROUND_MS = 100;

async function measure(input) {
  const entries = [];
  for (const contender of contenders) {
    try {
      const work = contender.prepare(input);
      await repeat(work, WARM_UP_MS);
      entries.push({ contender, work, times: [] });
    } catch (error) {
      entries.push({ contender, refused: error.message });
    }
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const entry of entries) if (entry.work) entry.times.push(await repeat(entry.work, ROUND_MS));
  }
  return entries;
}

/** Milliseconds a call. What is synchronous is not awaited, which would cost it a turn of the event loop. */
async function repeat(work, ms) {
  const start = performance.now();
  let calls = 0;
  do {
    const result = work();
    if (result) await result;
    calls++;
  } while (performance.now() - start < ms);
  return (performance.now() - start) / calls;
}

function print(input, entries) {
  console.log(`\n${input.name}: ${input.bytes.toLocaleString('en')} bytes of XML`);
  const ours = median(entries[0].times ?? []);
  for (const { contender, times, refused } of entries) {
    const name = `${contender.name}${contender.version ? ` ${contender.version}` : ''}`.padEnd(22);
    if (refused) {
      console.log(`  ${name}  ${refused}`);
      continue;
    }
    const time = median(times);
    const us = (time * 1000).toFixed(0).padStart(9);
    const spread = `${(Math.min(...times) * 1000).toFixed(0)}–${(Math.max(...times) * 1000).toFixed(0)}`;
    const ratio = ours ? `${(time / ours).toFixed(2)}×`.padStart(8) : '';
    console.log(`  ${name}${us} µs ${ratio}  ${spread.padStart(14)}  ${contender.does}`);
  }
}

console.log(`Node ${process.version}, median and range of ${ROUNDS} rounds; × as long as samlscope inspect`);
for (const input of inputs()) print(input, await measure(input));
