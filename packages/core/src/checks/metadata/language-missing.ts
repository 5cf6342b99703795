import { XML_NAMESPACE } from '../../xml/namespaces.ts';
import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { localizedIn } from '../localized-texts.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/language-missing',
  title: 'A text has no language',
  severity: 'error',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.2.4',
      says: 'A localizedNameType has the attribute xml:lang, which is required.',
    },
  ],
  why: `Readers that validate refuse the entity; others show the text to nobody, or to everybody.`,
  fix: 'Have the operator of this entity add xml:lang="en", or whichever language it is in.',

  run({ entity: { element }, name }) {
    const bare = localizedIn(element).filter(
      (one) => !attributeNamed(one, 'lang', XML_NAMESPACE)?.value.trim(),
    );
    return failAt(bare, () => ({
      name: shown(name),
      elements: allOf([...new Set(bare.map(({ localName }) => localName))]),
    }));
  },

  message: ({ name, elements }) => `There is no xml:lang on ${elements} of ${name}.`,
});
