// The demonstration: a login from Entra ID to AWS that AWS refuses, and what samlscope says of it.
//
//   pnpm demo
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = 'packages/cli/dist/samlscope.js';
const given = [
  ['--idp-metadata', 'examples/captures/entra-metadata.xml'],
  ['--sp-metadata', 'examples/captures/aws-metadata.xml'],
  ['--now', 'issued'],
  ['--request-id', "''"],
];
const file = 'examples/captures/entra-to-aws.b64';

if (!existsSync(`${root}${command}`)) {
  console.error(`${command} is not built yet: run "pnpm build" first, or "pnpm demo", which does.`);
  process.exit(1);
}

console.log(
  'AWS answers this login with an error page that names no cause. The response was copied from the',
);
console.log('browser; the metadata of both sides is at hand:\n');
const shown = [`$ samlscope ${file}`, ...given.map(([name, value]) => `    ${name} ${value}`)];
console.log(`${shown.join(' \\\n')}\n`);

const options = given.flatMap(([name, value]) => [name, value === "''" ? '' : value]);
const { status, error } = spawnSync(process.execPath, [command, file, ...options], {
  cwd: root,
  stdio: 'inherit',
});
if (error) throw error;

console.log(`
The command ended with ${status}: 1 says that it found something, so that a script can tell. The demonstration
itself ends with 0. Try next:
  node ${command} explain conditions/audience-mismatch
  node ${command} decode --pretty ${file}
  node examples/audience-mismatch.mjs    the same from a program, step by step`);
// A demonstration that shows nothing has failed.
process.exitCode = status === 1 ? 0 : 1;
