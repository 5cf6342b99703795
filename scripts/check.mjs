// Everything that is checked besides the tests, one line a step. Runs them all, then fails if any failed.
// Usage: node scripts/check.mjs [step…]

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const PUBLISHED = ['core', 'cli', 'testkit'];

const steps = [
  ['format and lint', () => run('biome', ['ci', '--colors=off', '.'])],
  ...PUBLISHED.map((name) => [
    `types of ${name}`,
    () => run('tsc', ['-p', `packages/${name}/tsconfig.json`, '--noEmit']),
  ]),
  ['types of the tests', () => run('tsc', ['-p', 'tsconfig.test.json'])],
  ['layers', () => run(process.execPath, ['scripts/check-layers.mjs'])],
  ...PUBLISHED.map((name) => [
    `package ${name}`,
    () => run('publint', ['run', `packages/${name}`, '--pack', 'npm', '--strict']),
  ]),
  // The command has no types to be wrong about.
  ...PUBLISHED.filter((name) => name !== 'cli').map((name) => [
    `types as published of ${name}`,
    () => run('attw', ['--pack', `packages/${name}`, '--profile', 'esm-only', '--no-color', '--no-emoji']),
  ]),
  ['lock-file', lockFile],
  ['pages of the checks', () => run(process.execPath, ['scripts/docs.mjs', '--check'])],
];

/** A registry's address in the lock-file would tie everyone's set-up to the machine that wrote it. */
function lockFile() {
  const hosts = readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')
    .split('\n')
    .flatMap((line, i) =>
      line.includes('://') ? [`pnpm-lock.yaml:${i + 1} names a host: ${line.trim()}`] : [],
    );
  return { ok: hosts.length === 0, output: hosts.join('\n') };
}

function run(command, args) {
  const path = [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter);
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PATH: path },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { ok: status === 0, output: error ? `${command}: ${error.message}` : `${stdout}${stderr}`.trim() };
}

const wanted = process.argv.slice(2);
let failed = 0;
for (const [name, step] of steps.filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
  const start = performance.now();
  const { ok, output } = step();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${ok ? 'ok  ' : 'FAIL'}  ${name} (${seconds} s)`);
  if (!ok) {
    failed++;
    console.log(output.replace(/^/gm, '      '));
  }
}
console.log(failed === 0 ? 'all checks passed' : `${failed} of the checks failed`);
process.exitCode = failed === 0 ? 0 : 1;
