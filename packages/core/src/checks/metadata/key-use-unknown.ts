import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/key-use-unknown',
  title: 'The use of a key is neither signing nor encryption',
  severity: 'error',
  since: 'next',
  on: 'keyDescriptor',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.1.1',
      says: 'use is signing or encryption; without it the key serves both.',
    },
  ],
  why: `Readers that validate refuse the entity; others do not use the key for anything.`,
  fix: `Have the operator of this entity write signing or encryption in lower case, or leave the attribute out.`,

  run({ descriptor: { element }, number, of }) {
    const use = attributeNamed(element, 'use');
    const wrong = use && !['signing', 'encryption'].includes(use.value.trim());
    return failAt(use && wrong ? [use] : [], () => ({
      number,
      name: shown(of.name),
      use: shown(use?.value ?? ''),
    }));
  },

  message: ({ number, name, use }) => `KeyDescriptor ${number} of ${name} has the use ${use}.`,
});
