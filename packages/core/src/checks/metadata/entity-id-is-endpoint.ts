import { readEndpoints } from '../../metadata/read-endpoints.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/entity-id-is-endpoint',
  title: 'The entityID is the address of an endpoint',
  severity: 'note',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3.6',
      says: 'The identifier of an entity is a name and not an address; a URL is a usual form of it (our reading).',
    },
  ],
  why: `It works, and makes three settings look alike that mean different things: Audience, Recipient and ACS URL.
When the endpoint moves, the name must stay, and nobody will believe it.`,
  fix: `For a new system, have its operator choose a name that is no endpoint: the address of its metadata, for
instance. Leave a running one as it is.`,

  skip: ({ federated }) => (federated ? undefined : 'nothing shows that the entity belongs to a federation'),

  run({ entity: { entityID, roles } }) {
    const same = roles.flatMap(({ element }) =>
      readEndpoints(element).filter(({ location }) => location && location.value === entityID?.value),
    );
    return failAt(
      entityID && same.length > 0 ? [entityID.at, ...same.map(({ element }) => element)] : [],
      () => ({
        id: shown(entityID?.value ?? ''),
        endpoint: same[0]?.name ?? '',
      }),
    );
  },

  message: ({ id, endpoint }) => `The entityID ${id} is also the Location of ${endpoint}.`,
});
