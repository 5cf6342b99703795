import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/rsa-key-short',
  title: 'An RSA key in the metadata has less than 2048 bits',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'keyDescriptor',
  needs: [],
  cites: [sdp('MD06', 'RSA keys must have at least 2048 bits; 3072 are recommended for new deployments.')],
  why: 'A shorter key can be computed by those with means, and then anyone can be logged in.',
  fix: `Have the operator of this entity make a key of 3072 bits, list it beside the old one, sign with it once
everybody has the new metadata, then take the old one out.`,

  run({ descriptor, of, number }) {
    const short = descriptor.keys.find(({ key }) => key.type.startsWith('rsa') && key.bits < 2048);
    if (!short) return { verdict: 'pass' };
    return {
      verdict: 'fail',
      at: [descriptor.element],
      data: { bits: short.key.bits, number, role: of.roleName },
      expected: '2048 bits or more',
      actual: `${short.key.bits} bits`,
      explains: [{ check: 'metadata/key-weak', on: descriptor.element }],
    };
  },

  message: ({ bits, number, role }) => `KeyDescriptor ${number} of ${role} has an RSA key of ${bits} bits.`,
});
