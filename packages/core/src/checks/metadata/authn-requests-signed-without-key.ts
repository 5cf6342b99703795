import { spRoleOf } from '../../metadata/uses.ts';
import { defineCheck } from '../check.ts';
import { failAt, isTrue, signingKeysOf } from '../metadata-places.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'metadata/authn-requests-signed-without-key',
  title: 'The service provider signs requests and lists no key for it',
  severity: 'error',
  since: 'next',
  on: 'role',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.4',
      says: 'AuthnRequestsSigned says that the service provider signs its requests.',
    },
  ],
  why: `The identity provider takes the metadata at its word, asks for the signature and cannot verify it.`,
  fix: `Have the operator of the service provider add a KeyDescriptor with use="signing", or set
AuthnRequestsSigned="false".`,

  skip: (use) =>
    isTrue(spRoleOf(use)?.authnRequestsSigned) ? undefined : 'no service provider that signs its requests',

  run(use) {
    const at = spRoleOf(use)?.authnRequestsSigned?.at ?? use.element;
    return failAt(signingKeysOf(use.role).length > 0 ? [] : [at], () => ({ name: shown(use.name) }));
  },

  message: ({ name }) => `${name} has AuthnRequestsSigned="true" and no KeyDescriptor for signing.`,
});
