import type { VendorSource } from './vendor.ts';

/** What an error code of Microsoft Entra ID means for a SAML login, and what to do. */
export interface EntraError {
  readonly code: number;
  /** One clause, without a full stop. */
  readonly means: string;
  readonly end: 'identity provider' | 'service provider' | 'you';
  /** One sentence. */
  readonly remedy: string;
}

export const sources: readonly [VendorSource, ...VendorSource[]] = [
  {
    source: 'https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes',
    checkedOn: '2026-11-24',
  },
];

const IDENTIFIER = 'Basic SAML Configuration > Identifier (Entity ID)';
const REPLY_URL = 'Basic SAML Configuration > Reply URL';

/** The codes met in SAML logins. Microsoft may change what they mean, and says so. */
const errors: readonly EntraError[] = [
  error(
    50011,
    'the ACS URL of the request is not among the Reply URLs',
    'identity provider',
    `Add the AssertionConsumerServiceURL of the request to ${REPLY_URL}, exactly as the request writes it.`,
  ),
  error(
    900971,
    'no Reply URL is known',
    'identity provider',
    `Enter the ACS URL of the service provider under ${REPLY_URL}.`,
  ),
  error(
    50105,
    'the user is not assigned to the application',
    'identity provider',
    'Assign the user, or a group that the user is directly in, under Users and groups of the enterprise application; nested groups do not count.',
  ),
  error(
    700016,
    'there is no application with this identifier in the tenant',
    'service provider',
    `Send as Issuer what stands in ${IDENTIFIER}, exactly, and use the sign-on URL of the right tenant.`,
  ),
  error(
    70001,
    'there is no application with this identifier, or it is disabled',
    'identity provider',
    `See that the application is enabled and that ${IDENTIFIER} holds the Issuer of the request, exactly.`,
  ),
  error(
    700011,
    'there is no application with this identifier in the tenant',
    'service provider',
    `Send as Issuer what stands in ${IDENTIFIER}, exactly, and use the sign-on URL of the right tenant.`,
  ),
  error(
    650056,
    'the application is misconfigured for this request',
    'identity provider',
    `See that ${IDENTIFIER} holds the Issuer of the request, exactly.`,
  ),
  error(
    65005,
    'the application is misconfigured for this request',
    'identity provider',
    `See that ${IDENTIFIER} holds the Issuer of the request, exactly.`,
  ),
  error(
    75005,
    'the request is no valid SAML 2.0 message',
    'service provider',
    'Send a complete AuthnRequest, deflated and encoded as the binding asks.',
  ),
  error(
    750054,
    'no SAMLRequest or SAMLResponse came with the redirect',
    'service provider',
    'Begin the login with an AuthnRequest in the query, or at the identity provider; opening the /saml2 address by itself does nothing.',
  ),
  error(
    7500525,
    'the XML of the request is damaged',
    'service provider',
    'See how the request is encoded: one for HTTP POST must not be deflated.',
  ),
  error(
    7500529,
    'the ID of the request is no valid ID',
    'service provider',
    'Begin the ID of the request with a letter or an underscore.',
  ),
  error(
    75008,
    'the Destination of the request is not the address it was sent to',
    'service provider',
    'Write the sign-on URL of the tenant as Destination of the request.',
  ),
  error(
    75011,
    'the user signed in by another method than RequestedAuthnContext asks for',
    'service provider',
    'Leave RequestedAuthnContext out of the request, or add ForceAuthn="true".',
  ),
  error(
    75016,
    'the NameIDPolicy of the request asks for a format that is not supported',
    'service provider',
    'Ask for persistent, emailAddress, unspecified or transient, or leave NameIDPolicy out.',
  ),
  error(
    76021,
    'the request is not signed, and the application requires it',
    'service provider',
    'Sign the request, or stop requiring it under SAML Certificates > Verification certificates.',
  ),
  error(
    76026,
    'the request is too old',
    'service provider',
    'Check the clock of the service provider, and see that the login address was not bookmarked.',
  ),
  error(
    900235,
    'RequestedAuthnContext must compare as "exact"',
    'service provider',
    'Set Comparison to exact, or leave RequestedAuthnContext out.',
  ),
  error(
    900236,
    'the request has a part that is not supported',
    'service provider',
    'Leave that part (Subject, for one) out of the request.',
  ),
  error(
    50003,
    'the application has no signing certificate',
    'identity provider',
    'Create a signing certificate under SAML Certificates and make it active.',
  ),
  error(
    50146,
    'the application needs a signing key of its own',
    'identity provider',
    'Create a signing certificate for the application: its claims or its issuer are customised.',
  ),
  error(
    50006,
    'the signature of the request does not verify',
    'identity provider',
    "Upload the service provider's current signing certificate under SAML Certificates > Verification certificates.",
  ),
  error(
    50007,
    'there is no certificate to encrypt with',
    'identity provider',
    "Upload the service provider's encryption certificate under Token encryption, or switch encryption off.",
  ),
  error(
    50010,
    'no audience is configured',
    'identity provider',
    `Enter the entityID of the service provider under ${IDENTIFIER}.`,
  ),
  error(
    501241,
    'a claim transformation lacks its input, usually because the user has no value there',
    'identity provider',
    'Fill the attribute of the user, or take the claim from another one.',
  ),
  error(
    50020,
    'the user is from another tenant or identity provider',
    'identity provider',
    'Invite the user as a guest, or have them sign in with an account of this tenant.',
  ),
  error(50034, 'the account does not exist in the tenant', 'you', 'Sign in with an account of this tenant.'),
  error(
    50058,
    'the user would have to sign in, and the request asked for a silent login',
    'service provider',
    'Send a request without IsPassive.',
  ),
  error(
    53003,
    'a Conditional Access policy blocks the login',
    'identity provider',
    'See the sign-in log for the policy concerned.',
  ),
  error(
    399274,
    'the application is set up for SAML and was asked by another protocol',
    'service provider',
    'Send a SAML request, not one of OpenID Connect or OAuth.',
  ),
  // Errors of Entra ID where it receives the assertion of another identity provider, or the user.
  error(
    50008,
    'the assertion of the federated identity provider is missing or not as it should be',
    'identity provider',
    'Nothing of the application is wrong: look at what the federated identity provider sends to Entra ID.',
  ),
  error(
    5000819,
    'the e-mail claim of the federated identity provider is missing or not of its domain',
    'identity provider',
    'Have the federated identity provider send an address of the domain that is federated.',
  ),
  error(
    50107,
    'the Issuer of the federated identity provider is registered for no domain',
    'identity provider',
    'Set the IssuerUri of the federated domain to what the federated identity provider sends.',
  ),
  error(
    7500514,
    'the federated identity provider sent neither a SAML 2.0 Response nor an Assertion',
    'identity provider',
    'Have the federated identity provider send SAML 2.0; it sends SAML 1.1 or a WS-Trust response.',
  ),
  error(
    90020,
    'the assertion of the federated identity provider lacks ImmutableID',
    'identity provider',
    'Add the claim rule for ImmutableID at the federated identity provider.',
  ),
  error(
    50012,
    'a certificate or its thumbprint does not match',
    'identity provider',
    'Compare the certificate that signs with the one registered.',
  ),
  error(
    50017,
    'a certificate does not validate',
    'identity provider',
    'See that the certificate is complete and in force.',
  ),
  error(
    75001,
    'the request could not be decoded',
    'service provider',
    'See how the request is encoded: base64, and DEFLATE for the redirect alone.',
  ),
  error(
    75003,
    'the request asks for a response by another binding than HTTP POST',
    'service provider',
    'Set ProtocolBinding of the request to HTTP-POST, or leave it out.',
  ),
  error(
    90107,
    'the request holds characters that XML does not allow',
    'service provider',
    'Escape the values that are put into the request.',
  ),
  error(
    50124,
    'a claim transformation has a parameter that does not fit',
    'identity provider',
    'Correct the transformation under Attributes & Claims.',
  ),
  error(
    50014,
    'the guest has not accepted the invitation',
    'you',
    'Accept the invitation, then sign in again.',
  ),
  error(51004, 'the account is not in the directory', 'you', 'Sign in with an account of this tenant.'),
  error(
    90002,
    'there is no tenant of this name',
    'service provider',
    'Correct the tenant in the sign-on URL, and see that it is of the right cloud.',
  ),
  error(
    90019,
    'no tenant is named in the sign-on URL',
    'service provider',
    'Use the sign-on URL of the tenant, not /common.',
  ),
  error(
    50194,
    'the application is of one tenant and was called through /common',
    'service provider',
    'Use the sign-on URL of the tenant.',
  ),
  error(
    90130,
    'the application cannot be used through /common',
    'service provider',
    'Use the sign-on URL of the tenant.',
  ),
  error(
    50061,
    'the logout request is not valid',
    'service provider',
    'Send NameID and SessionIndex as they were received.',
  ),
  error(
    50068,
    'the service provider takes no part in this session',
    'service provider',
    'Send the logout request to the tenant that the user signed in at.',
  ),
  error(
    50070,
    'the session that the logout request names does not exist',
    'service provider',
    'Send NameID and SessionIndex as they were received.',
  ),
  error(
    50071,
    'the logout request is too old',
    'service provider',
    'Check the clock of the service provider.',
  ),
  error(50074, 'strong authentication is needed', 'you', 'Sign in again and answer the challenge.'),
  error(50076, 'multi-factor authentication is needed', 'you', 'Sign in again and answer the challenge.'),
  error(50078, 'multi-factor authentication has expired', 'you', 'Sign in again and answer the challenge.'),
  error(
    50079,
    'the user must register for multi-factor authentication',
    'you',
    'Register, then sign in again.',
  ),
  error(50158, 'an external challenge was not passed', 'you', 'Sign in again and answer the challenge.'),
  error(
    53000,
    'Conditional Access asks for a compliant device',
    'you',
    'Use a compliant device, or have the policy changed.',
  ),
  error(
    53001,
    'Conditional Access asks for a domain-joined device',
    'you',
    'Use such a device, or have the policy changed.',
  ),
  error(
    53002,
    'Conditional Access asks for an approved app',
    'you',
    'Use an approved app, or have the policy changed.',
  ),
  error(
    53004,
    'the user must register for multi-factor authentication first',
    'you',
    'Register, then sign in again.',
  ),
  error(
    90081,
    'the WS-Federation message is not valid',
    'service provider',
    'See the wa and wtrealm parameters.',
  ),
  error(
    90082,
    'the authentication policy asked for is not supported',
    'service provider',
    'Leave wauth out.',
  ),
  error(
    90087,
    'no WS-Federation message could be made of the URL',
    'service provider',
    'See the parameters of the URL.',
  ),
  error(
    16003,
    'the user is not in the tenant of the application',
    'you',
    'Sign in with another account, or invite the user to the tenant as a guest.',
  ),
  error(
    20001,
    "the identity provider that the user's domain is federated with answered with an error",
    'identity provider',
    'See that identity provider: the fault is before Microsoft Entra ID, and nothing of the application explains it.',
  ),
  error(
    20012,
    "the identity provider that the user's domain is federated with sent a message that is not valid",
    'identity provider',
    'See that identity provider: the fault is before Microsoft Entra ID, and nothing of the application explains it.',
  ),
  error(
    20033,
    "the metadata of the identity provider that the user's domain is federated with names another tenant",
    'identity provider',
    'Correct the federation of the domain with that identity provider.',
  ),
  error(
    50000,
    'the service could not issue the token',
    'you',
    'Try again; if it lasts, open a support ticket with the correlation ID.',
  ),
  error(
    50005,
    'Conditional Access does not take this kind of device',
    'you',
    'Use a device of a platform that the policy allows, or have the policy changed.',
  ),
  error(
    500021,
    'tenant restrictions keep this network out of the tenant',
    'identity provider',
    'Have the tenant added to the tenants that the proxy allows (Restrict-Access-To-Tenants).',
  ),
  error(
    500208,
    'the account is of a kind that cannot sign in here',
    'you',
    'Sign in with a work or school account of the tenant.',
  ),
  error(
    500212,
    "the user's own tenant forbids access to this one",
    'identity provider',
    "Change the outbound rules of the cross-tenant access settings in the user's own tenant.",
  ),
  error(
    500213,
    'the tenant forbids access to users of the other tenant',
    'identity provider',
    'Change the inbound rules of the cross-tenant access settings of the tenant.',
  ),
  error(
    50042,
    'no pairwise NameID can be made, since the service principal has no salt',
    'identity provider',
    'Choose another source than the pairwise one for Unique User Identifier (Name ID), or open a support ticket.',
  ),
  error(
    50053,
    'the account is locked, or sign-in from this address is blocked',
    'you',
    'See the reason under Monitoring & health > Sign-in logs; wait or have the user unblocked.',
  ),
  error(50055, 'the password has expired', 'you', 'Change the password, then sign in again.'),
  error(50057, 'the account is disabled', 'identity provider', 'Enable the user.'),
  error(
    50059,
    'nothing in the request or the user name tells the tenant',
    'service provider',
    'Send the request to the sign-on URL of the tenant, which has the tenant ID in it.',
  ),
  error(50072, 'the user must enrol for multi-factor authentication', 'you', 'Enrol, then sign in again.'),
  error(
    50097,
    'the device must be authenticated',
    'you',
    'Sign in from a device that is registered, or have the policy changed.',
  ),
  error(
    50126,
    'the user name or the password is wrong',
    'you',
    'Sign in again; this is no fault of the SAML set-up.',
  ),
  error(
    50128,
    'nothing in the request or the user name tells the tenant',
    'service provider',
    'Send the request to the sign-on URL of the tenant, which has the tenant ID in it.',
  ),
  error(
    50131,
    'Conditional Access refused the device, the place or the behaviour',
    'you',
    'See which policy applied under Monitoring & health > Sign-in logs.',
  ),
  error(
    501461,
    "claims that are mapped ask for a key of the application's own, or for an identifier in a verified domain",
    'identity provider',
    'Give the application a signing key of its own (SAML Certificates), or an identifier in a verified domain of the tenant.',
  ),
  error(
    50169,
    'the realm of the request is none that is configured',
    'service provider',
    'Send as wtrealm what stands in Basic SAML Configuration > Identifier (Entity ID).',
  ),
  error(
    50196,
    'the same request came too often in a short time',
    'service provider',
    'See why the service provider begins the login anew each time: a refused response, or a session cookie that is lost.',
  ),
  error(
    53011,
    'the user is blocked in their own tenant because of risk',
    'identity provider',
    'Have the administrator of that tenant clear the risk.',
  ),
  error(
    530035,
    'security defaults blocked the sign-in',
    'identity provider',
    'Sign in with modern authentication, or see the security defaults of the tenant.',
  ),
  error(90013, 'what was entered is not valid', 'you', 'Begin the login again, without the back button.'),
  error(
    90015,
    'the query string is too long',
    'service provider',
    'Send the request by POST, or make it shorter.',
  ),
  error(
    90023,
    'the request is not valid',
    'service provider',
    'See that the request is complete and went to the sign-on URL for SAML.',
  ),
  error(
    90038,
    'the tenant is in another national cloud',
    'service provider',
    'Use the sign-on URL of the cloud that the tenant is in.',
  ),
  error(
    90072,
    'the account is not in the tenant, or its ImmutableID differs from the one of the directory',
    'identity provider',
    'Invite the account as a guest, or put right the source anchor of the synchronised user.',
  ),
  error(
    90084,
    'guests may not sign in to this application',
    'identity provider',
    'Sign in as a member of the tenant, or let guests in.',
  ),
  error(
    900561,
    'the endpoint was called with the wrong HTTP method',
    'service provider',
    'Send the request by Redirect or POST to the sign-on URL for SAML; the back button does this as well.',
  ),
];

const byCode = new Map(errors.map((one) => [one.code, one]));

/**
 * The error code in a StatusMessage of Entra ID, with what is known of it. Codes are matched whole: 50011 and 500011
 * have nothing to do with one another.
 */
export function readEntraError(
  text: string,
): { readonly code: number; readonly known: EntraError | undefined } | undefined {
  const written = /\bAADSTS(\d{4,8})\b/.exec(text)?.[1];
  if (written === undefined) return undefined;
  const code = Number(written);
  return { code, known: byCode.get(code) };
}

/** What is known of a code, matched whole. */
export function entraErrorOf(code: number): EntraError | undefined {
  return byCode.get(code);
}

/** Every code that something is known of. */
export const entraErrorCodes: readonly number[] = errors.map(({ code }) => code);

function error(code: number, means: string, end: EntraError['end'], remedy: string): EntraError {
  return { code, means, end, remedy };
}
