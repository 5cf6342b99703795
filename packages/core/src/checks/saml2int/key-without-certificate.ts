import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/key-without-certificate',
  title: 'A key in the metadata has no certificate',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'keyDescriptor',
  needs: [],
  cites: [sdp('MD05', 'Keys must be given as X.509 certificates in KeyDescriptor.')],
  why: 'Many products read a KeyDescriptor by its X509Certificate and pass over anything else.',
  fix: `Have the operator of this entity put the key into a certificate; a self-signed one with a long life will do,
since nothing but the key counts.`,

  skip: ({ descriptor }) => (descriptor.keys.length > 0 ? undefined : 'no key in it could be read'),

  run({ descriptor, of, number }) {
    if (descriptor.keys.some(({ certificate }) => certificate)) return { verdict: 'pass' };
    return { verdict: 'fail', at: [descriptor.element], data: { number, role: of.roleName } };
  },

  message: ({ number, role }) => `KeyDescriptor ${number} of ${role} has a bare key.`,
});
