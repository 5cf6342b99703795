import { encodeUtf8 } from '../base/bytes.ts';
import { digest } from '../base/crypto.ts';

/**
 * NameQualifier, by which AWS tells users of different identity providers apart: SAML:namequalifier in policies, and
 * in CloudTrail what stands before the colon of principalId.
 *
 * AWS documents it twice, differently. The pseudocode of AssumeRoleWithSAML hashes the Issuer, the account, `/` and the
 * name of the provider, with nothing between the first two; the page on condition keys says that the three are
 * separated by `/`. This follows the pseudocode; {@link nameQualifierWithSlash} is the other.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
 * @returns base64 of SHA-1; `undefined` where the platform has no SHA-1
 */
export function nameQualifier(issuer: string, account: string, provider: string): string | undefined {
  return sha1(`${issuer}${account}/${provider}`);
}

/**
 * The same as the page on condition keys describes it.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function nameQualifierWithSlash(
  issuer: string,
  account: string,
  provider: string,
): string | undefined {
  return sha1(`${issuer}/${account}/${provider}`);
}

/** Whoever inspects one login after another meets the same few providers. */
const known = new Map<string, string>();
const KNOWN_LIMIT = 64;

function sha1(text: string): string | undefined {
  const before = known.get(text);
  if (before !== undefined) return before;
  const hash = digest('sha1', encodeUtf8(text))?.base64;
  if (known.size >= KNOWN_LIMIT) known.clear();
  if (hash !== undefined) known.set(text, hash);
  return hash;
}
