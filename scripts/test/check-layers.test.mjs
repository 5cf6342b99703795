import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkLayers } from '../check-layers.mjs';

const roots = [];

afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

function tree(files) {
  const root = mkdtempSync(join(tmpdir(), 'samlscope-layers-'));
  roots.push(root);
  for (const [path, text] of Object.entries(files)) {
    const full = join(root, 'packages', path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  }
  return root;
}

// [what is wrong, file, text, the breach]
const breaches = [
  ['an import upwards', 'core/src/xml/a.ts', "import { x } from '../saml/b.ts';", /may import base/],
  [
    'a type import upwards',
    'core/src/base/a.ts',
    "import type { X } from '../xml/b.ts';",
    /may import nothing/,
  ],
  ['a re-export upwards', 'core/src/saml/a.ts', "export { x } from '../checks/run.ts';", /checks\/run\.ts/],
  [
    'an import over several lines',
    'core/src/dsig/a.ts',
    "import {\n  x,\n  y,\n} from '../saml/b.ts';",
    /saml\/b/,
  ],
  ['a dynamic import upwards', 'core/src/xml/a.ts', "const x = await import('../report/b.ts');", /report\/b/],
  [
    'an import of the pipeline',
    'core/src/report/a.ts',
    "import { x } from '../inspect.ts';",
    /above every layer/,
  ],
  ['a folder without a layer', 'core/src/extra/a.ts', '', /no layer/],
  ['a file outside every folder', 'core/src/stray.ts', '', /outside every folder/],
  ['the disk in a reader', 'core/src/saml/a.ts', "import { readFileSync } from 'node:fs';", /node:fs/],
  ['the disk in a seam', 'core/src/base/crypto.ts', "import { readFileSync } from 'node:fs';", /node:fs/],
  [
    'the value behind a type seam',
    'core/src/x509/certificate.ts',
    "import { X509Certificate } from 'node:crypto';",
    /node:crypto/,
  ],
  ['a package nobody knows', 'core/src/xml/a.ts', "import saxes from 'saxes';", /does not depend/],
  [
    'a package in the wrong place',
    'core/src/dsig/a.ts',
    "import { SignedXml } from 'xml-crypto';",
    /only dsig/,
  ],
  ['a missing extension', 'core/src/xml/a.ts', "import { x } from './b';", /without its \.ts/],
  [
    'an import of another package by path',
    'cli/src/a.ts',
    "import { x } from '../../core/src/b.ts';",
    /outside/,
  ],
  ['a file called utils', 'cli/src/utils.ts', '', /says nothing/],
  ['a folder called helpers', 'testkit/src/helpers/a.ts', '', /says nothing/],
  ['the clock', 'core/src/checks/a.ts', 'export const now = Date.now();', /clock/],
  ['the clock, by Date', 'core/src/checks/a.ts', 'export const now = new Date();', /clock/],
  ['the network', 'core/src/metadata/a.ts', "export const x = fetch('https://a.example');", /network/],
  [
    'the network in the command',
    'cli/src/a.ts',
    "import https from 'node:https';",
    /only packages\/cli\/src\/network\//,
  ],
  ['the network, loaded late', 'testkit/src/a.ts', "const x = await import('node:net');", /uses the network/],
  ['the environment', 'core/src/base/a.ts', "export const x = process.env['X'];", /process/],
];

for (const [what, file, text, breach] of breaches) {
  test(`reports ${what}`, () => {
    const problems = checkLayers(tree({ [file]: text }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(breach);
  });
}

test('passes what the design allows', () => {
  const root = tree({
    'core/src/base/crypto.ts': "import { createHash } from 'node:crypto';",
    'core/src/x509/certificate.ts': "import type { KeyObject } from 'node:crypto';",
    'core/src/dsig/second-opinion.ts': "import { SignedXml } from 'xml-crypto';\nimport '../xml/a.ts';",
    'core/src/checks/time/expired.ts': "import { defineCheck } from '../check.ts';",
    'core/src/saml/a.ts':
      '/**\n * import { x } from "../checks/run.ts"\n * Date.now() is not called here.\n */',
    'core/src/saml/b.ts':
      'export const at = new Date(0);\nexport const of = (given: { now: () => void }) => given.now();',
    'core/src/version.ts': "export const VERSION = '0.1.0';",
    'core/src/report/build.ts': "import { VERSION } from '../version.ts';",
    'core/src/inspect.ts': "import { x } from './report/build.ts';",
    'cli/src/network/ask.ts': "import https from 'node:https';",
    'cli/src/main.ts': "import { readFileSync } from 'node:fs';\nimport { inspect } from '@samlscope/core';",
  });
  expect(checkLayers(root)).toEqual([]);
});

test('this repository is as drawn', () => {
  expect(checkLayers(resolve(import.meta.dirname, '../..'))).toEqual([]);
});
