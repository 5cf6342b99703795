import { defineCheck } from '../check.ts';
import { failAt } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/protocol-missing',
  title: 'A role names no protocol',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.1',
      says: 'The attribute protocolSupportEnumeration is required.',
    },
  ],
  why: `Readers look for roles that support the protocol they speak. One without is passed over, and the entity seems
to have no such role.`,
  fix: `Have the operator of this entity add protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol".`,

  run({ role, element, roleName, name }) {
    return failAt(role.protocols.length > 0 ? [] : [element], () => ({ role: roleName, name: shown(name) }));
  },

  message: ({ role, name }) => `${role} of ${name} has no protocolSupportEnumeration, or an empty one.`,
});
