import { readAttributeServices } from '../../metadata/read-attribute-services.ts';
import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/requested-attribute-name-missing',
  title: 'A RequestedAttribute has no name',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.7.3.1',
      says: 'The attribute Name is required.',
    },
  ],
  why: `Nobody knows what is asked for. A FriendlyName is for people and identifies nothing.`,
  fix: `Have the operator of the service provider add the Name, and the NameFormat where the name is a URI.`,

  run({ element, name }) {
    const bare = readAttributeServices(element).flatMap(({ requested }) =>
      requested.filter((one) => !one.name?.value),
    );
    return failAt(
      bare.map((one) => one.name?.at ?? one.element),
      () => ({
        name: shown(name),
        friendly: allOf(
          bare.flatMap(({ friendlyName }) => (friendlyName ? [shown(friendlyName.value)] : [])),
        ),
      }),
    );
  },

  message: ({ name, friendly }) =>
    `A RequestedAttribute of ${name} has no Name${friendly === '' ? '' : `, only the FriendlyName ${friendly}`}.`,
});
