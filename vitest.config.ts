import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // The packages test their sources against each other's sources, never against a build that may be old.
    alias: [
      { find: /^@samlscope\/core$/, replacement: here('packages/core/src/index.ts') },
      {
        find: /^@samlscope\/core\/second-opinion$/,
        replacement: here('packages/core/src/dsig/second-opinion.ts'),
      },
      {
        find: /^@samlscope\/core\/private-key$/,
        replacement: here('packages/core/src/x509/private-key.ts'),
      },
      { find: /^@samlscope\/core\/pkcs12$/, replacement: here('packages/core/src/x509/pkcs12.ts') },
      { find: /^@samlscope\/core\/aws$/, replacement: here('packages/core/src/aws.ts') },
      { find: /^@samlscope\/core\/query$/, replacement: here('packages/core/src/query.ts') },
      { find: /^@samlscope\/core\/metadata$/, replacement: here('packages/core/src/metadata.ts') },
      { find: /^@samlscope\/testkit$/, replacement: here('packages/testkit/src/index.ts') },
    ],
  },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'scripts/test/**/*.test.mjs'],
    globalSetup: ['scripts/vitest-setup.mjs'],
    pool: 'threads',
    maxWorkers: 2,
    // Signing keys and spawned commands take their time on a slow machine; no test asserts a duration.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Growth is measured, and a busy machine bends a measurement; what is truly wrong is so each time.
    retry: 2,
    reporters: ['default', ['json', { outputFile: here('.cache/tests.json') }]],
  },
});
