import { defineCheck } from '../check.ts';
import { groupsOf } from '../endpoint-groups.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/default-denied',
  title: 'Every endpoint of a kind says that it is not the default',
  severity: 'note',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.2.3',
      says: 'Where no endpoint is the default and all say isDefault="false", the first one is it.',
    },
  ],
  why: `The one that is used is the first, although it denies being it. Whoever wrote the file meant something else.`,
  fix: 'Have the operator of this entity set isDefault="true" on the one that is meant.',

  run({ element, name }) {
    const denied = groupsOf(element).filter(
      (group) =>
        group.length > 1 &&
        group.every(({ isDefault }) => isDefault?.value === 'false' || isDefault?.value === '0'),
    );
    return failAt(
      denied.flatMap((group) => group.map((one) => one.isDefault?.at ?? one.element)),
      () => ({
        name: shown(name),
        kinds: allOf(denied.map((group) => group[0]?.name ?? '')),
      }),
    );
  },

  message: ({ name, kinds }) => `Every ${kinds} of ${name} says isDefault="false".`,
});
