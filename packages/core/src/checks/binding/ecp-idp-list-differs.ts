import { defineCheck } from '../check.ts';
import { ecpRequestOf } from '../ecp-headers.ts';
import { places } from '../places.ts';
import { providerIDsIn, scopingOf } from '../scoping.ts';
import { allOf, shown } from '../wording.ts';

export default defineCheck({
  id: 'binding/ecp-idp-list-differs',
  title: 'The header of ECP offers identity providers that the request leaves out',
  severity: 'note',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.2.4.2',
      says: 'IDPList of ecp:Request has the identity providers that the service provider recognises, for the client to choose from (paraphrased).',
    },
    {
      spec: 'saml-core',
      section: '3.4.1.3',
      says: 'IDPList of an AuthnRequest has those that the requester accepts an answer from (paraphrased).',
    },
  ],
  why: `The client chooses by the header, and the identity provider it chose reads the request. Where that does not list it, it
finds that it is not meant, and may answer NoSupportedIDP or NoAvailableIDP.`,
  fix: 'At the service provider, write the same IDPList in both places, or leave Scoping out of the AuthnRequest.',

  skip: (request) =>
    providerIDsIn(ecpRequestOf(request)).length > 0 && scopingOf(request).providerIDs.length > 0
      ? undefined
      : 'there are no two lists to compare',

  run(request) {
    const accepted = scopingOf(request).providerIDs.map(({ value }) => value);
    const offered = providerIDsIn(ecpRequestOf(request));
    const [first, ...rest] = offered.filter(({ value }) => !accepted.includes(value));
    if (!first) return { verdict: 'pass' };
    const names = [first, ...rest].map(({ value }) => shown(value));
    return { verdict: 'fail', at: places(first, rest), data: { names: allOf(names) } };
  },

  message: ({ names }) => `IDPList of ecp:Request has ${names}; that of the AuthnRequest does not.`,
});
