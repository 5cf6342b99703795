import { testKeys } from './keys.ts';
import { sign } from './sign.ts';

const BINDING = 'urn:oasis:names:tc:SAML:2.0:bindings:';
const NAMESPACES =
  'xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:mdui="urn:oasis:names:tc:SAML:metadata:ui" xmlns:mdrpi="urn:oasis:names:tc:SAML:metadata:rpi" xmlns:mdattr="urn:oasis:names:tc:SAML:metadata:attribute" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:shibmd="urn:mace:shibboleth:metadata:1.0" xmlns:remd="http://refeds.org/metadata" xmlns:alg="urn:oasis:names:tc:SAML:metadata:algsupport" xmlns:idpdisc="urn:oasis:names:tc:SAML:profiles:SSO:idp-discovery-protocol" xmlns:init="urn:oasis:names:tc:SAML:profiles:SSO:request-init"';

const REGISTRATION =
  '<mdrpi:RegistrationInfo registrationAuthority="https://federation.example.org" registrationInstant="2024-05-06T07:08:09Z"><mdrpi:RegistrationPolicy xml:lang="en">https://federation.example.org/policy</mdrpi:RegistrationPolicy></mdrpi:RegistrationInfo>';

const PEOPLE = `<md:Organization>
      <md:OrganizationName xml:lang="en">Example University</md:OrganizationName>
      <md:OrganizationDisplayName xml:lang="en">Example University</md:OrganizationDisplayName>
      <md:OrganizationURL xml:lang="en">https://www.example.edu</md:OrganizationURL>
    </md:Organization>
    <md:ContactPerson contactType="technical"><md:GivenName>Login</md:GivenName><md:EmailAddress>mailto:login@example.edu</md:EmailAddress></md:ContactPerson>`;

const SECURITY =
  '<md:ContactPerson contactType="other" remd:contactType="http://refeds.org/metadata/contactType/security"><md:GivenName>Security</md:GivenName><md:EmailAddress>mailto:security@example.edu</md:EmailAddress></md:ContactPerson>';

function key(use: 'signing' | 'encryption', certificate: string, more = ''): string {
  return `<md:KeyDescriptor use="${use}"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>${more}</md:KeyDescriptor>`;
}

function attribute(name: string, ...values: readonly string[]): string {
  const written = values.map((value) => `<saml:AttributeValue>${value}</saml:AttributeValue>`).join('');
  return `<saml:Attribute Name="${name}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri">${written}</saml:Attribute>`;
}

const GCM = '<md:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/>';

