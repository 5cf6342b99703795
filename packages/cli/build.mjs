// Bundles the command, with nothing to install beside it, so that it starts quickly:
//   dist/samlscope.js    the command
//   dist/libraries.cjs   the DOM and what works on it, loaded by those who ask for it; merely reading it takes a
//                        third of the time that everything else does
//   dist/THIRD-PARTY.txt the licences of the packages inside

import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const core = join(here, '../core');
const output = join(here, 'dist/samlscope.js');
const LIBRARIES = ['@xmldom/xmldom', 'xpath', 'xml-crypto'];

const shared = {
  absWorkingDir: here,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  minify: true,
  legalComments: 'none', // dist/THIRD-PARTY.txt holds every licence in full
  metafile: true,
  logLevel: 'warning',
};

rmSync(join(here, 'dist'), { recursive: true, force: true });
const bundled = await Promise.all([
  build({
    ...shared,
    stdin: {
      contents: `module.exports = {${LIBRARIES.map((name) => `get '${name}'() { return require('${name}'); }`)}};`,
      resolveDir: core,
    },
    outfile: join(here, 'dist/libraries.cjs'),
    format: 'cjs',
    plugins: [oneXpath()],
  }),
  build({
    ...shared,
    entryPoints: ['src/main.ts'],
    outfile: output,
    format: 'esm',
    plugins: [lateLibraries(), lateZlib()],
    banner: {
      js: [
        '#!/usr/bin/env node',
        "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
      ].join('\n'),
    },
  }),
]);
chmodSync(output, 0o755);
const inputs = bundled.flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync(join(here, 'dist/THIRD-PARTY.txt'), notices(inputs));

/** The libraries come from their own file, when the module that imports them is first imported itself. */
function lateLibraries() {
  return {
    name: 'late-libraries',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^(?:${LIBRARIES.join('|')})$`) }, ({ path }) => ({
        path,
        namespace: 'library',
      }));
      onResolve({ filter: /^\.\/libraries\.cjs$/ }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /.*/, namespace: 'library' }, ({ path }) => ({
        contents: `module.exports = require('./libraries.cjs')['${path}'];`,
      }));
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

/** The licences of the packages that became part of the bundles. */
function notices(inputs) {
  const folders = new Set();
  for (const input of inputs) {
    const found = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(input);
    if (found) folders.add(join(here, found[0]));
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
