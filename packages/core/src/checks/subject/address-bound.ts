import { defineCheck } from '../check.ts';
import { shown } from '../wording.ts';

export default defineCheck({
  id: 'subject/address-bound',
  title: 'The assertion may only be presented from one address',
  severity: 'note',
  since: 'next',
  on: 'subjectConfirmation',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.4.1.2',
      says: 'Address is the network address from which whoever confirms the subject may present the assertion.',
    },
    {
      spec: 'saml-profiles',
      section: '4.1.4.3',
      says: 'The service provider may check the address of the browser against it.',
    },
  ],
  why: `The browser may reach the two ends from different addresses: behind a proxy, over IPv6 to one and IPv4 to the other,
or through a VPN. A service provider that checks the address then refuses the login of some users and not of others.`,
  fix: `Where logins fail by this, have the identity provider leave Address out, or the service provider not check it.`,

  skip: ({ address }) => (address ? undefined : 'there is no Address'),

  run({ address }) {
    return address && address.value !== ''
      ? { verdict: 'fail', at: [address.at], data: { address: shown(address.value) } }
      : { verdict: 'pass' };
  },

  message: ({ address }) => `SubjectConfirmationData names the address ${address}.`,
});
