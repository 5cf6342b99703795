import { ns } from '../../xml/namespaces.ts';
import { childNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { nameKey } from '../key-name.ts';
import { atIdentityProvider, atServiceProvider } from '../remedies.ts';
import { anyOf } from '../wording.ts';

export default defineCheck({
  id: 'signature/value-mismatch',
  title: 'The signature was made by another key, or was changed',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '3.2.2',
      says: 'The signature is validated by verifying SignatureValue over the canonical form of SignedInfo with the key of the signer.',
    },
  ],
  why: `The digests match, so the signed element is as it was. The SignatureValue over them does not verify under any key that
could be tried. Either another key signed, usually after the identity provider changed its certificate, or SignedInfo or the
value itself was changed.`,
  fix: `Fetch the identity provider's metadata anew and try again. If the message brings its own certificate and does not
verify even under that, it was damaged or forged on its way.`,

  skip: ({ outcome }) =>
    outcome === 'value-mismatch' ? undefined : 'the SignatureValue is not what is wrong',

  run({ element, parent, value, keyInfo, signatureMethod }, facts) {
    const tried = value.tried.map((key) => `${nameKey(key)}, from ${key.from}`);
    const own = keyInfo[0];
    return {
      verdict: 'fail',
      at: [childNamed(element, ns.ds, 'SignatureValue') ?? element],
      data: {
        signed: parent ? nameElement(parent) : 'the document',
        algorithm: signatureMethod?.name ?? 'signature',
        keys: tried.length > 0 ? anyOf(tried) : 'any key',
      },
      expected: tried.length > 0 ? `a value that verifies under ${anyOf(tried)}` : 'a value that verifies',
      actual: 'one that does not',
      nearMiss: own
        ? 'It does not verify even under the certificate that the message brings, so SignedInfo or SignatureValue was changed, or the certificate was exchanged.'
        : 'The message brings no certificate, so it may simply be signed by a key that was not given.',
      ...(!own && {
        remedies: [
          atIdentityProvider(
            facts,
            'certificate',
            'fetch the metadata or the signing certificate that is in use now',
          ),
          atServiceProvider(facts, 'signing', 'replace the old metadata or certificate by the new'),
        ],
      }),
    };
  },

  message: ({ signed, algorithm, keys }) =>
    `The ${algorithm} value of the Signature on ${signed} does not verify under ${keys}.`,
});
