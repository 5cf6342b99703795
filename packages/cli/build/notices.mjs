// The licences of the packages that became part of the bundle.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cli } from './modules.mjs';

/** @param inputs the files that were bundled, as esbuild tells them */
export function notices(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input);
    if (found) folders.add(join(cli, found[0]));
  }
  const texts = [...folders].map(noticeOf).sort();
  return `samlscope contains these packages:\n\n${texts.join(`\n${'-'.repeat(78)}\n\n`)}`;
}

function noticeOf(folder) {
  const { name, version, license, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const text = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE']
    .map((file) => readIfThere(join(folder, file)))
    .find((found) => found !== undefined);
  if (text === undefined) throw new Error(`${name} has no licence file; its notice cannot be kept.`);
  const url = typeof repository === 'string' ? repository : repository?.url;
  return `${name} ${version} (${license})\n${url ?? ''}\n\n${text.trim()}\n`;
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
