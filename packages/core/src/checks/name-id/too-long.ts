import { nameIdFormats, shortName } from '../../saml/names.ts';
import { defineCheck } from '../check.ts';
import { nameIdsIn } from '../stated-by.ts';

export default defineCheck({
  id: 'name-id/too-long',
  title: 'A NameID is longer than its format allows',
  severity: 'error',
  since: 'next',
  on: 'message',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3.6, 8.3.7, 8.3.8',
      says: 'A persistent or transient identifier must not exceed 256 characters, an entity identifier 1024.',
    },
  ],
  why: `Receivers keep persistent identifiers in a column of 256 characters. A longer one is refused, or cut off, and two
users may then have the same.`,
  fix: `Have the identity provider make shorter identifiers; a hash of what it is computed from will do.`,

  skip: (message) => (nameIdsIn(message).length > 0 ? undefined : 'there is no NameID'),

  run(message) {
    const long = nameIdsIn(message).find(
      ({ value, format }) => value.length > (LONGEST[format?.value ?? ''] ?? Infinity),
    );
    if (!long) return { verdict: 'pass' };
    const most = LONGEST[long.format?.value ?? ''] ?? 0;
    return {
      verdict: 'fail',
      at: [long.at],
      data: { format: shortName(long.format?.value ?? ''), length: long.value.length, most },
      expected: `at most ${most} characters`,
      actual: `${long.value.length} characters`,
    };
  },

  message: ({ format, length, most }) =>
    `The ${format} NameID is ${length} characters long; ${most} are allowed.`,
});

const LONGEST: Readonly<Record<string, number>> = {
  [nameIdFormats.persistent]: 256,
  [nameIdFormats.transient]: 256,
  [nameIdFormats.entity]: 1024,
};
