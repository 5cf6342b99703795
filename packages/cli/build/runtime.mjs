// What the bundle begins with: finds modules in their packs, and compiles a pack when something of it is used.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';

/* global samlscope: what assemble() of command.mjs writes above this */

/** How to get the exports of each module that is imported from another pack than its own, once its pack has run. */
const provided = new Map();
/** Those of whatever was asked for. */
const loaded = new Map();

function provide(modules) {
  for (const id in modules) provided.set(id, modules[id]);
}

/** The exports of a module; its pack is compiled and run unless it has been. */
function load(id) {
  let found = loaded.get(id);
  if (!found) {
    if (!provided.has(id)) run(packOf(id));
    found = provided.get(id)();
    loaded.set(id, found);
  }
  return found;
}

/** A package that is installed beside the command. */
const importBeside = (name) => import(name);

const started = new Set();

function run(pack) {
  if (started.has(pack)) throw new Error(`The pack ${pack} needs itself to start.`);
  started.add(pack);
  const { digest, text } = samlscope[pack];
  const beside = `${pack.replaceAll('/', '-')}-${digest}`;
  const script = new Script((readBeside(`${beside}.txt`) ?? unpack(text)).latin1Slice(), {
    filename: `${__filename}.${beside}.txt`,
    cachedData: readBeside(`${beside}-${process.version}-${process.platform}-${process.arch}.v8`),
  });
  samlscope[pack].script = script;
  script.runInThisContext()(requireFrom(pack), provide, load, importBeside);
}

/** What the build unpacked or compiled beforehand. Whoever took this file alone goes without. */
function readBeside(name) {
  try {
    return readFileSync(join(__dirname, 'ready', name));
  } catch {
    return undefined;
  }
}

/** What is packed stands in the comment of a function: V8 passes over comments faster than over anything else. */
function unpack(text) {
  const written = String(text);
  const packed = written.slice(written.indexOf('/*') + 2, written.lastIndexOf('*/'));
  return process.getBuiltinModule('node:zlib').brotliDecompressSync(Buffer.from(packed, 'base64'));
}

function packOf(id) {
  return Object.keys(samlscope).find((pack) => isIn(pack, id));
}

function isIn(pack, id) {
  return samlscope[pack]?.modules.includes(` ${id} `);
}

/**
 * `require` in a pack. What is imported from one that has not run is asked for, and the pack compiled, when it is first
 * used. Whoever comes late may as well have at once what the usual run uses: so it is reached faster.
 */
function requireFrom(importer) {
  const isLate = importer !== 'start' && importer !== 'usual';
  return (id) => {
    if (!/^(?:core|cli)\//.test(id)) return require(id);
    if (provided.has(id) || (isLate && isIn('usual', id))) return load(id);
    let found;
    const get = (_, name) => {
      found ??= load(id);
      return found[name];
    };
    return new Proxy({}, { get });
  };
}

load('cli/main');
