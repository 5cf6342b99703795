// docs/citations.md lists what the catalogue cites, by section and title.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { catalogue } from '../../src/index.ts';

/** Cited by address, number or label: the citation itself leads to its source. */
const DIRECT = ['advisory', 'aws', 'entra', 'saml2int'];

test('each section that a check cites has its title on the page, and no other has', () => {
  const cited = catalogue.flatMap(({ cites }) =>
    cites
      .filter(({ spec }) => !DIRECT.includes(spec))
      .flatMap(({ spec, section }) => section.split(', ').map((one) => `${spec} ${one}`)),
  );
  expect(listed()).toEqual([...new Set(cited)].sort());
});

test('nothing in a citation rests on memory without the page saying so', () => {
  for (const { id, cites } of catalogue)
    for (const { says } of cites) expect(says, id).not.toMatch(/from memory|unverified/);
});

/** `spec section` of each row, sorted. */
function listed(): string[] {
  const page = readFileSync(fileURLToPath(new URL('../../../../docs/citations.md', import.meta.url)), 'utf8');
  return page
    .split(/^## /m)
    .slice(1)
    .flatMap((part) => {
      const [spec = ''] = part.split('\n', 1);
      return [...part.matchAll(/^\| ([^|]*?) +\| (?=[^|\s])(?!title|-)/gm)].map(
        ([, section]) => `${spec} ${section}`,
      );
    })
    .sort();
}
