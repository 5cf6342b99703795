import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { nameKey } from '../key-name.ts';
import { atReceiver } from '../sender.ts';
import { anyOf } from '../wording.ts';

export default defineCheck({
  id: 'binding/signature-key-not-trusted',
  title: 'The signature beside the message is by a key not known to be the sender’s',
  severity: 'error',
  since: 'next',
  on: 'detachedSignature',
  needs: ['keys'],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.1.1',
      says: 'The keys an entity signs with are published in the KeyDescriptor elements of its metadata.',
    },
    {
      spec: 'saml-simplesign',
      section: '2.4',
      says: 'A message by HTTP-POST-SimpleSign may bring the certificate or key of its signer, as a ds:KeyInfo in the form control KeyInfo.',
    },
  ],
  why: `The signature holds, but only under a key that came along with the message. Anyone can make a key, sign with it and send
it along, so this shows that the message was not changed since, and nothing about who made it.`,
  fix: `Compare the key in the message with what the sender publishes now. If it is listed there, the receiver's copy of the
metadata is out of date. If not, do not trust the message.`,

  skip: ({ outcome }) =>
    outcome === 'signer-unknown' ? undefined : 'the signature does not hold under a key in the message alone',

  run({ under, binding, signedMessage: message }, facts) {
    if (!under) return { verdict: 'skip', because: 'it matches under no key' };
    return {
      verdict: 'fail',
      at: [message.element],
      data: { binding, message: nameElement(message.element), under: nameKey(under) },
      expected: anyOf(facts.keys.map((key) => `${nameKey(key)}, from ${key.from}`)),
      actual: `${nameKey(under)}, from ${under.from}`,
      remedies: [
        atReceiver(
          message,
          facts,
          'certificate',
          "once you know the key to be genuine, replace the sender's old metadata or certificate by the new",
        ),
      ],
    };
  },

  message: ({ binding, message, under }) =>
    `${message}, signed by ${binding}, matches under ${under}, a key that only the message brings.`,
});
