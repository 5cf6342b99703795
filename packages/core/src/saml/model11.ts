import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { XmlElement } from '../xml/document.ts';
import type { Field } from './field.ts';
import type { Instant } from './instant.ts';
import type { AudienceRestriction, AuthzDecisionStatement, MessageBase, NameId } from './model.ts';

/**
 * SAML 1.1, in its own terms: an assertion alone, a Response of the browser profiles, or a token that WS-Federation
 * or WS-Trust delivers.
 */
export interface Saml11Message extends MessageBase {
  readonly kind: 'saml-1.1';
  /** What brings the assertions. */
  readonly carrier: 'assertion' | 'response' | 'token-response';
  /** Of a Response, as are the next five. */
  readonly responseId: Field | undefined;
  readonly inResponseTo: Field | undefined;
  readonly majorVersion: Field | undefined;
  readonly minorVersion: Field | undefined;
  readonly issueInstant: Instant | undefined;
  readonly recipient: Field | undefined;
  /** The top-level code of a Response as written, a QName; then each code nested in it. */
  readonly statusCodes: readonly Field[];
  readonly statusMessage: Field | undefined;
  /** Whom a token response is for: wsp:AppliesTo, wsa:EndpointReference, wsa:Address. */
  readonly appliesTo: Field | undefined;
  readonly assertions: readonly Assertion11[];
}

/** saml:Assertion of SAML 1.1 (SAML 1.1 Core §2.3.2). */
export interface Assertion11 {
  readonly element: XmlElement;
  /** Every ds:Signature in the document, as on the message. */
  readonly signatures: readonly SignatureEvidence[];
  readonly assertionId: Field | undefined;
  readonly majorVersion: Field | undefined;
  readonly minorVersion: Field | undefined;
  readonly issuer: Field | undefined;
  readonly issueInstant: Instant | undefined;
  readonly conditions: Conditions11 | undefined;
  /** The Subject of each statement, in document order; all are to be about one user. */
  readonly subjects: readonly Subject11[];
  readonly authentications: readonly AuthenticationStatement11[];
  readonly attributes: readonly Attribute11[];
  /** SAML 1.1 Core §2.4.5. */
  readonly decisions: readonly AuthzDecisionStatement[];
}

/** SAML 1.1 Core §2.3.2.1. */
export interface Conditions11 {
  readonly element: XmlElement;
  readonly notBefore: Instant | undefined;
  readonly notOnOrAfter: Instant | undefined;
  /** Each AudienceRestrictionCondition. */
  readonly audienceRestrictions: readonly AudienceRestriction[];
  /** Each DoNotCacheCondition. */
  readonly doNotCache: readonly XmlElement[];
  /** Conditions of another kind, which a reader that does not know them must not pass over (§2.3.2.1.2). */
  readonly others: readonly XmlElement[];
}

/** SAML 1.1 Core §2.4.2.2. */
export interface Subject11 {
  readonly element: XmlElement;
  /** As a NameID, of which SAML 1.1 has NameQualifier and Format. */
  readonly nameIdentifier: NameId | undefined;
  readonly confirmation: XmlElement | undefined;
  readonly confirmationMethods: readonly Field[];
  /** ds:KeyInfo of the confirmation. */
  readonly keyInfo: XmlElement | undefined;
}

/** SAML 1.1 Core §2.4.3. */
export interface AuthenticationStatement11 {
  readonly element: XmlElement;
  readonly authenticationMethod: Field | undefined;
  readonly authenticationInstant: Instant | undefined;
  readonly authorityBindings: readonly XmlElement[];
}

/** SAML 1.1 Core §2.4.4. */
export interface Attribute11 {
  readonly element: XmlElement;
  readonly attributeName: Field | undefined;
  readonly attributeNamespace: Field | undefined;
  readonly values: readonly Field[];
}

/** Confirmation methods of the browser profiles (SAML 1.1 Bindings and Profiles §5). */
export const BEARER_11 = 'urn:oasis:names:tc:SAML:1.0:cm:bearer';
export const ARTIFACT_11 = 'urn:oasis:names:tc:SAML:1.0:cm:artifact';
export const HOLDER_OF_KEY_11 = 'urn:oasis:names:tc:SAML:1.0:cm:holder-of-key';
