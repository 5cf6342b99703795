// Starts a check: writes its file, and says how to make a fixture in which it fails.
// Usage: pnpm new check topic/fault

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKS, listChecks } from './gen-registry.mjs';

const USAGE =
  'Usage: pnpm new check topic/fault, in lower case with hyphens: pnpm new check subject/recipient-missing';

/** Writes the file and returns what to do next. Throws an Error with one line where it cannot. */
export function newCheck(root, id) {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id ?? '')) throw new Error(USAGE);
  const [topic, fault] = id.split('/');
  const ids = listChecks(root);
  if (ids.includes(id))
    throw new Error(
      `There is a check ${id} already. An id is never used again; name the fault more closely.`,
    );
  if (/-(?:error|warning|note)$/.test(id)) {
    throw new Error('An id names the fault, never its severity, which may change.');
  }
  const check = `${CHECKS}/${id}.ts`;
  mkdirSync(join(root, CHECKS, topic), { recursive: true });
  writeFileSync(join(root, check), checkText(id));
  const topics = [...new Set(ids.map((one) => one.slice(0, one.indexOf('/'))))];
  return [
    `Written: ${check}`,
    ...(topics.includes(topic) || topics.length === 0
      ? []
      : [`"${topic}" is a new topic; the others are ${topics.join(', ')}.`]),
    'Next:',
    '1. Fill it in: the fault, its severity, a citation read in the source, why, fix, and run above message.',
    `2. Add a recipe "${fault}" to packages/testkit/src/fixtures/${topic}.ts: a message in which it fails.`,
    '   npx -y pnpm@12 fixtures',
    '3. UPDATE=1 npx -y pnpm@12 test packages/core/test/fixtures.test.ts',
    `   and read fixtures/${id}/expected.json: it is the review.`,
    '4. npx -y pnpm@12 run docs',
    '   which writes its page. Commit the page and the fixture with the check.',
  ].join('\n');
}

function checkText(id) {
  return `import { defineCheck } from '../check.ts';

export default defineCheck({
  id: '${id}',
  title: 'The fault in one line, as a statement',
  severity: 'error',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.3.3',
      says: 'The sentence relied on, or our reading of it.',
    },
  ],
  why: \`Why anyone should care.\`,
  fix: \`What to change, at which end.\`,

  run(assertion) {
    if (assertion.id) return { verdict: 'pass' };
    return { verdict: 'fail', at: [assertion.element], data: { element: assertion.element.name } };
  },

  message: ({ element }) => \`The fault in this \${element}, in one sentence with its values.\`,
});
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [kind, id] = process.argv.slice(2);
  try {
    if (kind !== 'check') throw new Error(USAGE);
    console.log(newCheck(resolve(dirname(fileURLToPath(import.meta.url)), '..'), id));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
