import { decodeBase64 } from '../../base/base64.ts';
import { hmac } from '../../base/crypto.ts';
import { limits } from '../../base/limits.ts';
import { canonicalizationMethods } from '../../dsig/algorithms.ts';
import { Budget, BudgetSpent } from '../../dsig/budget.ts';
import type { SignatureEvidence } from '../../dsig/evidence.ts';
import type { KeyCandidate } from '../../x509/certificate.ts';
import { CanonicalFormTooLong, type Canonicalization } from '../../xml/c14n.ts';
import type { XmlElement } from '../../xml/document.ts';
import { ns } from '../../xml/namespaces.ts';
import { childNamed, textOf } from '../../xml/navigate.ts';
import { advisory } from '../advisories.ts';
import { defineCheck } from '../check.ts';
import { nameElement } from '../coverage.ts';
import { nameKey } from '../key-name.ts';
import { refuse } from '../refusal.ts';
import { outsideSaml } from '../saml-signature.ts';

/** Keys whose text is tried as the secret. */
const TRIED = 8;

export default defineCheck({
  id: 'attack/keyed-hash',
  title: 'The signature is a keyed hash, which anybody with the public key may have made',
  severity: 'error',
  since: 'next',
  on: 'signature',
  needs: [],
  cites: [
    {
      spec: 'xmldsig',
      section: '6.3.1',
      says: 'An HMAC has one secret for making and checking it.',
    },
    advisory('GHSA-c27r-x354-4m68'),
    advisory('CVE-2009-0217'),
  ],
  why: `The identity provider signs with its private key and is checked with its public one. Where the sender may choose an HMAC
instead, a library that hands the public key over as the secret accepts what anybody can make, because that key is public. And
HMACOutputLength lets the sender shorten the value until it can be guessed.`,
  fix: refuse(
    'At the service provider, accept only the signature algorithms that the identity provider uses.',
  ),

  skip: ({ signatureMethod, element }) =>
    signatureMethod?.name.startsWith('hmac-')
      ? outsideSaml(element.document)
      : 'the signature is no keyed hash',

  run(signature, { keys = [] }) {
    const { element, parent, signatureMethod, keyInfo } = signature;
    const secret = secretAmong(signature, [...keys, ...keyInfo]);
    return {
      verdict: 'fail',
      at: [signatureMethod?.at ?? element, element],
      data: {
        signed: nameElement(parent ?? element),
        algorithm: signatureMethod?.name ?? 'HMAC',
        proof: secret
          ? `, and its secret is the public key of ${nameKey(secret)}: anybody could have made it`
          : '',
      },
      expected: 'an algorithm with a private key, such as rsa-sha256',
      actual: signatureMethod?.name ?? 'HMAC',
      explains: [
        { check: 'signature/undecidable', on: element },
        { check: 'signature/weak-algorithm', on: element },
      ],
    };
  },

  message: ({ signed, algorithm, proof }) => `The Signature on ${signed} is made with ${algorithm}${proof}.`,
});

/** The key whose PEM text is the secret of the HMAC: the proof of a forgery. */
function secretAmong(signature: SignatureEvidence, keys: readonly KeyCandidate[]): KeyCandidate | undefined {
  const { element, signatureMethod, canonicalizationMethod } = signature;
  const signedInfo = childNamed(element, ns.ds, 'SignedInfo');
  const value = childNamed(element, ns.ds, 'SignatureValue');
  const form = canonicalizationMethods.get(canonicalizationMethod?.uri ?? '')?.operation;
  if (!signedInfo || !value || typeof form !== 'object') return undefined;
  const { bytes } = decodeBase64(textOf(value));
  const text = canonicalText(signedInfo, form);
  if (text === undefined) return undefined;
  const hash = signatureMethod?.name.slice('hmac-'.length) ?? '';
  return keys.slice(0, TRIED).find((key) =>
    pemTexts(key).some((secret) => {
      const made = hmac(hash, secret, text);
      return made !== undefined && bytes !== undefined && areSame(made, bytes);
    }),
  );
}

/** The canonical form, unless it grows beyond what examining the document may cost. */
function canonicalText(signedInfo: XmlElement, form: Canonicalization): string | undefined {
  try {
    return new Budget(signedInfo.document, limits).canonicalize(signedInfo, form);
  } catch (error) {
    if (error instanceof BudgetSpent || error instanceof CanonicalFormTooLong) return undefined;
    throw error;
  }
}

/** The texts in which a key is usually configured. */
function pemTexts({ certificate, key }: KeyCandidate): string[] {
  const texts = [key.handle.export({ type: 'spki', format: 'pem' }).toString()];
  if (certificate) {
    const lines = (certificate.base64.match(/.{1,64}/g) ?? []).join('\n');
    texts.push(`-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`);
  }
  return texts.flatMap((text) => [text, text.trimEnd()]);
}

function areSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((octet, i) => octet === other[i]);
}
