import { readUiInfos } from '../../metadata/read-ui.ts';
import { idpRoleOf, spRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { failAt, notFederated } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/ui-display-name-missing',
  title: 'The role has no name for people',
  severity: 'note',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'mdui',
      section: '2.1.2',
      says: 'DisplayName is a name of the role that is fit to be shown to users.',
    },
  ],
  why: `Pages on which users choose their identity provider, or consent to a service, show the entityID or leave the
entity out.`,
  fix: `Have the operator of this entity add mdui:UIInfo with a DisplayName in each language of the users.`,

  skip: (use) => ((idpRoleOf(use) ?? spRoleOf(use)) ? notFederated(use) : 'another kind of role'),

  run({ element, roleName, name }) {
    const named = readUiInfos(element).some(({ displayNames }) => displayNames.length > 0);
    return failAt(named ? [] : [element], () => ({ role: roleName, name: shown(name) }));
  },

  message: ({ role, name }) => `${role} of ${name} has no mdui:DisplayName.`,
});
