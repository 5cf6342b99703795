// Bundles the command into dist/samlscope.js: one file, nothing to install beside it, quick to start.

import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const output = join(here, 'dist/samlscope.js');

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ['src/main.ts'],
  outfile: output,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true, // half of the start-up time is reading the bundle
  plugins: [oneXpath(), lateZlib()],
  legalComments: 'none', // dist/THIRD-PARTY.txt holds every licence in full
  metafile: true,
  logLevel: 'warning',
  banner: {
    js: [
      '#!/usr/bin/env node',
      // CommonJS packages in the bundle ask for Node's own modules by require.
      "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
    ].join('\n'),
  },
});
chmodSync(output, 0o755);
writeFileSync(join(here, 'dist/THIRD-PARTY.txt'), notices(Object.keys(metafile.inputs)));

/**
 * One copy of xpath for everybody: the one xml-crypto asks for, since its opinion is to be what it is elsewhere.
 * `samlscope query` does not mind.
 */
function oneXpath() {
  return {
    name: 'one-xpath',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^xpath$/ }, async ({ kind, importer, resolveDir, pluginData }) => {
        if (pluginData === 'resolving' || importer.includes('xml-crypto')) return undefined;
        const options = { kind, resolveDir, pluginData: 'resolving' };
        const { path } = await resolve('xml-crypto', options);
        return resolve('xpath', { ...options, importer: path, resolveDir: dirname(path) });
      });
    },
  };
}

/** zlib is loaded when the first message is inflated: most are not deflated. */
function lateZlib() {
  return {
    name: 'late-zlib',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^node:zlib$/ }, ({ path }) => ({ path, namespace: 'late' }));
      onLoad({ filter: /.*/, namespace: 'late' }, () => ({
        contents: `
          const zlib = () => process.getBuiltinModule('node:zlib');
          export const constants = new Proxy({}, { get: (_, name) => zlib().constants[name] });
          export const inflateRawSync = (...given) => zlib().inflateRawSync(...given);
          export const inflateSync = (...given) => zlib().inflateSync(...given);`,
      }));
    },
  };
}

/** The licences of the packages that became part of the bundle. */
function notices(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input);
    if (found && !found[0].includes('@samlscope')) folders.add(join(here, found[0]));
  }
  const texts = [...folders].map(noticeOf).sort();
  return `samlscope contains these packages:\n\n${texts.join(`\n${'-'.repeat(78)}\n\n`)}`;
}

function noticeOf(folder) {
  const { name, version, license, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const require = createRequire(join(folder, 'package.json'));
  const text = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license', 'LICENCE']
    .map((file) => {
      try {
        return readFileSync(require.resolve(`./${file}`), 'utf8').trim();
      } catch {
        return undefined;
      }
    })
    .find((found) => found !== undefined);
  if (text === undefined) throw new Error(`${name} has no licence file; its notice cannot be kept.`);
  const url = typeof repository === 'string' ? repository : repository?.url;
  return `${name} ${version} (${license})\n${url ?? ''}\n\n${text}\n`;
}
