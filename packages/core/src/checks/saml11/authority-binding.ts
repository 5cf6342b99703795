import { defineCheck } from '../check.ts';
import { places } from '../places.ts';

export default defineCheck({
  id: 'saml11/authority-binding',
  title: 'The SAML 1.1 assertion says where to ask for more, which is no longer done',
  severity: 'warning',
  since: 'next',
  on: 'saml11Assertion',
  needs: [],
  cites: [
    {
      spec: 'saml11-core',
      section: '2.4.3.2',
      says: 'AuthorityBinding is deprecated (paraphrased).',
    },
    {
      spec: 'ms-mwbf',
      section: '2.2.4.2.1.1',
      says: 'AuthorityBinding must not be present in the security token.',
    },
  ],
  why: `AuthorityBinding names an address to send queries to. A relying party on WS-Federation that reads the token strictly
refuses it, and no other should ask at an address for which only a token vouches.`,
  fix: 'Have the identity provider leave AuthorityBinding out; where queries are answered is told in metadata.',

  skip: ({ authentications }) =>
    authentications.length > 0 ? undefined : 'there is no AuthenticationStatement',

  run({ authentications }) {
    const [first, ...rest] = authentications.flatMap(({ authorityBindings }) => authorityBindings);
    return first ? { verdict: 'fail', at: places(first, rest), data: {} } : { verdict: 'pass' };
  },

  message: () => 'AuthenticationStatement holds AuthorityBinding.',
});
