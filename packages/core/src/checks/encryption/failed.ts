import { defineCheck } from '../check.ts';

export default defineCheck({
  id: 'encryption/failed',
  title: 'What is encrypted is damaged, or encrypted otherwise than it says',
  severity: 'error',
  since: 'next',
  on: 'encryption',
  needs: [],
  cites: [
    {
      spec: 'xmlenc11',
      section: '4.4',
      says: 'To decrypt, one determines the algorithm and the key from EncryptionMethod and KeyInfo, decrypts the content key where it is encrypted itself, and then the octets of CipherData.',
    },
  ],
  why: `The service provider has to undo exactly what the identity provider did, by the names of algorithms that the message
gives. Where one octet was changed on the way, or another algorithm or parameter was used than the message names, nothing comes
out, and the login ends with no more than a decryption error.`,
  fix: `Capture the message again as the browser sends it, to rule out damage in copying. If it stays, have the end that
encrypts (for an assertion the identity provider) use the algorithms that its EncryptionMethod names, and look for a program
between the two ends that changes the XML.`,

  skip({ state, element, problems }) {
    if (element.document.problem) return 'the document is not well-formed, which is told by itself';
    if (problems.some(({ code }) => code === 'other-algorithm')) return undefined;
    if (state === 'decrypted') return 'it was decrypted, as it says';
    return state === 'failed' ? undefined : 'decryption was not tried, or no key opened it';
  },

  run({ element, state, problems, method, encryptedKeys }) {
    const order = ['tag-mismatch', 'wrong-padding', 'other-algorithm', 'wrong-length'];
    const problem = problems.find(({ code }) => order.includes(code)) ?? problems[0];
    const transport = encryptedKeys[0]?.method?.name;
    return {
      verdict: 'fail',
      at: [problem?.at ?? element],
      data: {
        part: element.localName,
        says: problem?.message ?? '',
        read: state === 'decrypted',
        by: [method?.name, transport].filter((name) => name !== undefined && name !== '').join(', '),
      },
      ...(problem?.code === 'other-algorithm' && {
        remedies: [
          {
            end: 'identity provider',
            do: 'Have EncryptionMethod of EncryptedKey name what is used, or set the algorithm that it names; an update of the software that encrypts may be what it takes.',
          },
        ],
      }),
    };
  },

  message: ({ part, says, by, read }) => {
    const what = `${part}${by === '' ? '' : ` (${by})`}`;
    return read
      ? `${what} was read here, but a service provider that goes by the message cannot decrypt it. ${says}`
      : `${what} cannot be decrypted. ${says}`;
  },
});
