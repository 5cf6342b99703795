import { defineCheck } from '../check.ts';
import { describeKey, encryptionKeysOf, namedIn } from '../encryption-keys.ts';
import { anyOf } from '../wording.ts';

export default defineCheck({
  id: 'assertion/encrypted-unread',
  title: 'A part of the message is encrypted and was not read',
  severity: 'note',
  since: 'next',
  on: 'encryption',
  needs: [],
  cites: [
    {
      spec: 'saml-core',
      section: '2.3.4',
      says: 'EncryptedAssertion holds an assertion that only the service provider, with its private key, can read.',
    },
  ],
  why: `Nothing inside what is encrypted was checked: not whom an assertion is for, nor how long it is valid, nor its own
signature. That no fault is reported here says nothing about it.`,
  fix: `Give the service provider's private key for decryption with \`--key FILE\`; it stays on this machine and appears in no
report. Where you cannot have it, switch off encryption at the identity provider for as long as you search for the fault, or
take the assertion from the service provider's log, where it is decrypted.`,

  skip({ state }, { privateKeys }) {
    if (state === 'decrypted') return 'it was decrypted';
    return privateKeys && state !== 'unsupported' ? 'a private key was given and tried' : undefined;
  },

  run(evidence, { spMetadata }) {
    const { element, state, problems } = evidence;
    const named = namedIn(evidence);
    const listed = encryptionKeysOf(spMetadata).map(describeKey);
    const owner =
      named ?? (listed.length > 0 ? `${anyOf(listed)}, which SP metadata lists for encryption` : undefined);
    const because = state === 'no-key' ? undefined : problems[0]?.message;
    return {
      verdict: 'fail',
      at: [element],
      data: {
        part: element.localName,
        ...(because === undefined ? {} : { because }),
        ...(named === undefined ? {} : { named }),
      },
      ...(because === undefined &&
        owner !== undefined && {
          remedies: [
            {
              end: 'you',
              do: `Give the private key of ${owner} with \`--key FILE\`; it stays on this machine and appears in no report. Or have encryption switched off for as long as you search.`,
            },
          ],
        }),
    };
  },

  message: ({ part, because, named }) =>
    because !== undefined
      ? `${part} was not read: ${because}`
      : named !== undefined
        ? `${part} was not read, so nothing inside was checked. It is encrypted for ${named}.`
        : `${part} was not read, so nothing inside was checked. It does not say whose private key opens it.`,
});
