import { spRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/encryption-key-missing',
  title: 'The service provider lists no key to encrypt for',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'role',
  needs: [],
  cites: [sdp('MD08', "A service provider's metadata must list at least one certificate for encryption.")],
  why: 'Assertions must be encrypted in this profile, and an identity provider takes the key from here.',
  fix: `Have the operator of the service provider add a KeyDescriptor without use, or with use="encryption".`,

  skip: (use) => (spRoleOf(use) ? undefined : 'not the role of a service provider'),

  run(use) {
    if (use.role.keys.some((key) => key.use !== 'signing')) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [use.element],
      data: { name: use.name },
      explains: [{ check: 'metadata/encryption-key-missing', on: use.element }],
    };
  },

  message: ({ name }) => `There is no KeyDescriptor for encryption in the SPSSODescriptor of ${name}.`,
});
