import { defineCheck } from '../check.ts';
import { misspelt } from '../misspelt.ts';
import { shown } from '../wording.ts';

const AM = 'urn:oasis:names:tc:SAML:1.0:am:';
/** SAML 1.1 Core §7.1; password, PGP and the like are SAML's own, the others RFCs. */
const METHODS = [
  ...['password', 'HardwareToken', 'X509-PKI', 'PGP', 'SPKI', 'XKMS', 'unspecified'].map((name) => AM + name),
  ...['1510', '2945', '2246', '3075'].map((number) => `urn:ietf:rfc:${number}`),
];

export default defineCheck({
  id: 'saml11/authentication-method-misspelt',
  title: 'The AuthenticationMethod of SAML 1.1 is misspelt',
  severity: 'warning',
  since: 'next',
  on: 'saml11Assertion',
  needs: [],
  cites: [
    {
      spec: 'saml11-core',
      section: '7.1',
      says: 'AuthenticationMethod is a URI; those of SAML 1.1 are urn:oasis:names:tc:SAML:1.0:am:password and others.',
    },
  ],
  why: `Methods are compared literally. A relying party that lets in only some does not recognise the one it gets. The version in
the URI is 1.0, in SAML 1.1 as well, which is the usual slip.`,
  fix: 'Have the identity provider write the method as SAML 1.1 defines it.',

  skip: ({ authentications }) =>
    authentications.some(({ authenticationMethod }) => authenticationMethod)
      ? undefined
      : 'there is no AuthenticationMethod',

  run({ authentications }) {
    for (const { authenticationMethod: method } of authentications) {
      const near = method && misspelt(method.value, METHODS);
      if (!method || !near) continue;
      return {
        verdict: 'fail',
        at: [method.at],
        data: { written: shown(method.raw) },
        expected: near.meant,
        actual: shown(method.raw),
        nearMiss: near.says,
      };
    }
    return { verdict: 'pass' };
  },

  message: ({ written }) => `AuthenticationMethod is ${written}, which SAML 1.1 does not define.`,
});
