// Which modules the command consists of, and what each is called in the bundle: `core/xml/parse`, `cli/run`.

import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const cli = join(dirname(fileURLToPath(import.meta.url)), '..');
export const core = join(cli, '../core');
export const entry = 'cli/main';

export const shared = {
  absWorkingDir: cli,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'cjs', // starts without the asynchronous part of the loader of modules
  minify: true,
  legalComments: 'none', // dist/THIRD-PARTY.txt holds every licence in full
  metafile: true,
  write: false,
  outdir: 'dist',
  logLevel: 'warning',
  external: ['@aws-sdk/client-iam'], // installed by whoever wants --live
};

/** The packages that take longest to compile. Who imports one is packed with it, so that nobody else waits for it. */
const HEAVY = { dom: ['@xmldom/xmldom', 'xpath', 'xml-crypto'], pkcs12: ['node-forge'], yaml: ['yaml'] };

/** What a file of ours is called; `undefined` for a file of a package. */
export function idOf(path) {
  const folders = { core: join(core, 'dist'), cli: join(cli, 'src') };
  for (const [name, folder] of Object.entries(folders)) {
    if (!path.startsWith(folder + sep)) continue;
    return `${name}/${relative(folder, path).replaceAll(sep, '/')}`.replace(/\.(?:ts|js)$/, '');
  }
  return undefined;
}

/**
 * Every module of ours by what it is called: its file, the names it exports, its imports from what is written there to
 * what it is called, those it imports when they are needed (`import()`), and the pack it stands in unless the usual
 * run needs it.
 */
export async function readModules() {
  const { metafile } = await build({ ...shared, entryPoints: ['src/main.ts'] });
  const inputs = Object.entries(metafile.inputs).filter(([input]) => idOf(join(cli, input)) !== undefined);
  const exports = await exportsOf(inputs.map(([input]) => input));
  return new Map(
    inputs.map(([input, { imports }]) => {
      const id = idOf(join(cli, input));
      const ours = imports
        .filter(({ external }) => !external)
        .map(({ original, path, kind }) => [original, idOf(join(cli, path)), kind])
        .filter(([, target]) => target !== undefined);
      const about = {
        file: join(cli, input),
        exports: exports.get(input),
        imports: new Map(ours),
        late: ours.filter(([, , kind]) => kind === 'dynamic-import').map(([, target]) => target),
        pack: heavyPack(imports) ?? id.slice(0, id.lastIndexOf('/')),
      };
      return [id, about];
    }),
  );
}

async function exportsOf(files) {
  const { metafile } = await build({
    ...shared,
    bundle: false,
    format: 'esm',
    entryPoints: files,
    external: [],
  });
  return new Map(Object.values(metafile.outputs).map(({ entryPoint, exports }) => [entryPoint, exports]));
}

function heavyPack(imports) {
  return Object.keys(HEAVY).find((pack) => imports.some(({ original }) => HEAVY[pack].includes(original)));
}
