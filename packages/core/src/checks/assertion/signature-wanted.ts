import { defineCheck } from '../check.ts';
import { isCovered, nameElement } from '../coverage.ts';
import { isTrue } from '../metadata-places.ts';
import { spRolesOf } from '../metadata-roles.ts';
import { atIdentityProvider } from '../remedies.ts';

export default defineCheck({
  id: 'assertion/signature-wanted',
  title: 'The service provider wants the assertion itself signed',
  severity: 'warning',
  since: 'next',
  on: 'assertion',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.4',
      says: 'WantAssertionsSigned asks for signed assertions, in addition to what profiles and bindings ask for.',
    },
    {
      spec: 'saml-errata',
      section: 'E7',
      says: 'A signature round the assertion, such as one on the Response, does not suffice.',
    },
  ],
  why: `Only the response is signed. Service providers that go by their metadata refuse that; others take it.`,
  fix: `Have the identity provider sign the assertion, or both.`,

  skip: ({ element, signatures }, { spMetadata }) =>
    !spRolesOf(spMetadata).some(({ wantAssertionsSigned }) => isTrue(wantAssertionsSigned))
      ? 'no metadata of the service provider asks for it'
      : isCovered(element, signatures)
        ? undefined
        : 'signature/absent and others are about that',

  run({ element, signatures }, facts) {
    const own = signatures.some(({ parent }) => parent === element);
    if (own) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [element],
      data: { assertion: nameElement(element) },
      remedies: [atIdentityProvider(facts, 'signing', 'have the assertion signed')],
    };
  },

  message: ({ assertion }) =>
    `WantAssertionsSigned="true" stands in the service provider's metadata, and ${assertion} has no signature of its own.`,
});
