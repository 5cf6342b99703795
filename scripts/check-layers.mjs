// Holds the source tree against ARCHITECTURE.md: who may import whom, where the platform begins, what may be
// depended on, and what a file may not be called.
// Usage: node scripts/check-layers.mjs [root]

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folders of packages/core/src, lowest first, each with the folders it may import besides itself. */
const LAYERS = {
  base: [],
  xml: ['base'],
  x509: ['base'],
  dsig: ['base', 'xml', 'x509'],
  xenc: ['base', 'xml', 'x509', 'dsig'],
  capture: ['base', 'xml', 'dsig'],
  saml: ['base', 'xml', 'x509', 'dsig', 'xenc'],
  metadata: ['base', 'xml', 'x509', 'dsig', 'xenc', 'saml'],
  vendors: ['base', 'xml', 'x509', 'dsig', 'xenc', 'saml', 'metadata'],
  iam: ['base', 'xml', 'x509', 'dsig', 'xenc', 'saml', 'metadata', 'vendors'],
  entra: ['base', 'x509', 'iam'],
  peers: ['base', 'vendors'],
  checks: ['base', 'xml', 'x509', 'dsig', 'xenc', 'capture', 'saml', 'metadata', 'vendors', 'iam', 'entra'],
  report: [
    'base',
    'xml',
    'x509',
    'dsig',
    'xenc',
    'capture',
    'saml',
    'metadata',
    'vendors',
    'iam',
    'entra',
    'peers',
    'checks',
  ],
};

/** Files that stand above every layer: the pipeline and what is public. */
const ABOVE = [
  'inspect.ts',
  'aws.ts',
  'decode.ts',
  'verify.ts',
  'catalogue.ts',
  'query.ts',
  'metadata.ts',
  'lint.ts',
  'select-entities.ts',
  'index.ts',
];

/** Below every layer: a constant that anyone may import. */
const BELOW = ['version.ts'];

/** The only files of core that touch the platform, and with what: a browser build replaces these. */
const SEAMS = {
  'base/crypto.ts': ['node:crypto'],
  'base/inflate.ts': ['node:zlib'],
  'base/gzip.ts': ['node:zlib'],
  'base/bytes.ts': ['node:buffer', 'node:util'],
};

/** As SEAMS, but for types alone, which leave no trace in the output. */
const TYPE_SEAMS = { 'x509/certificate.ts': ['node:crypto'] };

/** The only files of core that may import each package. */
const PACKAGES = {
  'xml-crypto': ['dsig/second-opinion.ts'],
  '@xmldom/xmldom': ['dsig/second-opinion.ts', 'query.ts'],
  xpath: ['query.ts'],
  'node-forge': ['x509/describe.ts', 'x509/pkcs12.ts'],
};

