import { defineCheck } from '../check.ts';
import { groupsOf } from '../endpoint-groups.ts';
import { failAt, repeatedIn } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/index-repeated',
  title: 'Two endpoints of a kind have the same index',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.2.3',
      says: 'index assigns a unique integer to each endpoint of a series.',
    },
  ],
  why: `A request that names an endpoint by its index means two, and the response goes to either.`,
  fix: 'Have the operator of this entity number the endpoints, from 0 or 1 on.',

  run({ element, name }) {
    const again = groupsOf(element).flatMap((group) => repeatedIn(group, ({ index }) => index?.value));
    return failAt(
      again.map((one) => one.index?.at ?? one.element),
      () => ({
        name: shown(name),
        what: allOf(again.map((one) => `${one.name} ${shown(one.index?.value ?? '')}`)),
      }),
    );
  },

  message: ({ name, what }) => `More than one endpoint of ${name} is ${what}.`,
});
