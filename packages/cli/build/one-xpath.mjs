import { dirname } from 'node:path';

/**
 * One copy of xpath for everybody: the one xml-crypto asks for, since its opinion is to be what it is elsewhere.
 * `samlscope query` does not mind.
 */
export function oneXpath() {
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
