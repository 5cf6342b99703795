import type { DetachedEvidence } from '../dsig/detached.ts';
import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { XmlDocument, XmlElement } from '../xml/document.ts';
import type { Field } from './field.ts';
import type { Instant } from './instant.ts';

/** A protocol message or assertion, read. Reading is total: whatever is missing is `undefined` here and a finding later. */
export type SamlMessage =
  | Response
  | LoneAssertion
  | AuthnRequest
  | LogoutRequest
  | LogoutResponse
  | ArtifactResolve;

/** What every message has. */
export interface MessageBase {
  readonly document: XmlDocument;
  /** The message's own element: the root, or the SAML message inside a SOAP envelope. */
  readonly element: XmlElement;
  /** Every ds:Signature in the document, in document order. */
  readonly signatures: readonly SignatureEvidence[];
  /** Every xs:dateTime attribute that SAML defines, wherever it stands. */
  readonly instants: readonly Instant[];
  /** How it travelled, as far as the capture shows it. */
  readonly delivery?: Delivery;
}

/** What came with a message and is not in its XML. */
export interface Delivery {
  readonly binding?: 'HTTP-POST' | 'HTTP-Redirect';
  /** The absolute URL it was sent to; in a Redirect, without the query. */
  readonly sentTo?: string;
  /** `SAMLRequest`, `SAMLResponse` or another parameter that held it, as it was spelled. */
  readonly parameter?: string;
  readonly relayState?: string;
  /** Whether DEFLATE had to be undone. */
  readonly deflated?: boolean;
  /** The signature by the binding, beside the message. */
  readonly signature?: DetachedEvidence;
}

/** The attributes and Issuer shared by all requests and responses (SAML Core §3.2.1, §3.2.2). */
export interface ProtocolMessage extends MessageBase {
  readonly id: Field | undefined;
  readonly version: Field | undefined;
  readonly issueInstant: Instant | undefined;
  readonly destination: Field | undefined;
  readonly consent: Field | undefined;
  readonly issuer: Issuer | undefined;
}

/** SAML Core §3.3.3. */
export interface Response extends ProtocolMessage {
  readonly kind: 'response';
  readonly inResponseTo: Field | undefined;
  readonly status: Status | undefined;
  readonly assertions: readonly Assertion[];
  /** Not decrypted. */
  readonly encryptedAssertions: readonly XmlElement[];
}

/** An Assertion captured without a Response round it. */
export interface LoneAssertion extends MessageBase {
  readonly kind: 'assertion';
  readonly assertion: Assertion;
}

/** SAML Core §3.4.1. */
export interface AuthnRequest extends ProtocolMessage {
  readonly kind: 'authn-request';
  readonly forceAuthn: Field | undefined;
  readonly isPassive: Field | undefined;
  readonly protocolBinding: Field | undefined;
  readonly assertionConsumerServiceURL: Field | undefined;
  readonly assertionConsumerServiceIndex: Field | undefined;
  readonly attributeConsumingServiceIndex: Field | undefined;
  readonly providerName: Field | undefined;
  readonly nameIdPolicy: NameIdPolicy | undefined;
  readonly requestedAuthnContext: RequestedAuthnContext | undefined;
  readonly subject: Subject | undefined;
  readonly conditions: Conditions | undefined;
}

export interface NameIdPolicy {
  readonly element: XmlElement;
  readonly format: Field | undefined;
  readonly spNameQualifier: Field | undefined;
  readonly allowCreate: Field | undefined;
}

export interface RequestedAuthnContext {
  readonly element: XmlElement;
  readonly comparison: Field | undefined;
  readonly classRefs: readonly Field[];
}

/** SAML Core §3.7.1. */
export interface LogoutRequest extends ProtocolMessage {
  readonly kind: 'logout-request';
  readonly reason: Field | undefined;
  readonly notOnOrAfter: Instant | undefined;
  readonly nameId: NameId | undefined;
  readonly encryptedId: XmlElement | undefined;
  readonly sessionIndexes: readonly Field[];
}

/** SAML Core §3.7.2. */
export interface LogoutResponse extends ProtocolMessage {
  readonly kind: 'logout-response';
  readonly inResponseTo: Field | undefined;
  readonly status: Status | undefined;
}

/** SAML Core §3.5.1. */
export interface ArtifactResolve extends ProtocolMessage {
  readonly kind: 'artifact-resolve';
  readonly artifact: Field | undefined;
}

/** saml:Issuer (SAML Core §2.2.5). */
export interface Issuer extends Field {
  readonly at: XmlElement;
  readonly format: Field | undefined;
}

/** samlp:Status (SAML Core §3.2.2.1). */
export interface Status {
  readonly element: XmlElement;
  /** The top-level code, then each code nested in it. */
  readonly codes: readonly Field[];
  readonly message: Field | undefined;
  readonly detail: XmlElement | undefined;
}

