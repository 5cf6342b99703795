import type { EntraApplication } from '../entra/application.ts';
import type { EntraClaim } from '../entra/claims-policy.ts';
import type { TrailEvent } from '../iam/cloudtrail.ts';
import type { IamProviders } from '../iam/provider.ts';
import type { IamRoles } from '../iam/role.ts';
import type { EntitySelection } from '../metadata/entity-selection.ts';
import type { EntityDescriptor } from '../metadata/model.ts';
import type { AuthnRequest } from '../saml/model.ts';
import type { IdentityProviderVendor, ServiceProviderVendor, VendorMatch } from '../vendors/vendor.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import type { PrivateKey } from '../x509/private-key.ts';

/** Profiles whose rules are asked where they are named: SAML2int, the profile of federations. */
export const profiles = ['saml2int'] as const;

export type Profile = (typeof profiles)[number];

/** A value that one side expects, and who says so. */
export interface Expected {
  readonly value: string;
  /** `the audience given`, `SP metadata, entityID`, `AWS IAM, recognised by Recipient …`. */
  readonly from: string;
}

/**
 * What the person asking knows and the message cannot say, in the form that checks use.
 * Nothing is guessed, and nothing is read from the clock, the network or the disk. A list is present only when it
 * has an entry.
 */
export interface Facts {
  /** A profile that both sides are to follow, beside the specifications. */
  readonly profile?: Profile;
  /** The moment to judge the message at, in milliseconds since the epoch. */
  readonly now?: number;
  /** Clock difference to forgive, in milliseconds. */
  readonly skewMs: number;
  /** What the service provider answers to: any one of them will do. */
  readonly audiences?: readonly Expected[];
  /** The URLs the service provider receives responses at. */
  readonly acsUrls?: readonly Expected[];
  /** The ID of the AuthnRequest that was sent; `''` means that none was. */
  readonly requestId?: string;
  /** The RelayState that went with it; `''` means that none did. */
  readonly relayState?: string;
  /** The AuthnRequest that was sent. */
  readonly request?: AuthnRequest;
  /** entityIDs of the identity providers that may have issued the message. */
  readonly issuers?: readonly Expected[];
  /** Keys the caller named, or the metadata of the party that sent the message lists for signing. */
  readonly keys?: readonly KeyCandidate[];
  /** Keys to decrypt with. */
  readonly privateKeys?: readonly PrivateKey[];
  readonly idpMetadata?: EntityDescriptor;
  readonly spMetadata?: EntityDescriptor;
  /** Files of which only some entities are known. */
  readonly selections?: readonly EntitySelection[];
  /** Given by `sp`, or recognised from metadata or from the message itself. */
  readonly serviceProvider?: VendorMatch<ServiceProviderVendor>;
  /** Recognised from metadata or from the message's Issuer. */
  readonly identityProvider?: VendorMatch<IdentityProviderVendor>;
  /** Roles of AWS IAM with their trust policies. */
  readonly iamRoles?: readonly IamRoles[];
  /** SAML providers of AWS IAM. */
  readonly iamProviders?: readonly IamProviders[];
  /** Set where {@link idpMetadata} and {@link keys} are those of {@link iamProviders}. */
  readonly idpFromIam?: true;
  /** What AWS logged. */
  readonly cloudTrail?: readonly TrailEvent[];
  /** The application of Microsoft Entra ID, as exported. */
  readonly entraApplication?: EntraApplication;
  /** What its claims mapping policy puts into tokens. */
  readonly entraClaims?: readonly EntraClaim[];
}
