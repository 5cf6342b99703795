import { roleUses } from '../../metadata/uses.ts';
import type { XmlElement } from '../../xml/document.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/key-of-several-entities',
  title: 'Several entities share a key',
  severity: 'note',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.1.1',
      says: 'A KeyDescriptor names a key with which its role signs or decrypts: whoever has it can act as each of them (our reading).',
    },
  ],
  why: `Whoever runs one of the systems can sign as any of the others, and a key that leaked from one must be replaced
at all. Sometimes a sample key that came with a product is in use.`,
  fix: `Make a key for each system, unless one operator means them to be one.`,

  skip: ({ entities }) => (entities.length > 1 ? undefined : 'there is one entity at most'),

  run(message) {
    const owners = new Map<string, { readonly at: XmlElement; readonly names: Set<string> }>();
    for (const { name, role } of roleUses(message)) {
      for (const { keys, element } of role.keys) {
        for (const { key } of keys) {
          const owner = owners.get(key.spkiSha256) ?? { at: element, names: new Set() };
          owner.names.add(name);
          owners.set(key.spkiSha256, owner);
        }
      }
    }
    const sharedKeys = [...owners.values()].filter(({ names }) => names.size > 1);
    return failAt(
      sharedKeys.map(({ at }) => at),
      () => ({
        keys: sharedKeys.length,
        names: allOf([...(sharedKeys[0]?.names ?? [])].map(shown)),
      }),
    );
  },

  message: ({ keys, names }) =>
    keys === 1
      ? `One key belongs to ${names}.`
      : `${counted(Number(keys), 'key')} belong to several entities each; the first to ${names}.`,
});
