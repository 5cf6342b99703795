import {
  entityAttributeNames,
  entityAttributeValues,
  entityCategories,
} from '../../metadata/read-entity-attributes.ts';
import { readUiInfos } from '../../metadata/read-ui.ts';
import type { XmlElement } from '../../xml/document.ts';
import { defineCheck } from '../check.ts';
import { explaining, failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/code-of-conduct-without-privacy-statement',
  title: 'A code of conduct is claimed without a privacy statement',
  severity: 'error',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'refeds',
      section: 'Code of Conduct',
      says: 'A service that claims the Code of Conduct gives the address of its privacy policy in mdui:PrivacyStatementURL.',
    },
  ],
  why: `The claim is that the privacy policy says so. Identity providers that release attributes on its strength show
the user that page.`,
  fix: 'Have the operator of the service provider add mdui:PrivacyStatementURL, in English at least.',

  skip: ({ entity: { element } }) =>
    claimsConduct(element) ? undefined : 'the entity claims no code of conduct',

  run({ entity: { element, roles }, name }) {
    const urls = roles
      .flatMap((role) => readUiInfos(role.element))
      .flatMap(({ privacyStatementUrls }) => privacyStatementUrls);
    return explaining(
      failAt(urls.length > 0 ? [] : [element], () => ({ name: shown(name) })),
      roles.map((role) => ({ check: 'metadata/ui-privacy-statement-missing', on: role.element })),
    );
  },

  message: ({ name }) => `${name} claims the Code of Conduct and has no PrivacyStatementURL.`,
});

function claimsConduct(element: XmlElement): boolean {
  const conduct: readonly string[] = [
    entityCategories['GÉANT Code of Conduct 1'],
    entityCategories['REFEDS Code of Conduct 2'],
  ];
  return entityAttributeValues(element, entityAttributeNames.category).some(({ value }) =>
    conduct.includes(value),
  );
}
