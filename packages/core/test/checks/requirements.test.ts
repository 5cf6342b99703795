// docs/requirements.md names, for each sentence of SAML, the checks that ask for it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { catalogue } from '../../src/index.ts';

const page = readFileSync(
  fileURLToPath(new URL('../../../../docs/requirements.md', import.meta.url)),
  'utf8',
);
const rows = page
  .split('\n')
  .filter((line) => /^\| [\d\w]/.test(line) && !line.startsWith('| section'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

test('the page has rows for Core, Bindings and Profiles', () => {
  expect(rows.length).toBeGreaterThan(60);
});

test.each(rows.map(([, section = '', requirement = '', checks = '']) => [section, requirement, checks]))(
  '%s: %s',
  (_, __, checks) => {
    const named = [...checks.matchAll(/`([^`]+)`/g)].map(([, id]) => id);
    const known = catalogue.map(({ id }) => id as string);
    expect(named).not.toEqual([]);
    expect(named.filter((id) => !known.includes(id ?? ''))).toEqual([]);
  },
);