/** saml:Assertion (SAML Core §2.3.3). */
export interface Assertion {
  readonly element: XmlElement;
  /** The Response it stands in. */
  readonly response: Response | undefined;
  /** Every ds:Signature in the document, as on the message: which of them covers this element is evidence, not position. */
  readonly signatures: readonly SignatureEvidence[];
  readonly id: Field | undefined;
  readonly version: Field | undefined;
  readonly issueInstant: Instant | undefined;
  readonly issuer: Issuer | undefined;
  readonly subject: Subject | undefined;
  readonly conditions: Conditions | undefined;
  readonly authnStatements: readonly AuthnStatement[];
  /** Of all AttributeStatements, in document order. */
  readonly attributes: readonly Attribute[];
  readonly encryptedAttributes: readonly XmlElement[];
  readonly authzDecisionStatements: readonly AuthzDecisionStatement[];
  readonly advice: XmlElement | undefined;
}

/** saml:Subject (SAML Core §2.4). */
export interface Subject {
  readonly element: XmlElement;
  readonly nameId: NameId | undefined;
  /** BaseID, where that is what identifies the subject. */
  readonly baseId: XmlElement | undefined;
  /** Not decrypted. */
  readonly encryptedId: XmlElement | undefined;
  readonly confirmations: readonly SubjectConfirmation[];
}

/** saml:NameID (SAML Core §2.2.3). */
export interface NameId extends Field {
  readonly at: XmlElement;
  readonly format: Field | undefined;
  readonly nameQualifier: Field | undefined;
  readonly spNameQualifier: Field | undefined;
  readonly spProvidedId: Field | undefined;
}

/** saml:SubjectConfirmation with its data (SAML Core §2.4.1). */
export interface SubjectConfirmation {
  readonly element: XmlElement;
  readonly assertion: Assertion | undefined;
  readonly method: Field | undefined;
  /** The SubjectConfirmationData element, where there is one. */
  readonly data: XmlElement | undefined;
  readonly notBefore: Instant | undefined;
  readonly notOnOrAfter: Instant | undefined;
  readonly recipient: Field | undefined;
  readonly inResponseTo: Field | undefined;
  readonly address: Field | undefined;
}

/** saml:Conditions (SAML Core §2.5). */
export interface Conditions {
  readonly element: XmlElement;
  readonly notBefore: Instant | undefined;
  readonly notOnOrAfter: Instant | undefined;
  /** All of them must be satisfied; within one, any Audience will do (§2.5.1.4). */
  readonly audienceRestrictions: readonly AudienceRestriction[];
  readonly oneTimeUse: XmlElement | undefined;
  readonly proxyRestriction: XmlElement | undefined;
  /** Conditions of another kind, which a reader that does not know them must not ignore (§2.5.1). */
  readonly others: readonly XmlElement[];
}

export interface AudienceRestriction {
  readonly element: XmlElement;
  readonly audiences: readonly Field[];
}

/** saml:AuthnStatement (SAML Core §2.7.2). */
export interface AuthnStatement {
  readonly element: XmlElement;
  readonly authnInstant: Instant | undefined;
  readonly sessionIndex: Field | undefined;
  readonly sessionNotOnOrAfter: Instant | undefined;
  readonly classRef: Field | undefined;
  readonly declRef: Field | undefined;
  readonly authenticatingAuthorities: readonly Field[];
  readonly subjectLocalityAddress: Field | undefined;
}

/** saml:Attribute (SAML Core §2.7.3.1). */
export interface Attribute {
  readonly element: XmlElement;
  readonly name: Field | undefined;
  readonly nameFormat: Field | undefined;
  readonly friendlyName: Field | undefined;
  readonly values: readonly AttributeValue[];
}

export interface AttributeValue extends Field {
  readonly at: XmlElement;
  /** The value of xsi:type as written. */
  readonly type: Field | undefined;
  readonly nil: boolean;
  /** Whether it holds elements (a NameID, say) rather than text. */
  readonly structured: boolean;
}

/** saml:AuthzDecisionStatement (SAML Core §2.7.4). */
export interface AuthzDecisionStatement {
  readonly element: XmlElement;
  readonly resource: Field | undefined;
  readonly decision: Field | undefined;
  readonly actions: readonly Field[];
}

/** urn:oasis:names:tc:SAML:2.0:cm:bearer (SAML Profiles §3.3). */
export const BEARER = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
/** urn:oasis:names:tc:SAML:2.0:status:Success (SAML Core §3.2.2.2). */
export const STATUS_SUCCESS = 'urn:oasis:names:tc:SAML:2.0:status:Success';
