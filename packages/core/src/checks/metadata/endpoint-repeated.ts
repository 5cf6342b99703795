import { readEndpoints } from '../../metadata/read-endpoints.ts';
import { defineCheck } from '../check.ts';
import { failAt, repeatedIn } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/endpoint-repeated',
  title: 'An endpoint stands twice',
  severity: 'note',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.2.3',
      says: 'Endpoints of one kind are told apart by binding and location.',
    },
  ],
  why: `It does no harm in itself; an edit that changes only one of the two does.`,
  fix: 'Have the operator of this entity keep one of the two endpoints in the metadata.',

  run({ element, name }) {
    const again = repeatedIn(readEndpoints(element), ({ name: kind, binding, location }) =>
      binding && location ? `${kind} ${binding.value} ${location.value}` : undefined,
    );
    return failAt(
      again.map((one) => one.element),
      () => ({
        name: shown(name),
        what: allOf(again.map((one) => `${one.name} at ${shown(one.location?.value ?? '')}`)),
      }),
    );
  },

  message: ({ name, what }) => `${name} has ${what} twice with the same binding.`,
});
