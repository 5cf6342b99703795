import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { nameKey } from '../key-name.ts';
import { atReceiver } from '../sender.ts';
import { anyOf } from '../wording.ts';

export default defineCheck({
  id: 'binding/signature-mismatch',
  title: 'The signature beside the message does not match',
  severity: 'error',
  since: 'next',
  on: 'detachedSignature',
  needs: ['keys'],
  cites: [
    {
      spec: 'saml-bindings',
      section: '3.4.4.1',
      says: 'Signature is made over the parameters SAMLRequest or SAMLResponse, RelayState and SigAlg, in this order and as they stand in the URL; whoever verifies puts the same octets together.',
    },
    {
      spec: 'saml-simplesign',
      section: '2.5, 2.6',
      says: 'By HTTP-POST-SimpleSign it is made over the XML itself, not its base64, with RelayState and SigAlg; whoever verifies puts the same string together from the form.',
    },
  ],
  why: `By HTTP-Redirect and HTTP-POST-SimpleSign a message carries its signature beside the XML, over the very characters that
were sent. It matches neither these nor what senders are known to sign in their place, so another key signed, or the message,
its RelayState or the signature was changed.`,
  fix: `Fetch the sender's metadata anew and try again. If it still does not match, compare the URL with the one that the sender
wrote into its own log: anything on the way that decodes and encodes it breaks the signature.`,

  skip({ outcome, deviation }) {
    if (outcome === 'value-mismatch') return deviation && 'binding/signature-encoding says why';
    const noKeyGiven = outcome === 'undecidable';
    return noKeyGiven ? undefined : 'the signature matches';
  },

  run({ outcome, tried, binding, algorithm, signedMessage: message }, facts) {
    if (outcome !== 'value-mismatch') {
      return { verdict: 'skip', because: 'it could not be tried; binding/signature-undecidable says why' };
    }
    const keys = anyOf(tried.map((key) => `${nameKey(key)}, from ${key.from}`));
    return {
      verdict: 'fail',
      at: [message.element],
      data: {
        binding,
        message: nameElement(message.element),
        algorithm: algorithm?.name ?? 'signature',
        keys,
      },
      expected: `a value that verifies under ${keys}`,
      actual: 'one that does not',
      nearMiss:
        'Other orders of the parameters, other percent-encodings, other hashes and other forms of the value were tried and do not match either, so the key is another or something was changed.',
      remedies: [
        atReceiver(
          message,
          facts,
          'certificate',
          "replace the sender's old metadata or certificate by the one that is in use now",
        ),
      ],
    };
  },

  message: ({ binding, message, algorithm, keys }) =>
    `The ${algorithm} value that ${binding} puts beside ${message} does not verify under ${keys}.`,
});
