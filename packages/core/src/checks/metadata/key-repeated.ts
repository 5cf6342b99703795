import { defineCheck } from '../check.ts';
import { nameKey } from '../key-name.ts';
import { failAt, repeatedIn } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/key-repeated',
  title: 'A role lists a key twice for the same use',
  severity: 'note',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-iop',
      section: '2.5.1, 2.6.1',
      says: 'A certificate is only a notation for its key; whoever reads it takes the key out and passes over the rest.',
    },
  ],
  why: `Nothing changes when one of the two is removed, although somebody may think that a key was replaced.`,
  fix: `Have the operator of this entity keep one; where a new key was meant, see that its certificate really has
another key.`,

  run({ role, name }) {
    const again = repeatedIn(role.keys, ({ keys, use }) => keys[0] && `${use} ${keys[0].key.spkiSha256}`);
    return failAt(
      again.map(({ element }) => element),
      () => ({
        name: shown(name),
        key: again[0]?.keys[0] ? nameKey(again[0].keys[0]) : '',
      }),
    );
  },

  message: ({ name, key }) => `${name} lists the same key twice for one use: ${key}.`,
});
