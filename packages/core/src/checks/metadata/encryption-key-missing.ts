import { spRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { failAt, notFederated } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/encryption-key-missing',
  title: 'The service provider lists no key to encrypt for',
  severity: 'note',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml2int',
      section: 'SDP-MD08',
      says: 'Metadata of a service provider must hold a key for encryption (paraphrased).',
    },
  ],
  why: `Identity providers that encrypt, as many of research do by default, cannot send assertions to it.`,
  fix: `Have the operator of the service provider add a KeyDescriptor with use="encryption", once the product can
decrypt.`,

  skip: (use) => (spRoleOf(use) ? notFederated(use) : 'no service provider'),

  run({ role, element, name }) {
    const found = role.keys.some(({ use }) => use !== 'signing');
    return failAt(found ? [] : [element], () => ({ name: shown(name) }));
  },

  message: ({ name }) => `The SPSSODescriptor of ${name} has no KeyDescriptor for encryption.`,
});
