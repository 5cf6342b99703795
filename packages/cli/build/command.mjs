// The text of the command, for a division of its modules into packs.

import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { checkModules, REGISTRY } from './checks.mjs';
import { cli, entry, idOf, shared } from './modules.mjs';
import { oneXpath } from './one-xpath.mjs';

/** Builds packs: name → the modules in it. All at once, since each alone would read every module anew. */
export async function buildPacks(modules, packs) {
  const packOf = packOfEach(packs);
  const wanted = importedFromOutside(modules, packOf);
  const names = [...packs.keys()];
  const { metafile, outputFiles } = await build({
    ...shared,
    entryPoints: names.map((name, i) => ({ in: `pack:${name}`, out: String(i) })),
    plugins: [
      packEntries(modules, packs, wanted),
      lateImports(modules),
      fromOtherPacks(modules, packOf),
      checkModules(modules, packOf),
      oneXpath(),
    ],
  });
  const texts = outputFiles.map(({ path, text }) => [
    names[basename(path, '.js')],
    `(function(require,provide,load,importBeside){${text}\n})`,
  ]);
  return { metafile, texts: new Map(texts), wanted };
}

/** One file of the packs, begun by the runtime. */
export async function assemble({ texts, wanted }, packs, atEnd = '') {
  const parts = [...texts].map(([pack, text]) => {
    const ids = packs.get(pack).filter((id) => wanted.has(id));
    const packed = brotliCompressSync(text).toString('base64');
    return `${quoted(pack)}:{modules:${quoted(` ${ids.join(' ')} `)},digest:${quoted(digestOf(text))},text(){/*${packed}*/}}`;
  });
  const { outputFiles } = await build({ ...shared, entryPoints: ['build/runtime.mjs'] });
  return `#!/usr/bin/env node
var samlscope={${parts.join(',\n')}};
${outputFiles[0].text}${atEnd}
module.exports = {};
`;
}

/** Tells the texts of a pack apart: V8 takes what was made of any other text of the same length. */
export const digestOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 16);

export function packOfEach(packs) {
  return new Map([...packs].flatMap(([pack, ids]) => ids.map((id) => [id, pack])));
}

/** The modules that are imported from another part than their own. */
export function importedFromOutside(modules, packOf) {
  const found = new Set([entry]);
  for (const [id, { imports, late }] of modules) {
    for (const target of imports.values()) if (packOf.get(target) !== packOf.get(id)) found.add(target);
    for (const target of late) found.add(target);
  }
  // The list of checks asks for those of other packs by their names.
  for (const id of modules.get(REGISTRY).imports.values()) {
    if (packOf.get(id) !== packOf.get(REGISTRY)) found.add(id);
  }
  return found;
}

/** Makes modules available to other packs. The exports are gathered when the first of them is asked for. */
function providing(modules, ids) {
  const names = (id, i, write) =>
    modules
      .get(id)
      .exports.map((name, j) => write(name, `m${i}_${j}`))
      .join();
  const imports = ids.map(
    (id, i) =>
      `import { ${names(id, i, (name, local) => `${name} as ${local}`)} } from ${quoted(modules.get(id).file)};`,
  );
  const getters = ids.map(
    (id, i) =>
      `${quoted(id)}: () => ({ ${names(id, i, (name, local) => `get ${name}() { return ${local}; }`)} })`,
  );
  return `${imports.join('\n')}\nprovide({ ${getters.join(',\n')} });`;
}

function packEntries(modules, packs, wanted) {
  return {
    name: 'pack-entries',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^pack:/ }, ({ path }) => ({
        path: path.slice('pack:'.length),
        namespace: 'pack',
      }));
      onLoad({ filter: /.*/, namespace: 'pack' }, ({ path }) => ({
        contents: providing(
          modules,
          packs.get(path).filter((id) => wanted.has(id)),
        ),
        resolveDir: cli,
      }));
    },
  };
}

/** `import()` gives a promise of what `load` gives; for a package installed beside the command, of what Node finds. */
function lateImports(modules) {
  return {
    name: 'late-imports',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ kind, path, importer }) => {
        if (kind !== 'dynamic-import') return undefined;
        const id = modules.get(idOf(importer))?.imports.get(path);
        return { path: id ?? path, namespace: id ? 'late' : 'beside' };
      });
      onLoad({ filter: /.*/, namespace: 'late' }, ({ path }) => ({
        contents: `module.exports = load(${quoted(path)});`,
        resolveDir: cli,
      }));
      onLoad({ filter: /.*/, namespace: 'beside' }, ({ path }) => ({
        // A promise in place of a module: who awaits import() awaits this as well.
        contents: `
          const then = (...given) => importBeside(${quoted(path)}).then(...given);
          module.exports = { __esModule: true, then };`,
        resolveDir: cli,
      }));
    },
  };
}

/** Leaves an import from another pack to the runtime. */
function fromOtherPacks(modules, packOf) {
  return {
    name: 'from-other-packs',
    setup({ onResolve }) {
      onResolve({ filter: /.*/ }, ({ path, importer }) => {
        const from = idOf(importer);
        const id = from && modules.get(from)?.imports.get(path);
        return id && packOf.get(id) !== packOf.get(from) ? { path: id, external: true } : undefined;
      });
    },
  };
}

const quoted = (text) => JSON.stringify(text);
