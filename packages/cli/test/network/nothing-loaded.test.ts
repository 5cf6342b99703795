// Runs the built command as a user does. `pnpm build` makes it.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { idp } from './setup.ts';

const command = resolve(import.meta.dirname, '../../dist/samlscope.js');
const built = existsSync(command);
if (!built) console.log(`skipped: ${command} is absent; pnpm build makes it`);

test.skipIf(!built)('nothing that could fetch is loaded where no address is given', () => {
  const place = mkdtempSync(join(tmpdir(), 'samlscope-'));
  writeFileSync(join(place, 'idp.xml'), idp);
  writeFileSync(
    join(place, 'watch.cjs'),
    "process.on('exit', () => process.stderr.write('loaded ' + process.moduleLoadList.join(' ')));",
  );
  const loaded = (...line: string[]) =>
    spawnSync(process.execPath, ['-r', join(place, 'watch.cjs'), command, ...line], {
      cwd: place,
      encoding: 'utf8',
    }).stderr;
  for (const line of [
    ['--idp-metadata', 'idp.xml', 'idp.xml'],
    ['metadata', 'show', 'idp.xml'],
  ]) {
    const modules = loaded(...line);
    expect(modules).toContain('loaded Internal Binding');
    expect(modules).not.toMatch(/NativeModule (?:https?|tls)(?: |$)/);
  }
  expect(loaded('metadata', 'show', '--allow-network', 'https://idp.invalid/')).toMatch(
    /NativeModule https /,
  );
});
