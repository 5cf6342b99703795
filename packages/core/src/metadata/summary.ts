import type { KeyCandidate } from '../x509/certificate.ts';
import { shortBinding } from './diff-endpoints.ts';
import type { Endpoint, EntityDescriptor, IdpRole, OtherRole, SpRole } from './model.ts';

/** One entity in plain JSON, for people and programs that only want to look. */
export interface EntitySummary {
  readonly entityID: string;
  readonly organization?: string;
  readonly validUntil?: string;
  readonly cacheDuration?: string;
  readonly roles: readonly {
    readonly name: string;
    readonly kind: 'idp' | 'sp' | 'other';
    readonly endpoints: readonly {
      readonly service: string;
      readonly binding: string;
      readonly location: string;
      readonly index?: string;
      readonly isDefault?: boolean;
    }[];
    readonly nameIdFormats: readonly string[];
    readonly requestedAttributes: readonly {
      readonly name: string;
      readonly friendlyName?: string;
      readonly isRequired: boolean;
    }[];
    /** `AuthnRequestsSigned="true"`: who wants what signed, as it is written. */
    readonly wishes: readonly string[];
    readonly keys: readonly KeySummary[];
  }[];
}

/** A key of a KeyDescriptor. */
export interface KeySummary {
  readonly use: 'signing' | 'encryption' | 'both';
  readonly type: string;
  readonly bits: number;
  readonly curve?: string;
  readonly subject?: string;
  /** Hexadecimal, upper case; of the certificate. */
  readonly sha1?: string;
  readonly sha256?: string;
  /** SHA-256 of the public key, hexadecimal, upper case. */
  readonly spkiSha256: string;
  /** ISO instants. */
  readonly notBefore?: string;
  readonly notAfter?: string;
}

/** Sums up one entity. */
export function entitySummary(entity: EntityDescriptor): EntitySummary {
  const { entityID, organizationName, validUntil, cacheDuration } = entity;
  return {
    entityID: entityID?.value ?? '',
    ...(organizationName && { organization: organizationName.value }),
    ...(validUntil && { validUntil: validUntil.raw }),
    ...(cacheDuration && { cacheDuration: cacheDuration.value }),
    roles: [...entity.roles.map(summarizeRole), ...entity.otherRoles.map(summarizeOther)],
  };
}

type RoleSummary = EntitySummary['roles'][number];

function summarizeRole(role: IdpRole | SpRole): RoleSummary {
  return {
    name: role.element.localName,
    kind: role.kind,
    endpoints: [
      ...(role.kind === 'idp'
        ? endpoints('SingleSignOnService', role.singleSignOnServices)
        : endpoints('AssertionConsumerService', role.assertionConsumerServices)),
      ...endpoints('SingleLogoutService', role.singleLogoutServices),
    ],
    nameIdFormats: role.nameIdFormats.map(({ value }) => value),
    requestedAttributes:
      role.kind === 'sp'
        ? role.requestedAttributes.map(({ name, friendlyName, isRequired }) => ({
            name: name?.value ?? '',
            ...(friendlyName && { friendlyName: friendlyName.value }),
            isRequired,
          }))
        : [],
    wishes: wishesOf(role),
    keys: keysOf(role),
  };
}

function summarizeOther(role: OtherRole): RoleSummary {
  return {
    name: role.name,
    kind: 'other',
    endpoints: [],
    nameIdFormats: [],
    requestedAttributes: [],
    wishes: [],
    keys: keysOf(role),
  };
}

function wishesOf(role: IdpRole | SpRole): string[] {
  const fields =
    role.kind === 'idp'
      ? { WantAuthnRequestsSigned: role.wantAuthnRequestsSigned }
      : { AuthnRequestsSigned: role.authnRequestsSigned, WantAssertionsSigned: role.wantAssertionsSigned };
  return Object.entries(fields).flatMap(([name, field]) => (field ? [`${name}="${field.value}"`] : []));
}

function endpoints(service: string, list: readonly Endpoint[]): RoleSummary['endpoints'][number][] {
  return list.map((endpoint) => {
    const { index, isDefault } = endpoint as Partial<SpRole['assertionConsumerServices'][number]>;
    return {
      service,
      binding: shortBinding(endpoint.binding?.value ?? ''),
      location: endpoint.location?.value ?? '',
      ...(index && { index: index.value }),
      ...(isDefault && { isDefault: isDefault.value === 'true' || isDefault.value === '1' }),
    };
  });
}

function keysOf({ keys }: Pick<SpRole, 'keys'>): KeySummary[] {
  return keys.flatMap(({ use, keys: candidates }) => candidates.map((one) => keySummary(one, use ?? 'both')));
}

function keySummary({ key, certificate }: KeyCandidate, use: KeySummary['use']): KeySummary {
  return {
    use,
    type: key.type,
    bits: key.bits,
    ...(key.curve !== undefined && { curve: key.curve }),
    ...(certificate && {
      subject: certificate.subject,
      sha1: certificate.sha1,
      sha256: certificate.sha256,
      notBefore: new Date(certificate.notBefore).toISOString(),
      notAfter: new Date(certificate.notAfter).toISOString(),
    }),
    spkiSha256: key.spkiSha256,
  };
}
