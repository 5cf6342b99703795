// Bundles the command, with nothing to install beside it, so that it starts quickly:
//   dist/samlscope.js    the command, one file
//   dist/ready/          what most runs use of it, unpacked, and what V8 makes of that; nothing is missing without it
//   dist/THIRD-PARTY.txt the licences of the packages inside
//
// How it is divided: docs/decisions/0023-packs-of-the-command.md.

import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assemble, buildPacks, digestOf } from './build/command.mjs';
import { cli, readModules } from './build/modules.mjs';
import { notices } from './build/notices.mjs';
import { compile, usedModules } from './build/usual.mjs';

const modules = await readModules();
const packs = await usedModules(modules);
const used = new Set([...packs.values()].flat());
for (const [id, { pack }] of modules) {
  if (!used.has(id)) packs.set(pack, [...(packs.get(pack) ?? []), id]);
}
const built = await buildPacks(modules, packs);
const compiled = await compile(built, packs);
const text = await assemble(built, packs);
// One character beyond Latin-1 doubles what V8 has to read and compile.
if (/[^\0-\x7f]/.test(text)) throw new Error('The bundle is not pure ASCII.');

const output = join(cli, 'dist');
rmSync(output, { recursive: true, force: true });
mkdirSync(join(output, 'ready'), { recursive: true });
writeFileSync(join(output, 'samlscope.js'), text);
chmodSync(join(output, 'samlscope.js'), 0o755);
for (const [pack, octets] of compiled) {
  const packText = built.texts.get(pack);
  const beside = join(output, 'ready', `${pack}-${digestOf(packText)}`);
  writeFileSync(`${beside}.txt`, packText);
  writeFileSync(`${beside}-${process.version}-${process.platform}-${process.arch}.v8`, octets);
}
// The package is of modules, so this folder says otherwise.
writeFileSync(join(output, 'package.json'), '{ "type": "commonjs" }\n');
writeFileSync(join(output, 'THIRD-PARTY.txt'), notices(Object.keys(built.metafile.inputs)));
