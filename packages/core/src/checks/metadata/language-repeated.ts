import type { XmlElement } from '../../xml/document.ts';
import { XML_NAMESPACE } from '../../xml/namespaces.ts';
import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { localizedIn } from '../localized-texts.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/language-repeated',
  title: 'A text stands twice in one language',
  severity: 'warning',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'mdui',
      section: '2.1.2, 2.1.3, 2.1.4, 2.1.6, 2.1.7',
      says: 'There must not be more than one DisplayName, Description, Keywords, InformationURL or PrivacyStatementURL with the same xml:lang in one role.',
    },
  ],
  why: `Which of the two is shown depends on the product. Products differ in whether they mind it, so the fault shows late.`,
  fix: 'Have the operator of this entity keep one text for each language, and remove the other.',

  run({ entity: { element }, name }) {
    const seen = new Map<XmlElement | undefined, Set<string>>();
    const again = localizedIn(element).filter((one) => {
      const language = SINGLE.has(one.localName) && attributeNamed(one, 'lang', XML_NAMESPACE)?.value.trim();
      if (!language) return false;
      const beside = seen.get(one.parent) ?? new Set();
      seen.set(one.parent, beside);
      const before = beside.size;
      return beside.add(`${one.localName} ${language.toLowerCase()}`).size === before;
    });
    return failAt(again, () => ({
      name: shown(name),
      elements: allOf([...new Set(again.map(({ localName }) => localName))]),
    }));
  },

  message: ({ name, elements }) => `${elements} of ${name} stands twice with one xml:lang.`,
});

/** Elements of which one a language makes sense. An organisation may have several names. */
const SINGLE = new Set([
  'DisplayName',
  'Description',
  'Keywords',
  'InformationURL',
  'PrivacyStatementURL',
  'ServiceName',
]);
