// How long a whole run of the command takes, beside a Node that does nothing.
// Usage: pnpm build && node bench/cold.mjs [runs]

import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { median } from '../scripts/fit-exponent.mjs';
import { inputs } from './inputs.mjs';

const RUNS = Number(process.argv[2] ?? 21);
const command = resolve(import.meta.dirname, '../packages/cli/dist/samlscope.js');
if (!existsSync(command)) {
  console.error(`${command} is not there. Run pnpm build first.`);
  process.exit(1);
}

// `a` where it is at hand, as people pipe it: with nothing given.
const all = inputs();
const { base64, name } = all.find((one) => one.name === 'a.xml') ?? all[0];
const runs = [
  { name: 'node -e 0', args: ['-e', '0'], times: [] },
  { name: 'samlscope --version', args: [command, '--version'], times: [] },
  { name: 'samlscope --help', args: [command, '--help'], times: [] },
  { name: `samlscope on ${name}`, args: [command], input: base64, times: [] },
];

for (let run = 0; run < RUNS; run++) {
  for (const { args, input, times } of runs) {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { input: input ?? '', encoding: 'utf8' });
    times.push(performance.now() - start);
    // 0: nothing found; 1: findings. Anything else is no run worth timing.
    if (status !== 0 && status !== 1) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  }
}

const size = (statSync(command).size / 1024).toFixed(0);
if (process.env.NODE_EXTRA_CA_CERTS) {
  console.log(
    'NODE_EXTRA_CA_CERTS is set: Node itself starts more slowly, so that the ratios are better than elsewhere.',
  );
}
console.log(`Node ${process.version}, median of ${RUNS} runs in turns; samlscope.js has ${size} KiB`);
const nothing = median(runs[0].times);
for (const { name, times } of runs) {
  const time = median(times);
  console.log(`  ${name.padEnd(30)}${time.toFixed(1).padStart(7)} ms  ${(time / nothing).toFixed(2)}×`);
}
