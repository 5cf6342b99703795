import { defineCheck } from '../check.ts';
import { groupsOf } from '../endpoint-groups.ts';
import { failAt, isTrue } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/default-repeated',
  title: 'Two endpoints of a kind are both the default',
  severity: 'warning',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.2.3',
      says: 'isDefault designates the default endpoint of a series; the first that has isDefault="true" is it.',
    },
  ],
  why: `Products differ in which they take, the first or the last; responses arrive at one place today and at another
after an update.`,
  fix: 'Have the operator of this entity leave isDefault="true" on one of them.',

  run({ element, name }) {
    const several = groupsOf(element)
      .map((group) => group.filter(({ isDefault }) => isTrue(isDefault)))
      .filter((group) => group.length > 1);
    return failAt(
      several.flatMap((group) => group.slice(1).map((one) => one.isDefault?.at ?? one.element)),
      () => ({
        name: shown(name),
        kinds: allOf(several.map((group) => `${group.length} ${group[0]?.name}`)),
      }),
    );
  },

  message: ({ name, kinds }) => `${kinds} elements of ${name} are the default at once.`,
});
