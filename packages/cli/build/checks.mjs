// The list of checks in the bundle: it holds what the engine goes by before it asks, so that a check that is not asked
// costs a line.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cli, core } from './modules.mjs';

export const REGISTRY = 'core/checks/registry.gen';
const LATE_CHECK = join(cli, 'build/late-check.mjs');

const { checks } = await import(pathToFileURL(join(core, 'dist/checks/registry.gen.js')));
const byModule = new Map(checks.map((check) => [`core/checks/${check.id}`, check]));

export function checkModules(modules, packOf) {
  const usual = [...byModule.keys()].filter((id) => packOf.get(id) === packOf.get(REGISTRY));
  const registry = `
    import { LateCheck } from ${JSON.stringify(LATE_CHECK)};
    ${usual.map((id, i) => `import c${i} from ${JSON.stringify(modules.get(id).file)};`).join('\n')}
    export const checks = [${[...byModule].map(([id, check]) => entry(check, usual.indexOf(id)))}];`;
  return {
    name: 'checks',
    setup({ onLoad }) {
      onLoad({ filter: /registry\.gen\.js$/ }, () => ({ contents: registry, resolveDir: cli }));
    },
  };
}

function entry({ id, severity, on, needs, profile, skip }, usual) {
  const known = [id, severity, on, needs, profile].map((value) => String(JSON.stringify(value)));
  return `new LateCheck(${known},${skip ? 1 : 0}${usual < 0 ? '' : `,c${usual}`})`;
}