/** An identity provider of a university as federations publish it: names, logo, scope, Sirtfi with a security contact. */
function universityIdp(): string {
  return `  <md:EntityDescriptor entityID="https://idp.example.edu/idp/shibboleth">
    <md:Extensions>
      ${REGISTRATION}
      <mdattr:EntityAttributes>${attribute('urn:oasis:names:tc:SAML:attribute:assurance-certification', 'https://refeds.org/sirtfi')}${attribute('http://macedir.org/entity-category-support', 'http://refeds.org/category/research-and-scholarship')}</mdattr:EntityAttributes>
    </md:Extensions>
    <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol" errorURL="https://idp.example.edu/error">
      <md:Extensions>
        <shibmd:Scope regexp="false">example.edu</shibmd:Scope>
        <mdui:UIInfo>
          <mdui:DisplayName xml:lang="en">Example University</mdui:DisplayName>
          <mdui:DisplayName xml:lang="pt">Universidade Exemplo</mdui:DisplayName>
          <mdui:InformationURL xml:lang="en">https://www.example.edu/login</mdui:InformationURL>
          <mdui:Logo height="60" width="80">https://www.example.edu/logo.png</mdui:Logo>
        </mdui:UIInfo>
        <mdui:DiscoHints>
          <mdui:IPHint>192.0.2.0/24</mdui:IPHint>
          <mdui:DomainHint>example.edu</mdui:DomainHint>
          <mdui:GeolocationHint>geo:38.7,-9.1</mdui:GeolocationHint>
        </mdui:DiscoHints>
        <alg:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>
        <alg:SigningMethod MinKeySize="2048" MaxKeySize="4096" Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>
      </md:Extensions>
      ${key('signing', testKeys.idp.certificateBase64)}
      <md:ArtifactResolutionService index="1" Binding="${BINDING}SOAP" Location="https://idp.example.edu:8443/idp/profile/SAML2/SOAP/ArtifactResolution"/>
      <md:SingleLogoutService Binding="${BINDING}HTTP-Redirect" Location="https://idp.example.edu/idp/profile/SAML2/Redirect/SLO"/>
      <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</md:NameIDFormat>
      <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
      <md:SingleSignOnService Binding="${BINDING}HTTP-Redirect" Location="https://idp.example.edu/idp/profile/SAML2/Redirect/SSO"/>
      <md:SingleSignOnService Binding="${BINDING}HTTP-POST" Location="https://idp.example.edu/idp/profile/SAML2/POST/SSO"/>
      <md:SingleSignOnService Binding="${BINDING}SOAP" Location="https://idp.example.edu/idp/profile/SAML2/SOAP/ECP"/>
    </md:IDPSSODescriptor>
    <md:AttributeAuthorityDescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
      ${key('signing', testKeys.idp.certificateBase64)}
      <md:AttributeService Binding="${BINDING}SOAP" Location="https://idp.example.edu:8443/idp/profile/SAML2/SOAP/AttributeQuery"/>
    </md:AttributeAuthorityDescriptor>
    ${PEOPLE}
    ${SECURITY}
  </md:EntityDescriptor>`;
}

/** A service of research that claims Research and Scholarship and the Code of Conduct. */
function researchSp(): string {
  return `  <md:EntityDescriptor entityID="https://wiki.example.net/shibboleth">
    <md:Extensions>
      ${REGISTRATION}
      <mdattr:EntityAttributes>${attribute('http://macedir.org/entity-category', 'http://refeds.org/category/research-and-scholarship', 'https://refeds.org/category/code-of-conduct/v2')}</mdattr:EntityAttributes>
    </md:Extensions>
    <md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
      <md:Extensions>
        <mdui:UIInfo>
          <mdui:DisplayName xml:lang="en">Research Wiki</mdui:DisplayName>
          <mdui:Description xml:lang="en">Notes of many laboratories</mdui:Description>
          <mdui:InformationURL xml:lang="en">https://wiki.example.net/about</mdui:InformationURL>
          <mdui:PrivacyStatementURL xml:lang="en">https://wiki.example.net/privacy</mdui:PrivacyStatementURL>
        </mdui:UIInfo>
        <idpdisc:DiscoveryResponse Binding="urn:oasis:names:tc:SAML:profiles:SSO:idp-discovery-protocol" Location="https://wiki.example.net/Shibboleth.sso/Login" index="1"/>
        <init:RequestInitiator Binding="urn:oasis:names:tc:SAML:profiles:SSO:request-init" Location="https://wiki.example.net/Shibboleth.sso/Login"/>
      </md:Extensions>
      ${key('signing', testKeys.other.certificateBase64)}
      ${key('encryption', testKeys.entra.certificateBase64, GCM)}
      <md:SingleLogoutService Binding="${BINDING}HTTP-Redirect" Location="https://wiki.example.net/Shibboleth.sso/SLO/Redirect"/>
      <md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</md:NameIDFormat>
      <md:AssertionConsumerService Binding="${BINDING}HTTP-POST" Location="https://wiki.example.net/Shibboleth.sso/SAML2/POST" index="1" isDefault="true"/>
      <md:AssertionConsumerService Binding="${BINDING}PAOS" Location="https://wiki.example.net/Shibboleth.sso/SAML2/ECP" index="2"/>
      <md:AttributeConsumingService index="1">
        <md:ServiceName xml:lang="en">Research Wiki</md:ServiceName>
        <md:RequestedAttribute Name="urn:oid:0.9.2342.19200300.100.1.3" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri" FriendlyName="mail" isRequired="true"/>
        <md:RequestedAttribute Name="urn:oid:2.16.840.1.113730.3.1.241" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri" FriendlyName="displayName"/>
      </md:AttributeConsumingService>
    </md:SPSSODescriptor>
    ${PEOPLE}
  </md:EntityDescriptor>`;
}

