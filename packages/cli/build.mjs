// Bundles the command, with nothing to install beside it, so that it starts quickly:
//   dist/samlscope.js    the command, one file
//   dist/THIRD-PARTY.txt the licences of the packages inside
//
// The larger libraries stand in that file compressed, unpacked and compiled when somebody asks for them: merely reading
// them as code takes a third of the time that everything else does.

import { chmodSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const core = join(here, '../core');
const output = join(here, 'dist/samlscope.js');
/** What is compiled late, together: the DOM and what works on it; PKCS#12; YAML. */
const LATE = { dom: ['@xmldom/xmldom', 'xpath', 'xml-crypto'], pkcs12: ['node-forge'], yaml: ['yaml'] };
/** What is a dependency of the command itself, not of the library. */
const OWN = ['yaml'];

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
const late = Object.fromEntries(
  await Promise.all(Object.entries(LATE).map(async ([group, names]) => [group, await bundleLate(names)])),
);
const command = await build({
  ...shared,
  entryPoints: ['src/main.ts'],
  outfile: output,
  format: 'cjs',
  external: ['@aws-sdk/client-iam'], // installed by whoever wants --live
  plugins: [lateLibraries(), lateZlib()],
  banner: { js: '#!/usr/bin/env node' },
  // Says that this is CommonJS to tools that guess from words, of which the texts in it hold "import" and "export".
  footer: { js: 'module.exports = {};' },
});
// CommonJS starts without the module loader's asynchronous part. The package is of modules, so this folder says otherwise.
writeFileSync(join(here, 'dist/package.json'), '{ "type": "commonjs" }\n');
// One character beyond Latin-1 doubles what V8 has to read and compile.
if (/[^\0-\x7f]/.test(readFileSync(output, 'utf8'))) throw new Error('The bundle is not pure ASCII.');
chmodSync(output, 0o755);
const inputs = [...Object.values(late), command].flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync(join(here, 'dist/THIRD-PARTY.txt'), notices(inputs));

function bundleLate(names) {
  return build({
    ...shared,
    stdin: {
      contents: `module.exports = {${names.map((name) => `get '${name}'() { return require('${name}'); }`)}};`,
      resolveDir: names.every((name) => OWN.includes(name)) ? here : core,
    },
    write: false,
    format: 'cjs',
    plugins: [oneXpath()],
  });
}

/** A group is compiled from its text when a module that imports from it is first imported itself. */
function lateLibraries() {
  const groupOf = new Map(
    Object.entries(LATE).flatMap(([group, names]) => names.map((name) => [name, group])),
  );
  return {
    name: 'late-libraries',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: new RegExp(`^(?:${[...groupOf.keys()].join('|')})$`) }, ({ path }) => ({
        path,
        namespace: 'library',
      }));
      onResolve({ filter: /^late:/ }, ({ path }) => ({
        path: path.slice('late:'.length),
        namespace: 'late-text',
      }));
      onLoad({ filter: /.*/, namespace: 'library' }, ({ path }) => ({
        contents: `module.exports = require('late:${groupOf.get(path)}')['${path}'];`,
      }));
      onLoad({ filter: /.*/, namespace: 'late-text' }, ({ path: group }) => {
        const text = `(function (module, exports, require) {${late[group].outputFiles[0].text}\n})`;
        const packed = brotliCompressSync(text).toString('base64');
        return {
          contents: `
            const { Script } = process.getBuiltinModule('node:vm');
            const { brotliDecompressSync } = process.getBuiltinModule('node:zlib');
            const text = brotliDecompressSync(Buffer.from('${packed}', 'base64')).toString();
            const run = new Script(text, { filename: 'samlscope-${group}.cjs' }).runInThisContext();
            run(module, module.exports, require);`,
        };
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
          export const inflateSync = (...given) => zlib().inflateSync(...given);
          export const createGunzip = (...given) => zlib().createGunzip(...given);`,
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
