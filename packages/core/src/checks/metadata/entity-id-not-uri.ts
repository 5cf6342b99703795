import { isAbsoluteUri } from '../absolute-uri.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/entity-id-not-uri',
  title: 'The entityID is no absolute URI',
  severity: 'warning',
  since: 'next',
  on: 'entity',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.2.1',
      says: 'An entityID is of the type xs:anyURI.',
    },
    {
      spec: 'saml-core',
      section: '8.3.6',
      says: 'The identifier of an entity is a URI of at most 1024 characters; a URL that contains its own domain name is recommended.',
    },
  ],
  why: `A name such as \`myapp\` is unique only until somebody else chooses it too. Some products refuse it, and Entra
ID takes such identifiers for few kinds of application.`,
  fix: `Have the operator of this entity choose a URL in a domain of its own, or a URN, and change it at both ends at
once: it is what each knows the other by.`,

  skip: ({ entity: { entityID } }) =>
    entityID && entityID.value !== '' && !/\s/.test(entityID.value)
      ? undefined
      : 'another check is about that entityID',

  run({ entity: { entityID } }) {
    return failAt(entityID && !isAbsoluteUri(entityID.value) ? [entityID.at] : [], () => ({
      id: shown(entityID?.raw ?? ''),
    }));
  },

  message: ({ id }) => `The entityID ${id} has no scheme such as https: or urn:.`,
});
