import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { failAt, isTrue } from '../metadata-places.ts';
import { spRolesOf } from '../metadata-roles.ts';

export default defineCheck({
  id: 'request/signature-announced',
  title: 'The service provider says that it signs its requests, and this one is not signed',
  severity: 'warning',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.4',
      says: 'AuthnRequestsSigned says that AuthnRequests sent by the service provider will be signed.',
    },
    {
      spec: 'saml-errata',
      section: 'E7',
      says: 'An identity provider must answer an unsigned request of such a service provider with an error, and must not fulfil it.',
    },
  ],
  why: `An identity provider that has the metadata holds it to its word and refuses the request: otherwise anybody
could send one in its name.`,
  fix: `Have the service provider sign its requests, or say AuthnRequestsSigned="false" and hand over the metadata
anew.`,

  skip: (_, { spMetadata }) =>
    spRolesOf(spMetadata).some(({ authnRequestsSigned }) => isTrue(authnRequestsSigned))
      ? undefined
      : 'no metadata of the service provider says so',

  run({ element, signatures, delivery }) {
    const signed = delivery?.signature !== undefined || signatures.some(({ parent }) => parent === element);
    return failAt(signed ? [] : [element], () => ({ request: nameElement(element) }));
  },

  message: ({ request }) =>
    `${request} is not signed; the service provider's metadata says AuthnRequestsSigned="true".`,
});
