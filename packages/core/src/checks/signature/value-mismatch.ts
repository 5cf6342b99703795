import type { SignatureEvidence } from '../../dsig/evidence.ts';
import { ns } from '../../xml/namespaces.ts';
import { childNamed } from '../../xml/navigate.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { explanationsOf, placesOf, proven } from '../explained.ts';
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

  run(evidence, facts) {
    const { element, parent, value, keyInfo, signatureMethod } = evidence;
    const explanations = explanationsOf(evidence);
    const [explanation] = explanations;
    const tried = value.tried.map((key) => `${nameKey(key)}, from ${key.from}`);
    const own = keyInfo[0];
    return {
      verdict: 'fail',
      at: placesOf(explanations, childNamed(element, ns.ds, 'SignatureValue') ?? element),
      data: {
        signed: parent ? nameElement(parent) : 'the document',
        algorithm: signatureMethod?.name ?? 'signature',
        keys: tried.length > 0 ? anyOf(tried) : 'any key',
      },
      expected: tried.length > 0 ? `a value that verifies under ${anyOf(tried)}` : 'a value that verifies',
      actual: 'one that does not',
      nearMiss: proven(explanations) ?? whatIsKnown(evidence),
      ...(explanation && { remedies: [explanation.remedy] }),
      ...(!explanation &&
        !own && {
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

/** What the evidence says where no change was found that explains it. */
function whatIsKnown(evidence: SignatureEvidence): string {
  const { keyInfo, signatureMethod, ruledOut } = evidence;
  // What an RSA key signed can be read from the value, so that none of them made it is known for sure.
  const noneMadeIt = ruledOut?.complete && /^rsa-(?!pss)/.test(signatureMethod?.name ?? '');
  const whose = noneMadeIt
    ? 'None of the keys that are known made this value, whatever was signed: another key did, or SignatureValue itself was damaged.'
    : 'SignedInfo or SignatureValue was changed, or another key signed.';
  const brought =
    keyInfo.length > 0
      ? 'It does not verify even under the certificate that the message brings.'
      : 'The message brings no certificate, so it may simply be signed by a key that was not given.';
  return `${brought} ${whose}`;
}
