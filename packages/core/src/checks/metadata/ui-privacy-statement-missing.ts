import { readUiInfos } from '../../metadata/read-ui.ts';
import { spRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { failAt, notFederated } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/ui-privacy-statement-missing',
  title: 'The service provider gives no privacy statement',
  severity: 'note',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'mdui',
      section: '2.1.7',
      says: 'PrivacyStatementURL leads to a statement on how information is used and managed by the entity in that role.',
    },
  ],
  why: `Identity providers show it when they ask users whether their data may be sent. Without it users cannot decide.`,
  fix: `Have the operator of the service provider add an mdui:PrivacyStatementURL that leads to the statement.`,

  skip: (use) => (spRoleOf(use) ? notFederated(use) : 'no service provider'),

  run({ element, name }) {
    const has = readUiInfos(element).some(({ privacyStatementUrls }) => privacyStatementUrls.length > 0);
    return failAt(has ? [] : [element], () => ({ name: shown(name) }));
  },

  message: ({ name }) => `The SPSSODescriptor of ${name} has no mdui:PrivacyStatementURL.`,
});
