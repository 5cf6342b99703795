import { encodeUtf8, hexadecimal } from '../base/bytes.ts';
import { digestOctets } from '../base/crypto.ts';
import { SamlscopeError } from '../base/errors.ts';
import type { IamArn } from './arn.ts';
import { PAIR_LENGTH_LIMIT } from './connector.ts';
import type { EntraApp } from './entra-app.ts';
import type { IamRole } from './role.ts';

/** One entry of appRoles, as Microsoft Graph takes it. */
export interface AppRoleEntry {
  readonly allowedMemberTypes: readonly string[];
  readonly description: string;
  readonly displayName: string;
  readonly id: string;
  readonly isEnabled: boolean;
  readonly value: string;
}

/** The body of `PATCH /servicePrincipals/{id}`, and what did not go into it. */
export interface Manifest {
  readonly body: { readonly appRoles: readonly Readonly<Record<string, unknown>>[] };
  readonly added: readonly string[];
  /** Roles of the application that are no longer in IAM; only what is disabled may be removed later. */
  readonly disabled: readonly string[];
  readonly left: readonly { readonly arn: string; readonly because: string }[];
}

/**
 * Makes the appRoles of an application from the roles that trust its providers. The same role always gets the same id, so
 * that assignments outlive a second run. What the application has already is kept as it is: a PATCH replaces the whole
 * list, and Microsoft Graph refuses to lose a role that is enabled.
 *
 * @throws SamlscopeError `unreadable-data` naming every role whose value would be too long, or stands there twice
 */
export function makeManifest(
  roles: readonly IamRole[],
  providers: readonly IamArn[],
  app: EntraApp | undefined,
): Manifest {
  const wanted: Offer[] = [];
  const left: { arn: string; because: string }[] = [];
  for (const role of roles) {
    const reasons = providers.map((provider) => whyLeft(role, provider));
    const offers = providers.filter((_, i) => reasons[i] === undefined);
    wanted.push(...offers.map((provider) => ({ role, provider })));
    if (offers.length > 0) continue;
    // What the provider of its own account says is worth more than that the others are of other accounts.
    const own = providers.findIndex(({ account }) => account === role.arn.account);
    left.push({ arn: role.arn.written, because: reasons[Math.max(own, 0)] ?? 'no provider was given' });
  }
  requireGood(wanted);
  const values = new Set(wanted.map(pairOf));
  const existing = app?.appRoles ?? [];
  const known = new Set(existing.map(({ value }) => value));
  const disabled = existing.filter(
    ({ value, isEnabled }) =>
      isEnabled && value !== undefined && !values.has(value) && isOf(value, providers),
  );
  const added = wanted.filter((offer) => !known.has(pairOf(offer)));
  return {
    body: {
      appRoles: [
        ...existing.map((one) => (disabled.includes(one) ? { ...one.json, isEnabled: false } : one.json)),
        ...added.map((offer) => ({ ...entry(offer) })),
      ],
    },
    added: added.map(({ role }) => role.arn.written),
    disabled: disabled.map(({ value, id }) => value ?? id),
    left,
  };
}

/** A role by one of the providers that it trusts. */
interface Offer {
  readonly role: IamRole;
  readonly provider: IamArn;
}

function entry(offer: Offer): AppRoleEntry {
  const { role, provider } = offer;
  const name = `${role.arn.name},${provider.name}`;
  const value = pairOf(offer);
  return {
    allowedMemberTypes: ['User'],
    description: name,
    displayName: name,
    id: uuidOf(value),
    isEnabled: true,
    value,
  };
}

function pairOf({ role, provider }: Offer): string {
  return `${role.arn.written},${provider.written}`;
}

function whyLeft({ arn, trustPolicy }: IamRole, provider: IamArn): string | undefined {
  if (arn.account !== provider.account)
    return `it is in account ${arn.account}, the provider in ${provider.account}`;
  const trusted = (trustPolicy?.statements ?? [])
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ principal }) => principal?.entries ?? [])
    .some(({ kind, value }) => kind === 'Federated' && value === provider.written);
  return trusted ? undefined : 'its trust policy does not name the provider';
}

function requireGood(offers: readonly Offer[]): void {
  const long = offers.filter((offer) => lengthOf(offer) >= PAIR_LENGTH_LIMIT);
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const offer of offers) {
    const value = pairOf(offer);
    if (seen.has(value)) twice.add(offer.role.arn.written);
    seen.add(value);
  }
  if (long.length === 0 && twice.size === 0) return;
  throw new SamlscopeError('unreadable-data', 'No manifest is written: some roles cannot go into it.', [
    ...long.map(
      (offer) =>
        `${offer.role.arn.written}: with the provider ${lengthOf(offer)} characters, and there must be fewer than ${PAIR_LENGTH_LIMIT}.`,
    ),
    ...[...twice].map((arn) => `${arn}: it is there twice.`),
  ]);
}

function lengthOf({ role, provider }: Offer): number {
  return role.arn.written.length + provider.written.length;
}

/** Whether a value is a role by one of these providers. */
function isOf(value: string, providers: readonly IamArn[]): boolean {
  return providers.some(({ written }) => value.endsWith(`,${written}`));
}

/** The namespace of URLs, in which an ARN is at home as much as in any other (RFC 4122, appendix C). */
const NAMESPACE = [
  0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8,
];

/** A UUID of version 5: the same text, the same UUID (RFC 4122 §4.3). */
export function uuidOf(text: string): string {
  const octets = digestOctets('sha1', Uint8Array.from([...NAMESPACE, ...encodeUtf8(text)]));
  if (!octets)
    throw new SamlscopeError('usage', 'This platform has no SHA-1, of which UUIDs of version 5 are made.');
  const id = octets.slice(0, 16);
  id[6] = ((id[6] ?? 0) & 0x0f) | 0x50;
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  const hex = hexadecimal(id);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
