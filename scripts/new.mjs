// Starts a check: its file and the folder of a fixture in which it is to fail.
// Usage: pnpm new check topic/fault

import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CHECKS, listChecks } from './gen-registry.mjs';

const USAGE =
  'Usage: pnpm new check topic/fault, in lower case with hyphens: pnpm new check subject/recipient-missing';

/** Writes the files and returns what to do next. Throws an Error with one line where it cannot. */
export function newCheck(root, id) {
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*\/[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id ?? '')) throw new Error(USAGE);
  const [topic] = id.split('/');
  const ids = listChecks(root);
  if (ids.includes(id))
    throw new Error(
      `There is a check ${id} already. An id is never used again; name the fault more closely.`,
    );
  if (/-(?:error|warning|note)$/.test(id)) {
    throw new Error('An id names the fault, never its severity, which may change.');
  }
  const check = `${CHECKS}/${id}.ts`;
  const given = `fixtures/${id}/given.json`;
  write(join(root, check), checkText(id));
  if (!existsSync(join(root, given))) write(join(root, given), givenText(id));
  const topics = [...new Set(ids.map((one) => one.slice(0, one.indexOf('/'))))];
  return [
    `Written: ${check} and ${given}.`,
    ...(topics.includes(topic) || topics.length === 0
      ? []
      : [`"${topic}" is a new topic; the others are ${topics.join(', ')}.`]),
    'Next:',
    `1. Fill in ${check}: the fault, its severity, a citation read in the source, why, fix, and run above message.`,
    `2. Put a message in which it fails beside given.json as input.xml (or .txt for a capture), made with the testkit.`,
    '3. UPDATE=1 npx -y pnpm@12 test packages/core/test/fixtures.test.ts, and read expected.json: it is the review.',
    '4. npx -y pnpm@12 run docs, which writes its page; commit the page too.',
  ].join('\n');
}

function write(path, text) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
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

function givenText(id) {
  const given = { about: `What makes ${id} fail here.`, origin: 'How the input was made.', facts: {} };
  return `${JSON.stringify(given, null, 2)}\n`;
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
