import { readUiInfos } from '../../metadata/read-ui.ts';
import { defineCheck } from '../check.ts';
import { explaining, failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/ui-misplaced',
  title: 'UIInfo stands on the entity and not on a role',
  severity: 'error',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'mdui',
      section: '2.1',
      says: 'UIInfo must appear in the Extensions of a role; what it means elsewhere is not defined.',
    },
  ],
  why: `Products look for it in the role. Here nobody sees it. Products differ in whether they mind it, so the fault shows late.`,
  fix: `Have the operator of this entity move it into Extensions of IDPSSODescriptor or SPSSODescriptor.`,

  run({ entity: { element, roles }, name }) {
    const infos = readUiInfos(element);
    return explaining(
      failAt(
        infos.map((one) => one.element),
        () => ({ name: shown(name) }),
      ),
      roles.flatMap((role) =>
        ['display-name', 'logo', 'privacy-statement'].map((part) => ({
          check: `metadata/ui-${part}-missing`,
          on: role.element,
        })),
      ),
    );
  },

  message: ({ name }) => `UIInfo of ${name} stands in the Extensions of EntityDescriptor.`,
});
