/**
 * Writes the inputs of fixtures/ and the captures of examples/: `tsx packages/testkit/src/make-fixtures.ts`.
 *
 * Made twice, they are the same byte for byte. expected.json is not written here: the fixtures test compares it, and
 * rewrites it under UPDATE=1. Folders that no recipe names are left alone, since a capture may be added by hand.
 */
import { fileURLToPath } from 'node:url';
import { writeExampleCaptures, writeFixtures } from './fixtures/write.ts';

const root = new URL('../../../', import.meta.url);
const fixtures = fileURLToPath(new URL('fixtures', root));
const written = writeFixtures(fixtures);
writeExampleCaptures(fileURLToPath(new URL('examples/captures', root)));
console.log(`${written} fixtures are in ${fixtures}.`);