/** How to change a document: what to look for and what to put in its place, first occurrence only. */
export type Edit = readonly [find: string, replacement: string];

/**
 * Makes each change in turn.
 *
 * @throws TypeError where there is nothing to change, so that no fixture is about what it does not show
 */
export function edited(xml: string, edits: readonly Edit[]): string {
  let text = xml;
  for (const [find, replacement] of edits) {
    if (!text.includes(find)) throw new TypeError(`There is no ${find} to replace.`);
    text = text.replace(find, () => replacement);
  }
  return text;
}

/** A federation's aggregate of two entities, as published: changed first, then signed by `testKeys.ec`, unless told otherwise. */
export function buildFederation(edits: readonly Edit[] = [], unsigned = false): string {
  const xml = edited(
    `<md:EntitiesDescriptor ${NAMESPACES} ID="_federation" Name="https://federation.example.org" validUntil="2026-03-12T09:00:00Z" cacheDuration="PT6H">
  <md:Extensions><mdrpi:PublicationInfo publisher="https://federation.example.org" creationInstant="2026-03-02T09:00:00Z"><mdrpi:UsagePolicy xml:lang="en">https://federation.example.org/use</mdrpi:UsagePolicy></mdrpi:PublicationInfo></md:Extensions>
${universityIdp()}
${researchSp()}
</md:EntitiesDescriptor>`,
    edits,
  );
  return unsigned ? xml : sign(xml, { element: 'EntitiesDescriptor', key: testKeys.ec });
}

/** The metadata of one identity provider as a product exports it, changed. */
export function buildPlainIdp(edits: readonly Edit[] = []): string {
  return edited(
    `<md:EntityDescriptor ${NAMESPACES} entityID="https://login.example.com/saml">
  <md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    ${key('signing', testKeys.idp.certificateBase64)}
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:SingleSignOnService Binding="${BINDING}HTTP-Redirect" Location="https://login.example.com/saml/sso"/>
    <md:SingleSignOnService Binding="${BINDING}HTTP-POST" Location="https://login.example.com/saml/sso"/>
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`,
    edits,
  );
}

/** The metadata of one service provider as a product exports it, changed. */
export function buildPlainSp(edits: readonly Edit[] = []): string {
  return edited(
    `<md:EntityDescriptor ${NAMESPACES} entityID="https://app.example.com/saml/metadata">
  <md:SPSSODescriptor AuthnRequestsSigned="false" WantAssertionsSigned="true" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    ${key('encryption', testKeys.other.certificateBase64)}
    <md:SingleLogoutService Binding="${BINDING}HTTP-Redirect" Location="https://app.example.com/saml/slo"/>
    <md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>
    <md:AssertionConsumerService Binding="${BINDING}HTTP-POST" Location="https://app.example.com/saml/acs" index="0" isDefault="true"/>
    <md:AssertionConsumerService Binding="${BINDING}HTTP-POST" Location="https://app.example.com/saml/acs/second" index="1"/>
    <md:AttributeConsumingService index="0">
      <md:ServiceName xml:lang="en">Application</md:ServiceName>
      <md:RequestedAttribute Name="mail" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:basic" isRequired="true"/>
    </md:AttributeConsumingService>
  </md:SPSSODescriptor>
</md:EntityDescriptor>`,
    edits,
  );
}
