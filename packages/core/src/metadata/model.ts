import type { SignatureProblem } from '../dsig/evidence.ts';
import type { Field } from '../saml/field.ts';
import type { Instant } from '../saml/instant.ts';
import type { MessageBase, SamlMessage } from '../saml/model.ts';
import type { Saml11Message } from '../saml/model11.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import type { XmlElement } from '../xml/document.ts';

/** Anything samlscope can be shown. */
export type Message = SamlMessage | Saml11Message | MetadataMessage | UnknownMessage;

/** An EntityDescriptor, or an EntitiesDescriptor with the entities in it. */
export interface MetadataMessage extends MessageBase {
  readonly kind: 'metadata';
  readonly entities: readonly EntityDescriptor[];
}

/** Well-formed XML that is no SAML message; `says` names what it is where we know (WS-Trust, an HTML page…). */
export interface UnknownMessage extends MessageBase {
  readonly kind: 'unknown';
  readonly says: string;
}

/** md:EntityDescriptor (SAML Metadata §2.3.2). */
export interface EntityDescriptor {
  readonly element: XmlElement;
  readonly entityID: Field | undefined;
  readonly validUntil: Instant | undefined;
  readonly cacheDuration: Field | undefined;
  /** IDPSSODescriptor and SPSSODescriptor, in document order. */
  readonly roles: readonly (IdpRole | SpRole)[];
  /** Role descriptors we only name: AttributeAuthorityDescriptor, RoleDescriptor with its xsi:type… */
  readonly otherRoles: readonly OtherRole[];
  readonly organizationName: Field | undefined;
}

export interface RoleBase {
  readonly element: XmlElement;
  readonly protocols: readonly string[];
  readonly keys: readonly KeyDescriptor[];
  readonly nameIdFormats: readonly Field[];
  readonly singleLogoutServices: readonly Endpoint[];
}

/** md:IDPSSODescriptor (SAML Metadata §2.4.3). */
export interface IdpRole extends RoleBase {
  readonly kind: 'idp';
  readonly wantAuthnRequestsSigned: Field | undefined;
  readonly singleSignOnServices: readonly Endpoint[];
}

/** md:SPSSODescriptor (SAML Metadata §2.4.4). */
export interface SpRole extends RoleBase {
  readonly kind: 'sp';
  readonly authnRequestsSigned: Field | undefined;
  readonly wantAssertionsSigned: Field | undefined;
  readonly assertionConsumerServices: readonly IndexedEndpoint[];
  readonly requestedAttributes: readonly RequestedAttribute[];
}

export interface OtherRole {
  readonly element: XmlElement;
  /** `AttributeAuthorityDescriptor`; for a RoleDescriptor its xsi:type as written: `fed:SecurityTokenServiceType`. */
  readonly name: string;
  /** Empty for an AffiliationDescriptor, which has none. */
  readonly protocols: readonly string[];
  readonly keys: readonly KeyDescriptor[];
}

export interface Endpoint {
  readonly element: XmlElement;
  readonly binding: Field | undefined;
  readonly location: Field | undefined;
  readonly responseLocation: Field | undefined;
}

export interface IndexedEndpoint extends Endpoint {
  readonly index: Field | undefined;
  readonly isDefault: Field | undefined;
}

/** md:KeyDescriptor (SAML Metadata §2.4.1.1). No `use` means both. */
export interface KeyDescriptor {
  readonly element: XmlElement;
  readonly use: 'signing' | 'encryption' | undefined;
  /** What its KeyInfo holds and could be read; empty where nothing could. */
  readonly keys: readonly KeyCandidate[];
  /** What of its KeyInfo could not be read. */
  readonly problems: readonly SignatureProblem[];
}

export interface RequestedAttribute {
  readonly element: XmlElement;
  readonly name: Field | undefined;
  readonly friendlyName: Field | undefined;
  readonly isRequired: boolean;
}
