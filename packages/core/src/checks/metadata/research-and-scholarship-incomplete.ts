import { readContacts } from '../../metadata/read-contacts.ts';
import {
  entityAttributeNames,
  entityAttributeValues,
  entityCategories,
} from '../../metadata/read-entity-attributes.ts';
import { readUiInfos } from '../../metadata/read-ui.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/research-and-scholarship-incomplete',
  title: 'Research and Scholarship is claimed without what it asks for',
  severity: 'error',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'refeds',
      section: 'Research and Scholarship 4.3.3',
      says: 'The service provider has mdui:DisplayName and mdui:InformationURL in its metadata.',
    },
    {
      spec: 'refeds',
      section: 'Research and Scholarship 4.3.4',
      says: 'It has one technical contact or more there.',
    },
  ],
  why: `Federations check these before they grant the category, and take it away where they are gone.`,
  fix: `Have the operator of the service provider add to the metadata what the category asks for and is missing.`,

  skip: ({ entity: { element, roles } }) =>
    roles.some(({ kind }) => kind === 'sp') &&
    entityAttributeValues(element, entityAttributeNames.category).some(
      ({ value }) => value === entityCategories['Research and Scholarship'],
    )
      ? undefined
      : 'no service provider that claims Research and Scholarship',

  run({ entity: { element, roles }, name }) {
    const infos = roles.flatMap((role) => readUiInfos(role.element));
    const contacts = [element, ...roles.map((role) => role.element)].flatMap(readContacts);
    const missing = [
      ...(infos.some(({ displayNames }) => displayNames.length > 0) ? [] : ['mdui:DisplayName']),
      ...(infos.some(({ informationUrls }) => informationUrls.length > 0) ? [] : ['mdui:InformationURL']),
      ...(contacts.some(({ contactType }) => contactType?.value === 'technical')
        ? []
        : ['a technical contact']),
    ];
    return failAt(missing.length === 0 ? [] : [element], () => ({
      name: shown(name),
      missing: allOf(missing),
    }));
  },

  message: ({ name, missing }) => `${name} claims Research and Scholarship and lacks ${missing}.`,
});
