import { spRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { failAt, notFederated } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/key-for-both-uses',
  title: 'One key signs and decrypts',
  severity: 'note',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.1.1',
      says: 'use says whether a key signs or decrypts; without it a key does both. To have one for each is our advice.',
    },
  ],
  why: `Where a flaw lets somebody use the key to decrypt, the same may let them sign, and the two cannot be replaced
apart.`,
  fix: 'Have the operator of this entity make a second key, and list each with its use.',

  skip: (use) => (spRoleOf(use) ? notFederated(use) : 'no service provider'),

  run({ role, name }) {
    const signing = new Set(
      role.keys
        .filter(({ use }) => use === 'signing')
        .flatMap(({ keys }) => keys.map(({ key }) => key.spkiSha256)),
    );
    const both = role.keys.filter(
      ({ use, keys }) => use === 'encryption' && keys.some(({ key }) => signing.has(key.spkiSha256)),
    );
    return failAt(
      both.map(({ element }) => element),
      () => ({ name: shown(name) }),
    );
  },

  message: ({ name }) => `${name} lists one key for signing and for encryption.`,
});
