import { readUiInfos } from '../../metadata/read-ui.ts';
import { idpRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { failAt, notFederated } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/ui-logo-missing',
  title: 'The role has no logo',
  severity: 'note',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'mdui',
      section: '2.1.5',
      says: 'Logo says where a logo is found that is fit to be shown to users.',
    },
  ],
  why: `On a page of hundreds of identity providers users look for the picture.`,
  fix: `Have the operator of the identity provider add mdui:Logo with an https: address, width and height.`,

  skip: (use) => (idpRoleOf(use) ? notFederated(use) : 'no identity provider'),

  run({ element, name }) {
    const has = readUiInfos(element).some(({ logos }) => logos.length > 0);
    return failAt(has ? [] : [element], () => ({ name: shown(name) }));
  },

  message: ({ name }) => `The IDPSSODescriptor of ${name} has no mdui:Logo.`,
});
