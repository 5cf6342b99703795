// Which modules the usual runs use, and what V8 makes of them: found by running them.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assemble, buildPacks } from './command.mjs';
import { cli } from './modules.mjs';

/** A login at Entra ID to AWS, as people copy it from the browser. */
const login = (fixture, ...args) => ({
  args: ['--sp', 'aws', ...args],
  input: readFileSync(join(cli, '../../fixtures', fixture, 'input.xml')).toString('base64'),
});
/** Most captures are looked at when they are past, so this one is judged now. */
const REFUSED = login('conditions/audience-mismatch.spn');

/** What to run for each pack that is made of what runs use, beyond what the runs before it do. */
const RUNS = {
  start: [{ args: ['--version'] }, { args: ['--help'] }],
  usual: [
    login('clean/entra-to-aws', '--now', 'issued'),
    login('conditions/audience-mismatch.other-partition', '--now', 'issued'),
    REFUSED,
  ],
};

/** Pack → the modules that its runs use anything of. To find out, each module is a pack of its own. */
export async function usedModules(modules) {
  const packs = new Map([...modules.keys()].map((id) => [id, [id]]));
  const { texts, wanted } = await buildPacks(modules, packs);
  for (const [id, text] of texts)
    texts.set(id, `(globalThis.used ??= []).push(${JSON.stringify(id)});\n${text}`);
  const command = await assemble({ texts, wanted }, packs, tellAtEnd('used'));
  const before = new Set();
  return new Map(
    Object.entries(RUNS).map(([pack, runs]) => {
      const used = new Set(runs.flatMap((one) => told(command, one)).filter((id) => !before.has(id)));
      for (const id of used) before.add(id);
      return [pack, [...used]];
    }),
  );
}

/** Pack → what V8 made of it in a usual run, to be used in its place by the same version of Node. */
export async function compile(built, packs) {
  const made = Object.keys(RUNS).map(
    (pack) => `['${pack}', samlscope.${pack}.script.createCachedData().toString('base64')]`,
  );
  const command = await assemble(built, packs, tellAtEnd(`[${made}]`));
  return new Map(told(command, REFUSED).map(([pack, base64]) => [pack, Buffer.from(base64, 'base64')]));
}

function tellAtEnd(what) {
  return `process.on('exit', () => require('node:fs').writeFileSync(3, JSON.stringify(${what})));`;
}

/** @returns what {@link tellAtEnd} wrote at the end of a run */
function told(command, { args, input = '' }) {
  const folder = mkdtempSync(join(tmpdir(), 'samlscope-'));
  try {
    const file = join(folder, 'samlscope.cjs');
    writeFileSync(file, command);
    const { status, stderr, output } = spawnSync(process.execPath, [file, ...args], {
      input,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
      maxBuffer: 64 * 1024 * 1024,
    });
    // 1: there are findings.
    if (status !== 0 && status !== 1)
      throw new Error(`samlscope ${args.join(' ')} ended with ${status}: ${stderr}`);
    return JSON.parse(output[3]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
