import { defineCheck } from '../check.ts';
import { sdp } from '../interoperability.ts';

export default defineCheck({
  id: 'saml2int/part-encrypted',
  title: 'A part is encrypted by itself',
  severity: 'error',
  since: 'next',
  profile: 'saml2int',
  on: 'encryption',
  needs: [],
  cites: [
    sdp(
      'IDP11',
      'What is for the service provider must not be encrypted as EncryptedID or EncryptedAttribute.',
    ),
    sdp('SP31', 'The NameID of a LogoutRequest by a service provider must not be encrypted.'),
    sdp('IDP27', 'Nor that of a LogoutRequest by an identity provider.'),
  ],
  why: 'Few products read EncryptedID and EncryptedAttribute. In an assertion the whole is encrypted, and a transient NameID tells nothing to hide.',
  fix: `Have the sender encrypt the whole assertion, and leave its parts and the NameID of logout requests in the
clear.`,

  skip: ({ holds }) => (holds === 'assertion' ? 'it is a whole assertion' : undefined),

  run({ current, element }) {
    return { verdict: 'fail', at: [current], data: { part: element.localName } };
  },

  message: ({ part }) => `There is an ${part}.`,
});
