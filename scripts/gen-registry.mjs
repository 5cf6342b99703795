// Writes packages/core/src/checks/registry.gen.ts: the list of checks is the content of their folders.
// Usage: node scripts/gen-registry.mjs

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CHECKS = 'packages/core/src/checks';

/** Every check's `topic/fault`, sorted: one for each file in a folder of `checks/`. */
export function listChecks(root) {
  const folder = join(root, CHECKS);
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: topic }) =>
      readdirSync(join(folder, topic))
        .filter((file) => file.endsWith('.ts'))
        .map((file) => `${topic}/${file.slice(0, -'.ts'.length)}`),
    )
    .sort();
}

/** The registry's text. Throws where a file's `id` is not its path. */
export function registryText(root) {
  const ids = listChecks(root);
  for (const id of ids) {
    const declared = /^ {2}id: '([^']*)'/m.exec(readFileSync(join(root, CHECKS, `${id}.ts`), 'utf8'))?.[1];
    if (declared !== id) {
      throw new Error(
        `${CHECKS}/${id}.ts declares ${declared === undefined ? 'no id' : `the id "${declared}"`}. ` +
          `A file in a folder of checks/ is one check, and its id is its path: "${id}".`,
      );
    }
  }
  return [
    "import type { AnyCheck } from './check.ts';",
    ...ids.map((id) => `import ${variable(id)} from './${id}.ts';`),
    '',
    '/** Every check, by id. Written by scripts/gen-registry.mjs. */',
    `export const checks: readonly AnyCheck[] = [${ids.map((id) => `\n  ${variable(id)},`).join('')}${ids.length > 0 ? '\n' : ''}];`,
    '',
  ].join('\n');
}

/** Writes the registry where its text changed, so that an incremental build sees no difference otherwise. */
export function writeRegistry(root) {
  const path = join(root, CHECKS, 'registry.gen.ts');
  const text = registryText(root);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return false;
  writeFileSync(path, text);
  return true;
}

/** `subject/bearer-window-closed` → `subjectBearerWindowClosed`. */
function variable(id) {
  return id.replace(/[^A-Za-z0-9]+(.)/g, (_, letter) => letter.toUpperCase());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    writeRegistry(resolve(dirname(fileURLToPath(import.meta.url)), '..'));
  } catch (error) {
    console.error(`gen-registry: ${error.message}`);
    process.exitCode = 1;
  }
}
