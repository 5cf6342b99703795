import { idpRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { failAt, signingKeysOf } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/signing-key-missing',
  title: 'The identity provider lists no key to sign with',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-iop',
      section: '2.5',
      says: 'Every key of a role that is valid must appear in the element of that role.',
    },
  ],
  why: `A service provider that trusts this metadata has nothing to verify assertions with. It refuses them all or,
worse, takes them unverified.`,
  fix: `Have the operator of this entity add a KeyDescriptor with use="signing" and the certificate of the key that
signs.`,

  skip: (use) => (idpRoleOf(use) ? undefined : 'no identity provider'),

  run({ role, element, name }) {
    return failAt(signingKeysOf(role).length > 0 ? [] : [element], () => ({
      name: shown(name),
      others: role.keys.length,
    }));
  },

  message: ({ name, others }) =>
    others === 0
      ? `The IDPSSODescriptor of ${name} has no KeyDescriptor.`
      : `None of the KeyDescriptors of ${name} (${others}) is for signing.`,
});
