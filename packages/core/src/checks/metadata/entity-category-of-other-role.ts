import { entityAttributeNames, readEntityAttributes } from '../../metadata/read-entity-attributes.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/entity-category-of-other-role',
  title: 'An entity supports a category and is no identity provider',
  severity: 'warning',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'refeds',
      section: 'Entity categories',
      says: 'An entity-category-support attribute is for identity providers; the category itself is for service providers (paraphrased).',
    },
  ],
  why: `A service provider that writes the attribute of the other side belongs to no category, so that it gets no
attributes.`,
  fix: `Have the operator of the service provider, or its federation, use http://macedir.org/entity-category in place
of http://macedir.org/entity-category-support.`,

  run({ entity: { element, roles }, name }) {
    const support = readEntityAttributes(element).filter(
      (one) => one.name?.value === entityAttributeNames.categorySupport,
    );
    const isIdp = roles.some(({ kind }) => kind === 'idp');
    return failAt(isIdp ? [] : support.map((one) => one.element), () => ({ name: shown(name) }));
  },

  message: ({ name }) => `${name} says what categories it supports, as identity providers do, and is none.`,
});
