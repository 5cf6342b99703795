import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { failAt, isTrue } from '../metadata-places.ts';
import { idpRolesOf } from '../metadata-roles.ts';

export default defineCheck({
  id: 'request/signature-wanted',
  title: 'The identity provider wants requests signed',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.3',
      says: 'WantAuthnRequestsSigned says that AuthnRequests received by the identity provider should be signed.',
    },
  ],
  why: `It refuses the request, with an error that often says only that the request is not valid.`,
  fix: `Have the service provider sign its requests, with the key that its metadata lists.`,

  skip: (_, { idpMetadata }) =>
    idpRolesOf(idpMetadata).some(({ wantAuthnRequestsSigned }) => isTrue(wantAuthnRequestsSigned))
      ? undefined
      : 'no metadata of the identity provider asks for it',

  run({ element, signatures, delivery }) {
    const signed = delivery?.signature !== undefined || signatures.some(({ parent }) => parent === element);
    return failAt(signed ? [] : [element], () => ({ request: nameElement(element) }));
  },

  message: ({ request }) =>
    `${request} is not signed; the identity provider's metadata says WantAuthnRequestsSigned="true".`,
});
