/**
 * Writes the inputs of fixtures/: `tsx packages/testkit/src/make-fixtures.ts [folder]`.
 *
 * Made twice, they are the same byte for byte. expected.json is not written here: the fixtures test compares it, and
 * rewrites it under UPDATE=1. Folders that no recipe names are left alone, since a capture may be added by hand.
 */
import { fileURLToPath } from 'node:url';
import { writeFixtures } from './fixtures/write.ts';

const folder = process.argv[2] ?? fileURLToPath(new URL('../../../fixtures', import.meta.url));
const written = writeFixtures(folder);
console.log(`${written} fixtures are in ${folder}.`);
