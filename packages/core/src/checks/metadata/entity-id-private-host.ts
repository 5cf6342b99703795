import { defineCheck } from '../check.ts';
import { hostOf, isPrivateHost } from '../location.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/entity-id-private-host',
  title: 'The entityID names a host that means something else to everyone',
  severity: 'warning',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '8.3.6',
      says: "An entityID should be a URL with a domain name of the entity's own.",
    },
  ],
  why: `\`localhost\` and private addresses are nobody's own. Metadata like this was usually made on somebody's
machine and then used; a second copy of the product has the same name.`,
  fix: `Have the operator of this entity set its public address, or its entityID, in the configuration and make the
metadata anew.`,

  run({ entity: { entityID } }) {
    const host = entityID && /^https?:/i.test(entityID.value) ? hostOf(entityID.value) : undefined;
    return failAt(entityID && host !== undefined && isPrivateHost(host) ? [entityID.at] : [], () => ({
      id: shown(entityID?.value ?? ''),
      host: shown(host ?? ''),
    }));
  },

  message: ({ id, host }) => `The entityID ${id} is at the host ${host}.`,
});
