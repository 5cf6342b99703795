import {
  entityAttributeNames,
  entityCategories,
  readEntityAttributes,
} from '../../metadata/read-entity-attributes.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { misspelt } from '../misspelt.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/entity-category-misspelt',
  title: 'An entity category is nearly one that is known',
  severity: 'warning',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'rfc',
      section: '8409 3.2',
      says: 'Values of the entity category attribute are opaque: they are compared as strings.',
    },
    {
      spec: 'refeds',
      section: 'Entity categories',
      says: 'Each category has one identifier, some with http:, some with https: (paraphrased).',
    },
  ],
  why: `The other side looks for the very identifier. With another one, an identity provider releases no attributes,
and nothing says why.`,
  fix: `Have the operator of this entity, or the federation that adds the category, write the identifier as its
specification does.`,

  run({ entity: { element }, name }) {
    const near = readEntityAttributes(element)
      .filter((one) => NAMES.has(one.name?.value ?? ''))
      .flatMap(({ values }) => values)
      .filter(({ value }) => !KNOWN.has(value))
      .flatMap((field) => {
        const bare = withoutScheme(field.value);
        const otherScheme = [...KNOWN].find((uri) => withoutScheme(uri) === bare);
        const meant = otherScheme ?? misspelt(field.value, KNOWN)?.meant;
        return meant === undefined ? [] : [{ field, meant }];
      });
    return failAt(
      near.map(({ field }) => field.at),
      () => ({
        name: shown(name),
        written: allOf(near.map(({ field }) => shown(field.raw))),
        meant: allOf(near.map(({ meant }) => meant)),
      }),
    );
  },

  message: ({ name, written, meant }) => `${name} is of the category ${written}; ${meant} is probably meant.`,
});

const KNOWN: ReadonlySet<string> = new Set(Object.values(entityCategories));

const NAMES = new Set<string>([
  entityAttributeNames.category,
  entityAttributeNames.categorySupport,
  entityAttributeNames.assurance,
]);

function withoutScheme(uri: string): string {
  return uri
    .replace(/^https?:/i, '')
    .replace(/\/$/, '')
    .toLowerCase();
}
