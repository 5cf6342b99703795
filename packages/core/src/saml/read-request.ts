import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeField, type Field, textField } from './field.ts';
import type { AuthnRequest, Conditions, NameIdPolicy, RequestedAuthnContext, Subject } from './model.ts';
import { readConditions } from './read-conditions.ts';
import { readProtocolMessage } from './read-protocol.ts';
import { readSubject } from './read-subject.ts';

/** Reads samlp:AuthnRequest (SAML Core §3.4.1). */
export function readAuthnRequest(
  element: XmlElement,
  signatures: readonly SignatureEvidence[],
): AuthnRequest {
  let subject: Subject | undefined;
  let conditions: Conditions | undefined;
  let nameIdPolicy: NameIdPolicy | undefined;
  let requestedAuthnContext: RequestedAuthnContext | undefined;
  for (const child of element.children) {
    if (child.type !== 'element') continue;
    if (child.namespaceURI === ns.samlp) {
      if (child.localName === 'NameIDPolicy') nameIdPolicy ??= readNameIdPolicy(child);
      else if (child.localName === 'RequestedAuthnContext')
        requestedAuthnContext ??= readRequestedAuthnContext(child);
    } else if (child.namespaceURI === ns.saml) {
      if (child.localName === 'Subject') subject ??= readSubject(child, undefined);
      else if (child.localName === 'Conditions') conditions ??= readConditions(child);
    }
  }
  return {
    kind: 'authn-request',
    ...readProtocolMessage(element, signatures),
    forceAuthn: attributeField(element, 'ForceAuthn'),
    isPassive: attributeField(element, 'IsPassive'),
    protocolBinding: attributeField(element, 'ProtocolBinding'),
    assertionConsumerServiceURL: attributeField(element, 'AssertionConsumerServiceURL'),
    assertionConsumerServiceIndex: attributeField(element, 'AssertionConsumerServiceIndex'),
    attributeConsumingServiceIndex: attributeField(element, 'AttributeConsumingServiceIndex'),
    providerName: attributeField(element, 'ProviderName'),
    nameIdPolicy,
    requestedAuthnContext,
    subject,
    conditions,
  };
}

function readNameIdPolicy(element: XmlElement): NameIdPolicy {
  return {
    element,
    format: attributeField(element, 'Format'),
    spNameQualifier: attributeField(element, 'SPNameQualifier'),
    allowCreate: attributeField(element, 'AllowCreate'),
  };
}

function readRequestedAuthnContext(element: XmlElement): RequestedAuthnContext {
  const classRefs: Field[] = [];
  for (const child of element.children) {
    if (
      child.type === 'element' &&
      child.localName === 'AuthnContextClassRef' &&
      child.namespaceURI === ns.saml
    )
      classRefs.push(textField(child));
  }
  return { element, comparison: attributeField(element, 'Comparison'), classRefs };
}
