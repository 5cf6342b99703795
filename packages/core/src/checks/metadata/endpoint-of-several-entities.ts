import { loginEndpoints } from '../../metadata/read-endpoints.ts';
import { roleUses } from '../../metadata/uses.ts';
import type { XmlNode } from '../../xml/document.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, counted, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/endpoint-of-several-entities',
  title: 'Several entities share an endpoint',
  severity: 'note',
  since: 'next',
  on: 'metadata',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.2.2',
      says: 'An endpoint says where a system entity is to be sent messages (our reading).',
    },
  ],
  why: `The address does not say for whom a message is that arrives there. Where one system plays several entities it must
tell them apart by Destination, Audience or Issuer, and some take all for one. Where an address was copied from the
metadata of another entity, logins end at the wrong system.`,
  fix: `Have the operators of these entities give each an address of its own, unless one system is meant to play them all.`,

  skip: ({ entities }) => (entities.length > 1 ? undefined : 'there is one entity at most'),

  run(message) {
    const owners = new Map<string, { readonly at: XmlNode; readonly names: Set<string> }>();
    for (const { name, element } of roleUses(message)) {
      for (const { service, location } of loginEndpoints(element)) {
        const key = `${service} ${location.value}`;
        const owner = owners.get(key) ?? { at: location.at, names: new Set() };
        owner.names.add(name);
        owners.set(key, owner);
      }
    }
    const sharedOnes = [...owners].filter(([, { names }]) => names.size > 1);
    const [first] = sharedOnes;
    return failAt(
      sharedOnes.map(([, { at }]) => at),
      () => ({
        endpoints: sharedOnes.length,
        endpoint: first?.[0] ?? '',
        names: allOf([...(first?.[1].names ?? [])].map(shown)),
      }),
    );
  },

  message: ({ endpoints, endpoint, names }) =>
    endpoints === 1
      ? `${shown(endpoint)} belongs to ${names}.`
      : `${counted(Number(endpoints), 'endpoint')} belong to several entities each; the first, ${shown(endpoint)}, to ${names}.`,
});
