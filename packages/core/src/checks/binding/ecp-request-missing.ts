import { ns } from '../../xml/namespaces.ts';
import { attributeNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { ecpRequestOf, paosRequestOf } from '../ecp-headers.ts';

export default defineCheck({
  id: 'binding/ecp-request-missing',
  title: 'The request for an enhanced client lacks the header of ECP',
  severity: 'error',
  since: 'next',
  on: 'authnRequest',
  needs: [],
  cites: [
    {
      spec: 'saml-profiles',
      section: '4.2.4.2',
      says: 'The header ecp:Request is mandatory, and its presence tells that the profile is used (paraphrased).',
    },
  ],
  why: `By ecp:Request a client knows that an AuthnRequest of this profile is in the Body, who asks, and whether it may ask the
user. Without it a client takes the envelope for something else, or stops.`,
  fix: `Have the service provider write ecp:Request into the Header, with its entityID as saml:Issuer, S:mustUnderstand="1" and the
S:actor of the next node.`,

  skip(request) {
    const paos = paosRequestOf(request);
    return paos && attributeNamed(paos, 'service')?.value === ns.ecp
      ? undefined
      : 'the envelope has no request of PAOS for the service of ECP';
  },

  run(request) {
    const paos = paosRequestOf(request);
    return !paos || ecpRequestOf(request) ? { verdict: 'pass' } : { verdict: 'fail', at: [paos], data: {} };
  },

  message: () => 'The Header has paos:Request for ECP, and no ecp:Request.',
});
