import { shortName } from '../../saml/names.ts';
import { ns } from '../../xml/namespaces.ts';
import { childrenNamed, textOf } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { failAt, repeatedIn } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/name-id-format-repeated',
  title: 'A NameIDFormat stands twice',
  severity: 'note',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.2',
      says: 'NameIDFormat elements list the formats that are supported.',
    },
  ],
  why: `It does no harm; somebody may think that another one is listed.`,
  fix: 'Have the operator of this entity remove one of the two NameIDFormat elements from the metadata.',

  run({ element, name }) {
    const again = repeatedIn(childrenNamed(element, ns.md, 'NameIDFormat'), (one) => textOf(one).trim());
    return failAt(again, () => ({
      name: shown(name),
      formats: allOf(again.map((one) => shown(shortName(textOf(one).trim())))),
    }));
  },

  message: ({ name, formats }) => `${name} lists the NameIDFormat ${formats} twice.`,
});