/** What would make core's answer depend on more than its input. */
const IMPURE = [
  [/\bDate\.now\s*\(/, 'reads the clock (Date.now)'],
  [/\bnew Date\s*\(\s*\)/, 'reads the clock (new Date())'],
  [/\bperformance\s*\.\s*now\s*\(/, 'reads the clock (performance.now)'],
  [/\bMath\.random\s*\(/, 'draws a random number'],
  [/(?<![.\w])fetch\s*\(/, 'uses the network (fetch)'],
  [/(?<![.\w])process\s*\.\s*\w/, 'reads the process'],
  [/(?<![.\w])set(?:Timeout|Interval|Immediate)\s*\(/, 'waits (a timer)'],
];

/** What could send something, and the one folder outside core, in the command, that may. */
const NETWORK = /^node:(?:https?|http2|net|tls|dns|dgram)(?:\/|$)/;
const NETWORK_FOLDER = ['cli', 'network/'];

const NAMELESS = /^(?:utils?|helpers?|common|managers?)$/i;

/** Every breach under `root`, one sentence each; empty where the tree is as drawn. */
export function checkLayers(root) {
  const problems = [];
  const packages = join(root, 'packages');
  for (const name of existsSync(packages) ? readdirSync(packages).sort() : []) {
    const source = join(packages, name, 'src');
    if (!existsSync(source)) continue;
    for (const path of sourceFiles(source)) {
      const file = relative(source, path).split(sep).join('/');
      const report = (problem) => problems.push(`packages/${name}/src/${file} ${problem}`);
      checkName(file, report);
      const imports = readImports(readFileSync(path, 'utf8'));
      for (const { from } of imports) {
        if (from.startsWith('.') && resolveImport(file, from).startsWith('..')) {
          report(`imports ${from}, which is outside its package.`);
        }
      }
      if (name !== 'core') checkNetwork(name, file, imports, report);
      if (name === 'core') checkCoreFile(file, imports, readFileSync(path, 'utf8'), report);
    }
  }
  return problems;
}

function checkName(file, report) {
  for (const part of file.replace(/\.ts$/, '').split('/')) {
    if (NAMELESS.test(part)) report(`is called "${part}", which says nothing about what it does.`);
  }
}

function checkNetwork(name, file, imports, report) {
  const [owner, folder] = NETWORK_FOLDER;
  if (name === owner && file.startsWith(folder)) return;
  for (const { from } of imports)
    if (NETWORK.test(from)) report(`imports ${from}; only packages/${owner}/src/${folder} uses the network.`);
}

function checkCoreFile(file, imports, text, report) {
  const folder = file.includes('/') ? file.slice(0, file.indexOf('/')) : undefined;
  if (folder === undefined && !ABOVE.includes(file) && !BELOW.includes(file)) {
    report('stands outside every folder. Put it in the layer it belongs to.');
  }
  if (folder !== undefined && LAYERS[folder] === undefined) {
    report(`is in the folder "${folder}", which is no layer. Give it one in scripts/check-layers.mjs.`);
    return;
  }
  for (const { from, typeOnly } of imports) {
    if (from.startsWith('.')) {
      if (!from.endsWith('.ts')) report(`imports ${from} without its .ts.`);
      checkDirection(folder, resolveImport(file, from), report);
    } else if (from.startsWith('node:')) {
      const allowed = SEAMS[file]?.includes(from) || (typeOnly && TYPE_SEAMS[file]?.includes(from));
      if (!allowed) report(`imports ${from}. Only ${Object.keys(SEAMS).join(', ')} touch the platform.`);
    } else {
      const places = PACKAGES[packageName(from)];
      if (!places) report(`imports the package ${from}, which core does not depend on.`);
      else if (!places.includes(file)) report(`imports ${from}; only ${places.join(' and ')} may.`);
    }
  }
  checkPurity(text, report);
}

function checkDirection(folder, target, report) {
  const targetFolder = target.includes('/') ? target.slice(0, target.indexOf('/')) : undefined;
  if (target.startsWith('..')) return; // reported already
  if (folder === undefined || folder === targetFolder || BELOW.includes(target)) return;
  if (targetFolder === undefined) report(`imports ${target}, which stands above every layer.`);
  else if (!LAYERS[folder].includes(targetFolder)) {
    report(`imports ${target}: ${folder}/ may import ${LAYERS[folder].join(', ') || 'nothing'}.`);
  }
}

function checkPurity(text, report) {
  const code = text
    .split('\n')
    .filter((line) => !/^\s*(?:\/\/|\/?\*)/.test(line))
    .join('\n');
  for (const [pattern, says] of IMPURE) {
    if (pattern.test(code)) report(`${says}. Core's answer depends on its arguments alone.`);
  }
}

/**
 * The modules a file names. Import and export statements start their line, as the formatter leaves them, so that
 * an example in a comment is not taken for one; `import()` counts wherever it stands.
 */
function readImports(text) {
  const found = [];
  const statement = /^(?:import|export)\s+(type\s)?[^;'"]*?\bfrom\s*['"]([^'"]+)['"]/gm;
  for (const [, type, from] of text.matchAll(statement)) found.push({ from, typeOnly: type !== undefined });
  for (const [, from] of text.matchAll(/^import\s*['"]([^'"]+)['"]/gm)) found.push({ from, typeOnly: false });
  for (const [, from] of text.matchAll(/\bimport\s*\(\s*['"]([^'"]+)['"]/g)) {
    found.push({ from, typeOnly: false });
  }
  return found;
}

function resolveImport(file, from) {
  return posix.normalize(posix.join(posix.dirname(file), from));
}

/** `@scope/name/deep/path` → `@scope/name`. */
function packageName(from) {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return sourceFiles(path);
      return entry.name.endsWith('.ts') ? [path] : [];
    })
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? resolve(dirname(fileURLToPath(import.meta.url)), '..');
  const problems = checkLayers(root);
  for (const problem of problems) console.error(problem);
  if (problems.length > 0) process.exitCode = 1;
}
