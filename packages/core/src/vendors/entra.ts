import { nameIdFormats } from '../saml/names.ts';
import type { IdentityProviderVendor } from './vendor.ts';

const checkedOn = '2026-11-24';

/** Microsoft Entra ID, once Azure AD. The issuer ends in a slash, or in the application's ID where that is appended. */
export const entra: IdentityProviderVendor = {
  id: 'entra',
  name: 'Microsoft Entra ID',
  role: 'idp',
  issuer:
    /^https:\/\/sts\.(?:windows\.net|chinacloudapi\.cn|microsoftonline\.de)\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\//i,
  signOn:
    /^https:\/\/login\.(?:microsoftonline\.com|microsoftonline\.us|partner\.microsoftonline\.cn|chinacloudapi\.cn)\/[^/]{1,255}\/saml2(?:\/|$)/i,
  places: {
    audience:
      'Enterprise applications > (application) > Single sign-on > Basic SAML Configuration > Identifier (Entity ID)',
    acsUrl:
      'Enterprise applications > (application) > Single sign-on > Basic SAML Configuration > Reply URL (Assertion Consumer Service URL)',
    nameId:
      'Enterprise applications > (application) > Single sign-on > Attributes & Claims > Unique User Identifier (Name ID)',
    signing:
      'Enterprise applications > (application) > Single sign-on > SAML Certificates > Edit > Signing Option, Signing Algorithm',
    attributes: 'Enterprise applications > (application) > Single sign-on > Attributes & Claims',
    certificate:
      'Enterprise applications > (application) > Single sign-on > SAML Certificates > App Federation Metadata Url (the one with ?appid=: without it the metadata lists other keys)',
    relayState:
      'Enterprise applications > (application) > Single sign-on > Basic SAML Configuration > Relay State (Optional)',
  },
  sources: [
    {
      source: 'https://learn.microsoft.com/en-us/entra/identity-platform/reference-saml-tokens',
      checkedOn,
    },
    {
      source: 'https://learn.microsoft.com/en-us/entra/identity-platform/single-sign-on-saml-protocol',
      checkedOn,
    },
    {
      source: 'https://learn.microsoft.com/en-us/entra/identity/enterprise-apps/certificate-signing-options',
      checkedOn,
    },
    {
      source: 'The issuer, as messages and federation metadata carry it.',
      checkedOn,
    },
  ],
};

/** The formats of NameID that a request may ask for; any other is refused. */
export const nameIdFormatsOnRequest: readonly string[] = [
  nameIdFormats.persistent,
  nameIdFormats.emailAddress,
  nameIdFormats.unspecified,
  nameIdFormats.transient,
];

/** The formats of NameID that it can send: those on request, and one more that can be set at the application. */
export const nameIdFormatsSent: readonly string[] = [
  ...nameIdFormatsOnRequest,
  nameIdFormats.WindowsDomainQualifiedName,
];
