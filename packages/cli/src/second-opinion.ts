import type { Report, SecondOpinion } from '@samlscope/core';

type Signature = Report['signatures'][number];

/** Loaded only when it is asked: nobody else should wait for that library and its DOM. */
export async function loadSecondOpinion(): Promise<SecondOpinion> {
  const { xmlCryptoOpinion } = await import('@samlscope/core/second-opinion');
  return xmlCryptoOpinion;
}

/**
 * Whether xml-crypto might decide otherwise about a signature of this report. Asking it takes longer than everything
 * else together, so it is not asked about the plain case, where a match is all there is to find: one reference by ID,
 * the enveloped-signature transform and exclusive canonicalization, RSA and SHA, and nothing in the text that parsers
 * are known to see differently. A test holds this against every signature of the corpus.
 */
export function mayDiffer({ signatures, facts }: Report, texts: readonly string[]): boolean {
  if (signatures.length === 0) return false;
  return texts.some(hasUnusualMarkup) || !signatures.every((one) => isPlain(one, facts.keys.length > 0));
}

const DIGESTS = ['sha1', 'sha256', 'sha512'];
const METHODS = DIGESTS.map((digest) => `rsa-${digest}`);

function isPlain(signature: Signature, keysGiven: boolean): boolean {
  const { outcome, problems, signatureMethod, canonicalizationMethod, references } = signature;
  const [reference] = references;
  return (
    // Under keys that are not the signer's xml-crypto refuses what is intact.
    outcome === (keysGiven ? 'known-signer' : 'signer-unknown') &&
    problems.length === 0 &&
    METHODS.includes(signatureMethod ?? '') &&
    canonicalizationMethod === 'exc-c14n' &&
    references.length === 1 &&
    reference !== undefined &&
    /^#[A-Za-z0-9_.-]+$/.test(reference.uri ?? '') &&
    reference.transforms.join(' ') === 'enveloped-signature exc-c14n' &&
    DIGESTS.includes(reference.digestMethod ?? '') &&
    reference.target === signature.on
  );
}

/** Comments, CDATA, processing instructions, a DOCTYPE, references to characters, carriage returns. */
function hasUnusualMarkup(text: string): boolean {
  return /<!|.<\?|&#|\r/s.test(text);
}
