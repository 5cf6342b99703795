/**
 * The attributes IAM reads from an assertion, and the bounds on their values.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
 */

const ATTRIBUTES = 'https://aws.amazon.com/SAML/Attributes/';

/** Required: each value names a role and a provider, see {@link readRolePair}. The same in every partition. */
export const ROLE = `${ATTRIBUTES}Role`;
/** Required: one value that matches {@link ROLE_SESSION_NAME_PATTERN}. */
export const ROLE_SESSION_NAME = `${ATTRIBUTES}RoleSessionName`;
/** Seconds, between {@link SESSION_DURATION_MIN} and {@link SESSION_DURATION_MAX}. */
export const SESSION_DURATION = `${ATTRIBUTES}SessionDuration`;
/** One value that matches {@link ROLE_SESSION_NAME_PATTERN} and does not begin with `aws:`. */
export const SOURCE_IDENTITY = `${ATTRIBUTES}SourceIdentity`;
/** Any number of values, each the key of a tag. */
export const TRANSITIVE_TAG_KEYS = `${ATTRIBUTES}TransitiveTagKeys`;
/** Followed by the key of a session tag; one value each. */
export const PRINCIPAL_TAG_PREFIX = `${ATTRIBUTES}PrincipalTag:`;
/** Followed by the key of an attribute for access control; read by IAM Identity Center, not by IAM. */
export const ACCESS_CONTROL_PREFIX = `${ATTRIBUTES}AccessControl:`;

/** What a RoleSessionName and a SourceIdentity may be: no white space, no `#`, which guest accounts of Entra ID hold. */
export const ROLE_SESSION_NAME_PATTERN = /^[a-zA-Z_0-9+=,.@-]{2,64}$/;

/** Seconds. */
export const SESSION_DURATION_MIN = 900;
/** Seconds. */
export const SESSION_DURATION_MAX = 43_200;
/** Seconds a session lasts where nothing says otherwise. */
export const SESSION_DURATION_DEFAULT = 3600;

/** Most characters of the base64 text STS takes as SAMLAssertion. */
export const SAML_RESPONSE_MAX_CHARACTERS = 100_000;

/**
 * Milliseconds after its IssueInstant within which AWS wants a response delivered, whatever NotOnOrAfter says.
 * Not documented: it is what its error says, `Token must be redeemed within 5 minutes of issuance`.
 */
export const REDEEM_WITHIN_MS = 5 * 60_000;

/** Session tags one session may have, and the longest key and value. */
export const PRINCIPAL_TAGS_MAX = 50;
export const PRINCIPAL_TAG_KEY_MAX = 128;
export const PRINCIPAL_TAG_VALUE_MAX = 256;

const byLowerCase = new Map(
  [ROLE, ROLE_SESSION_NAME, SESSION_DURATION, SOURCE_IDENTITY, TRANSITIVE_TAG_KEYS].map((name) => [
    name.slice(ATTRIBUTES.length).toLowerCase(),
    name,
  ]),
);

/** Whether IAM reads an attribute of this name. */
export function isAwsAttribute(name: string): boolean {
  if (!name.startsWith(ATTRIBUTES)) return false;
  return (
    byLowerCase.get(name.slice(ATTRIBUTES.length).toLowerCase()) === name ||
    (name.startsWith(PRINCIPAL_TAG_PREFIX) && name.length > PRINCIPAL_TAG_PREFIX.length)
  );
}

/**
 * The AWS attribute that a name was plainly meant to be: `http:` for `https:`, another case, the namespace twice,
 * a slash at the end, or no namespace at all. `undefined` for a right name and for one that means something else.
 */
export function intendedAwsAttribute(name: string): string | undefined {
  if (isAwsAttribute(name)) return undefined;
  let end = name.length;
  while (end > 0 && (name.charAt(end - 1) === '/' || name.charAt(end - 1).trim() === '')) end--;
  const written = name.slice(0, end).trim();
  const slash = written.lastIndexOf('/');
  const local = written.slice(slash + 1);
  if (slash >= 0 && !/aws|amazon/i.test(written.slice(0, slash))) return undefined;
  const tag = /^principaltag:(.+)$/is.exec(local);
  return tag ? PRINCIPAL_TAG_PREFIX + tag[1] : byLowerCase.get(local.toLowerCase());
}
