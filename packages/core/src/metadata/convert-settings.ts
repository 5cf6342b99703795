import { decodeBase64 } from '../base/base64.ts';
import { SamlscopeError } from '../base/errors.ts';
import { pemOf } from '../x509/private-key.ts';
import type { ConversionBasis } from './convert-basis.ts';
import { shortBinding } from './diff-endpoints.ts';
import type { Endpoint, EntityDescriptor, IdpRole, SpRole } from './model.ts';

/** Whose settings can be written. */
export const conversionTargets = [
  'node-saml',
  'passport-saml',
  'samlify',
  'python3-saml',
  'ruby-saml',
  'spring',
  'terraform-aws',
] as const;

export type ConversionTarget = (typeof conversionTargets)[number];

/** Settings of a product, made of metadata. */
export interface Conversion {
  readonly target: ConversionTarget;
  /** What the names in them were read from. */
  readonly basis: ConversionBasis;
  /** The role of the entity that they describe. */
  readonly role: 'idp' | 'sp';
  /** What to paste or save, the main one first. */
  readonly files: readonly [SettingsFile, ...SettingsFile[]];
  /** What the metadata says and these settings cannot, one sentence each. */
  readonly notCarried: readonly string[];
  /** What is not in the metadata and has to be filled in, one sentence each. */
  readonly toFillIn: readonly string[];
}

export interface SettingsFile {
  readonly name: string;
  readonly text: string;
}

/** What stands in place of a value that the metadata cannot know. */
export const PLACEHOLDER = 'FILL IN';

export const HTTP_POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
export const HTTP_REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';

/** What every product's settings are made of, in the order of the metadata. */
export interface Settings {
  readonly entity: EntityDescriptor;
  readonly entityID: string;
  readonly role: IdpRole | SpRole;
  /** Certificates, base64 without line breaks. */
  readonly signing: readonly string[];
  readonly encryption: readonly string[];
  readonly nameIdFormats: readonly string[];
  /** Grows while settings are written. */
  readonly notCarried: string[];
  readonly toFillIn: string[];
}

/** Gathers what is to be carried, and notes what no product's settings can hold. */
export function settingsOf(entity: EntityDescriptor, wanted: 'idp' | 'sp' | undefined): Settings {
  const role = entity.roles.find(({ kind }) => wanted === undefined || kind === wanted);
  if (!role) {
    const missing =
      wanted === undefined ? 'neither an identity nor a service provider' : `no ${ROLES[wanted]}`;
    throw new SamlscopeError(
      'usage',
      `The entity ${entity.entityID?.value ?? ''} is ${missing}; there is nothing to convert.`,
    );
  }
  const settings: Settings = {
    entity,
    entityID: entity.entityID?.value ?? '',
    role,
    signing: certificatesFor(role, 'signing'),
    encryption: certificatesFor(role, 'encryption'),
    nameIdFormats: role.nameIdFormats.map(({ value }) => value),
    notCarried: [],
    toFillIn: [],
  };
  noteLeftovers(settings);
  return settings;
}

const ROLES = { idp: 'identity provider', sp: 'service provider' } as const;

function noteLeftovers({ entity, role, notCarried }: Settings): void {
  if (entity.validUntil || entity.cacheDuration) {
    notCarried.push(
      'validUntil and cacheDuration: settings do not run out, so see yourself that they follow the metadata.',
    );
  }
  const others = [
    ...entity.roles.filter((other) => other !== role).map(({ element }) => element.localName),
    ...entity.otherRoles.map(({ name }) => name),
  ];
  if (others.length > 0) notCarried.push(`Other roles of the entity: ${others.join(', ')}.`);
  const bare = role.keys.flatMap(({ keys }) => keys).filter(({ certificate }) => !certificate).length;
  if (bare > 0) notCarried.push(`${bare} key${bare === 1 ? '' : 's'} without a certificate.`);
  const unreadable = role.keys.filter(({ keys }) => keys.length === 0).length;
  if (unreadable > 0)
    notCarried.push(`${unreadable} KeyDescriptor${unreadable === 1 ? '' : 's'} in which no key can be read.`);
}

function certificatesFor(role: IdpRole | SpRole, use: 'signing' | 'encryption'): string[] {
  const found = new Set<string>();
  for (const descriptor of role.keys) {
    if (descriptor.use !== undefined && descriptor.use !== use) continue;
    for (const { certificate } of descriptor.keys) if (certificate) found.add(certificate.base64);
  }
  return [...found];
}

/**
 * The endpoint to set where a product takes one: of the bindings it speaks, the first in that order. The others are
 * noted as left over.
 */
export function chooseEndpoint(
  endpoints: readonly Endpoint[],
  service: string,
  bindings: readonly string[],
  { notCarried }: Settings,
):
  | { readonly binding: string; readonly location: string; readonly responseLocation: string | undefined }
  | undefined {
  const complete = endpoints.flatMap((endpoint) => {
    const { binding, location, responseLocation } = endpoint;
    return binding && location
      ? [{ binding: binding.value, location: location.value, responseLocation: responseLocation?.value }]
      : [];
  });
  let chosen: (typeof complete)[number] | undefined;
  for (const wanted of bindings) chosen ??= complete.find(({ binding }) => binding === wanted);
  const left = complete.filter((one) => one !== chosen);
  if (left.length > 0) {
    const list = left.map(({ binding, location }) => `${shortBinding(binding)} at ${location}`).join(', ');
    notCarried.push(
      `${service}: ${list}; the product takes ${chosen ? 'one' : `only ${bindings.map(shortBinding).join(' or ')}`}.`,
    );
  }
  return chosen;
}

/** Notes that only the first of several is set. */
export function chooseFirst(
  values: readonly string[],
  what: string,
  { notCarried }: Settings,
): string | undefined {
  if (values.length > 1) {
    notCarried.push(
      `${values.length - 1} more ${what}${values.length === 2 ? '' : 's'}: the product takes one.`,
    );
  }
  return values[0];
}

/** A certificate as a PEM file. */
export function pemCertificate(base64: string): string {
  const { bytes } = decodeBase64(base64);
  return pemOf('CERTIFICATE', bytes ?? new Uint8Array(0));
}

/** The value of an attribute of type xs:boolean; absent is false. */
export function isTrue(value: string | undefined): boolean {
  return value === 'true' || value === '1';
}
