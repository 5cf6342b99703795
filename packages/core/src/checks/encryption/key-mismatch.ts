import { defineCheck } from '../check.ts';
import {
  describeKey,
  describePrivateKey,
  encryptionKeysOf,
  namedIn,
  namedKeysOf,
} from '../encryption-keys.ts';
import type { Facts } from '../facts.ts';
import { allOf, anyOf } from '../wording.ts';

export default defineCheck({
  id: 'encryption/key-mismatch',
  title: 'It is encrypted for another key than the one of the service provider',
  severity: 'error',
  since: 'next',
  on: 'encryption',
  needs: [],
  cites: [
    {
      spec: 'saml-metadata',
      section: '2.4.1.1',
      says: 'A KeyDescriptor for encryption, or for any use, in the metadata of a role holds a key to encrypt with for that role.',
    },
  ],
  why: `Only the private key that belongs to the certificate the identity provider encrypted for opens the content. With any
other, the service provider fails before it has read a word, and mostly says no more than that decryption failed. It happens when
the service provider's certificate was renewed on one side only.`,
  fix: `Give the identity provider the certificate that belongs to the service provider's present private key, as an encryption
certificate: most take it from the service provider's metadata. If only the key given here is the wrong one, give the right one.`,

  skip(evidence, facts) {
    const { state } = evidence;
    if (state === 'decrypted') return 'it was decrypted';
    if (state !== 'no-key') return 'what keeps it from being decrypted is not the key';
    return facts.privateKeys || isComparable(evidence, facts)
      ? undefined
      : 'there is neither a private key to try nor a certificate on both sides to compare';
  },

  run(evidence, facts) {
    const { privateKeys = [] } = facts;
    const named = namedKeysOf(evidence);
    const listed = encryptionKeysOf(facts.spMetadata);
    const differs =
      isComparable(evidence, facts) &&
      !named.some(({ key }) => listed.some((one) => one.key.spkiSha256 === key.spkiSha256));
    if (!differs && privateKeys.length === 0) return { verdict: 'pass' };
    const known = [...named, ...listed];
    const given = privateKeys.map((key) => describePrivateKey(key, known));
    const whom = namedIn(evidence);
    const right = listed.find(({ key }) => privateKeys.some((one) => one.key.spkiSha256 === key.spkiSha256));
    const expected = (right ? [right] : listed).map(describeKey);
    const subjects = new Set(named.map(({ certificate }) => certificate?.subject));
    const renewed = listed.some(({ certificate }) => certificate && subjects.has(certificate.subject));
    return {
      verdict: 'fail',
      at: [evidence.encryptedKeys[0]?.element ?? evidence.element],
      data: {
        part: evidence.element.localName,
        ...(whom === undefined ? {} : { whom }),
        ...(given.length === 0 ? {} : { given: allOf(given) }),
      },
      ...(differs && { expected: anyOf(listed.map(describeKey)), actual: allOf(named.map(describeKey)) }),
      ...(differs &&
        renewed && {
          nearMiss:
            "Both certificates have the same name and different keys: the service provider's was renewed, and the identity provider has the old one or the new one too early.",
        }),
      remedies:
        differs || right
          ? [
              {
                end: 'identity provider',
                do: `Encrypt for ${anyOf(expected)}, which SP metadata lists: replace the encryption certificate of this service provider.`,
              },
            ]
          : [
              {
                end: 'you',
                do: `Give the private key of ${whom ?? 'the certificate that the identity provider has for encryption'} with \`--key FILE\`.`,
              },
              {
                end: 'identity provider',
                do: 'If the service provider uses the key given here, upload the certificate that belongs to it as its encryption certificate.',
              },
            ],
    };
  },

  message: ({ part, whom, given }) => {
    const encrypted = whom === undefined ? `${part} is encrypted` : `${part} is encrypted for ${whom}`;
    return given === undefined
      ? `${encrypted}, which the service provider's metadata does not list.`
      : `${encrypted}, and does not open under ${given}.`;
  },
});

/** Whether both the message and SP metadata show a key to compare. */
function isComparable(evidence: Parameters<typeof namedKeysOf>[0], { spMetadata }: Facts): boolean {
  return namedKeysOf(evidence).length > 0 && encryptionKeysOf(spMetadata).length > 0;
}
