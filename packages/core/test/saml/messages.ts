// Messages to read: complete, small, and with a value of its own in every place, so that a mix-up shows.

export const NAMESPACES =
  'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';

export const ASSERTION = `<saml:Assertion ${NAMESPACES} ID="_a" Version="2.0" IssueInstant="2026-01-01T00:00:02Z">
  <saml:Issuer Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">https://idp.example</saml:Issuer>
  <saml:Subject>
    <saml:NameID Format="urn:f" NameQualifier="urn:nq" SPNameQualifier="urn:spnq" SPProvidedID="spid"> alice </saml:NameID>
    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
      <saml:SubjectConfirmationData NotBefore="2026-01-01T00:00:03Z" NotOnOrAfter="2026-01-01T00:00:04Z"
        Recipient="https://sp.example/acs" InResponseTo="_q" Address="192.0.2.1"/>
    </saml:SubjectConfirmation>
    <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:sender-vouches"/>
  </saml:Subject>
  <saml:Conditions NotBefore="2026-01-01T00:00:05Z" NotOnOrAfter="2026-01-01T00:00:06Z">
    <saml:AudienceRestriction><saml:Audience>urn:one</saml:Audience><saml:Audience>urn:two</saml:Audience></saml:AudienceRestriction>
    <saml:AudienceRestriction><saml:Audience>urn:three</saml:Audience></saml:AudienceRestriction>
    <saml:OneTimeUse/>
    <saml:ProxyRestriction Count="1"/>
    <x:Own xmlns:x="urn:x"/>
  </saml:Conditions>
  <saml:Advice/>
  <saml:AuthnStatement AuthnInstant="2026-01-01T00:00:07Z" SessionIndex="_s" SessionNotOnOrAfter="2026-01-01T00:00:08Z">
    <saml:SubjectLocality Address="192.0.2.2"/>
    <saml:AuthnContext>
      <saml:AuthnContextClassRef>urn:class</saml:AuthnContextClassRef>
      <saml:AuthnContextDeclRef>urn:decl</saml:AuthnContextDeclRef>
      <saml:AuthenticatingAuthority>https://upstream.example</saml:AuthenticatingAuthority>
    </saml:AuthnContext>
  </saml:AuthnStatement>
  <saml:AttributeStatement>
    <saml:Attribute Name="mail" NameFormat="urn:nf" FriendlyName="E-mail">
      <saml:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">a@b.example</saml:AttributeValue>
      <saml:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>
    </saml:Attribute>
    <saml:EncryptedAttribute/>
  </saml:AttributeStatement>
  <saml:AttributeStatement>
    <saml:Attribute Name="id"><saml:AttributeValue><saml:NameID>deep</saml:NameID></saml:AttributeValue></saml:Attribute>
  </saml:AttributeStatement>
  <saml:AuthzDecisionStatement Resource="https://r.example" Decision="Permit"><saml:Action Namespace="urn:a">Read</saml:Action></saml:AuthzDecisionStatement>
</saml:Assertion>`;

export const RESPONSE = `<samlp:Response ${NAMESPACES} ID="_r" Version="2.0" IssueInstant="2026-01-01T00:00:01Z"
  Destination="https://sp.example/acs" Consent="urn:consent" InResponseTo="_q">
  <saml:Issuer>https://idp.example</saml:Issuer>
  <samlp:Status>
    <samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder">
      <samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:AuthnFailed"><samlp:StatusCode Value="urn:third"/></samlp:StatusCode>
    </samlp:StatusCode>
    <samlp:StatusMessage>AADSTS50105</samlp:StatusMessage>
    <samlp:StatusDetail/>
  </samlp:Status>
  ${ASSERTION}
  <saml:EncryptedAssertion/>
</samlp:Response>`;

export const AUTHN_REQUEST = `<samlp:AuthnRequest ${NAMESPACES} ID="_q" Version="2.0" IssueInstant="2026-01-01T00:00:01Z"
  Destination="https://idp.example/sso" ForceAuthn="true" IsPassive="false" ProtocolBinding="urn:binding"
  AssertionConsumerServiceURL="https://sp.example/acs" AssertionConsumerServiceIndex="1"
  AttributeConsumingServiceIndex="2" ProviderName="Example">
  <saml:Issuer>https://sp.example</saml:Issuer>
  <saml:Subject><saml:NameID>bob</saml:NameID></saml:Subject>
  <samlp:NameIDPolicy Format="urn:f" SPNameQualifier="urn:q" AllowCreate="1"/>
  <saml:Conditions><saml:AudienceRestriction><saml:Audience>urn:one</saml:Audience></saml:AudienceRestriction></saml:Conditions>
  <samlp:RequestedAuthnContext Comparison="minimum">
    <saml:AuthnContextClassRef>urn:c1</saml:AuthnContextClassRef><saml:AuthnContextClassRef>urn:c2</saml:AuthnContextClassRef>
  </samlp:RequestedAuthnContext>
</samlp:AuthnRequest>`;

export const LOGOUT_REQUEST = `<samlp:LogoutRequest ${NAMESPACES} ID="_l" Version="2.0" IssueInstant="2026-01-01T00:00:01Z"
  NotOnOrAfter="2026-01-01T00:00:02Z" Reason="urn:oasis:names:tc:SAML:2.0:logout:user">
  <saml:Issuer>https://idp.example</saml:Issuer>
  <saml:NameID>alice</saml:NameID>
  <samlp:SessionIndex>_s1</samlp:SessionIndex><samlp:SessionIndex>_s2</samlp:SessionIndex>
</samlp:LogoutRequest>`;

export const LOGOUT_RESPONSE = `<samlp:LogoutResponse ${NAMESPACES} ID="_m" Version="2.0" IssueInstant="2026-01-01T00:00:01Z" InResponseTo="_l">
  <saml:Issuer>https://sp.example</saml:Issuer>
  <samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
</samlp:LogoutResponse>`;
