import { readUiInfos } from '../../metadata/read-ui.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/ui-repeated',
  title: 'A role has more than one UIInfo',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'mdui',
      section: '2.1',
      says: 'UIInfo must not appear more than once in an Extensions element.',
    },
  ],
  why: `Which of the two is shown depends on the product. Products differ in whether they mind it, so the fault shows late.`,
  fix: 'Have the operator of this entity put everything into one, several languages beside one another.',

  run({ element, roleName, name }) {
    const infos = readUiInfos(element);
    return failAt(
      infos.slice(1).map((one) => one.element),
      () => ({ role: roleName, name: shown(name), count: infos.length }),
    );
  },

  message: ({ role, name, count }) => `${role} of ${name} has ${count} UIInfo elements.`,
});
