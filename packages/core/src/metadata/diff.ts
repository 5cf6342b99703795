import type { Field } from '../saml/field.ts';
import type { BareChange, MetadataChange } from './diff-change.ts';
import { diffEndpoints } from './diff-endpoints.ts';
import { diffKeys } from './diff-keys.ts';
import type { EntityDescriptor, IdpRole, SpRole } from './model.ts';
import { entitiesOf, type MetadataInput } from './read-text.ts';

/**
 * What changed from one version of metadata to the next, and what will fail because of it, for whom. Entities are
 * matched by entityID; one entity on either side is taken for the same, whatever it is called.
 *
 * Order, white space, comments and extensions count for nothing: the changes are those that a login can notice.
 *
 * @returns changes by entity in the order of the old version, what breaks first within each
 * @throws SamlscopeError `unreadable-metadata`
 */
export function diffMetadata(before: MetadataInput, after: MetadataInput): MetadataChange[] {
  const old = entitiesOf(before, 'the old metadata');
  const young = entitiesOf(after, 'the new metadata');
  const [onlyOld, onlyYoung] = [old[0], young[0]];
  if (old.length === 1 && young.length === 1 && onlyOld && onlyYoung) return diffEntities(onlyOld, onlyYoung);

  const found = byEntityID(young);
  const changes: MetadataChange[] = [];
  const seen = new Set<string>();
  for (const entity of old) {
    const entityID = entity.entityID?.value ?? '';
    if (seen.has(entityID)) continue;
    seen.add(entityID);
    const now = found.get(entityID);
    if (now) changes.push(...diffEntities(entity, now));
    else changes.push(entityRemoved(entity));
  }
  for (const [entityID, entity] of found) if (!seen.has(entityID)) changes.push(entityAdded(entity));
  return changes;
}

function byEntityID(entities: readonly EntityDescriptor[]): Map<string, EntityDescriptor> {
  const found = new Map<string, EntityDescriptor>();
  for (const entity of entities) {
    const entityID = entity.entityID?.value ?? '';
    if (!found.has(entityID)) found.set(entityID, entity);
  }
  return found;
}

function entityRemoved(entity: EntityDescriptor): MetadataChange {
  const entityID = entity.entityID?.value ?? '';
  return {
    kind: 'entity-removed',
    entityID,
    impact: 'breaks',
    message: `The entity ${entityID} was removed.`,
    consequence: 'Whoever reads this metadata no longer knows it: logins with it fail.',
    before: entityID,
  };
}

function entityAdded(entity: EntityDescriptor): MetadataChange {
  const entityID = entity.entityID?.value ?? '';
  const message = `The entity ${entityID} was added.`;
  return { kind: 'entity-added', entityID, impact: 'harmless', message, after: entityID };
}

const RANK: Readonly<Record<MetadataChange['impact'], number>> = { breaks: 0, 'may-break': 1, harmless: 2 };

/** What changed in one entity. */
function diffEntities(before: EntityDescriptor, after: EntityDescriptor): MetadataChange[] {
  const entityID = after.entityID?.value ?? '';
  const changes: MetadataChange[] = [...diffNames(before, after), ...diffLifetime(before, after)].map(
    (change) => ({ ...change, entityID }),
  );
  for (const kind of ['idp', 'sp'] as const) {
    const old = before.roles.find((role) => role.kind === kind);
    const young = after.roles.find((role) => role.kind === kind);
    for (const change of diffRoles(kind, old, young)) changes.push({ ...change, entityID, role: kind });
  }
  return changes.sort((a, b) => RANK[a.impact] - RANK[b.impact]);
}

function diffNames(before: EntityDescriptor, after: EntityDescriptor): BareChange[] {
  const [old, young] = [before.entityID?.value ?? '', after.entityID?.value ?? ''];
  if (old === young) return [];
  const isIdp = after.roles.some(({ kind }) => kind === 'idp');
  return [
    {
      kind: 'entity-id-changed',
      impact: 'breaks',
      message: `The entityID changed from ${old} to ${young}.`,
      consequence: isIdp
        ? 'Service providers know the identity provider by its entityID, which stands as Issuer in every response: all of them refuse its responses until they are given the new metadata.'
        : 'Identity providers know the service provider by its entityID, and write it as Audience: they refuse its requests, and it refuses their answers, until they are given the new metadata.',
      before: old,
      after: young,
    },
  ];
}

function diffLifetime(before: EntityDescriptor, after: EntityDescriptor): BareChange[] {
  const changes: BareChange[] = [];
  const [old, young] = [before.validUntil, after.validUntil];
  if (old?.raw !== young?.raw) {
    const shorter =
      young?.epochMs !== undefined && (old?.epochMs === undefined || young.epochMs < old.epochMs);
    changes.push({
      kind: 'valid-until-changed',
      impact: shorter ? 'may-break' : 'harmless',
      message: `validUntil changed from ${old?.raw ?? 'none'} to ${young?.raw ?? 'none'}.`,
      ...(shorter && {
        consequence: `Whoever has not read a newer version by then stops trusting this one: publish it in time.`,
      }),
      ...(old && { before: old.raw }),
      ...(young && { after: young.raw }),
    });
  }
  const [oldCache, youngCache] = [before.cacheDuration?.value, after.cacheDuration?.value];
  if (oldCache !== youngCache) {
    changes.push({
      kind: 'cache-duration-changed',
      impact: 'harmless',
      message: `cacheDuration changed from ${oldCache ?? 'none'} to ${youngCache ?? 'none'}.`,
      ...(oldCache !== undefined && { before: oldCache }),
      ...(youngCache !== undefined && { after: youngCache }),
    });
  }
  return changes;
}

const ROLES = { idp: 'identity provider', sp: 'service provider' } as const;

function diffRoles(
  kind: 'idp' | 'sp',
  before: IdpRole | SpRole | undefined,
  after: IdpRole | SpRole | undefined,
): BareChange[] {
  if (!before && !after) return [];
  if (!before) {
    return [
      {
        kind: 'role-added',
        impact: 'harmless',
        message: `It is now ${kind === 'idp' ? 'an' : 'a'} ${ROLES[kind]}, too.`,
      },
    ];
  }
  if (!after) {
    return [
      {
        kind: 'role-removed',
        impact: 'breaks',
        message: `It is no longer ${kind === 'idp' ? 'an' : 'a'} ${ROLES[kind]}.`,
        consequence: 'Whoever reads this metadata finds no such role in it: logins fail.',
      },
    ];
  }
  return [
    ...diffKeys(before, after, kind),
    ...diffEndpoints(before, after),
    ...diffNameIdFormats(before, after, kind),
    ...diffWishes(before, after),
    ...diffAttributes(before, after),
  ];
}

function diffNameIdFormats(
  before: IdpRole | SpRole,
  after: IdpRole | SpRole,
  kind: 'idp' | 'sp',
): BareChange[] {
  const [old, young] = [before, after].map(({ nameIdFormats }) => nameIdFormats.map(({ value }) => value));
  return [
    ...(old ?? [])
      .filter((format) => !young?.includes(format))
      .map(
        (format): BareChange => ({
          kind: 'name-id-format-removed',
          impact: 'may-break',
          message: `The NameID format ${format} was removed.`,
          consequence:
            kind === 'idp'
              ? 'Service providers that ask for it are answered with InvalidNameIDPolicy, or with another format.'
              : 'Identity providers may choose another format, and the service provider may then not know its users again.',
          before: format,
        }),
      ),
    ...(young ?? [])
      .filter((format) => !old?.includes(format))
      .map(
        (format): BareChange => ({
          kind: 'name-id-format-added',
          // An identity provider goes by the list, so the first entry in it may decide.
          impact: kind === 'sp' ? 'may-break' : 'harmless',
          message: `The NameID format ${format} was added.`,
          ...(kind === 'sp' && {
            consequence:
              'Identity providers that choose the format by this list may choose it, and send other NameIDs than before.',
          }),
          after: format,
        }),
      ),
  ];
}

/** The attributes that say who wants what signed. */
function diffWishes(before: IdpRole | SpRole, after: IdpRole | SpRole): BareChange[] {
  const changes: BareChange[] = [];
  const compare = (name: string, old: Field | undefined, young: Field | undefined, consequence: string) => {
    if (isTrue(old) === isTrue(young)) return;
    changes.push({
      kind: 'signing-wish-changed',
      impact: isTrue(young) ? 'may-break' : 'harmless',
      message: `${name} changed from ${isTrue(old)} to ${isTrue(young)}.`,
      ...(isTrue(young) && { consequence }),
      before: String(isTrue(old)),
      after: String(isTrue(young)),
    });
  };
  if (before.kind === 'idp' && after.kind === 'idp') {
    compare(
      'WantAuthnRequestsSigned',
      before.wantAuthnRequestsSigned,
      after.wantAuthnRequestsSigned,
      'Service providers that do not sign their requests are refused.',
    );
  }
  if (before.kind === 'sp' && after.kind === 'sp') {
    compare(
      'AuthnRequestsSigned',
      before.authnRequestsSigned,
      after.authnRequestsSigned,
      'Identity providers that read this refuse requests that are not signed, or signed by a key that is not in here.',
    );
    compare(
      'WantAssertionsSigned',
      before.wantAssertionsSigned,
      after.wantAssertionsSigned,
      'Responses whose assertions are not signed themselves are refused; identity providers that sign the response only have to change that.',
    );
  }
  return changes;
}

function isTrue(field: Field | undefined): boolean {
  return field?.value === 'true' || field?.value === '1';
}

function diffAttributes(before: IdpRole | SpRole, after: IdpRole | SpRole): BareChange[] {
  if (before.kind !== 'sp' || after.kind !== 'sp') return [];
  const changes: BareChange[] = [];
  const [old, young] = [requested(before), requested(after)];
  for (const [name, { label, required }] of young) {
    const was = old.get(name);
    if (!was) {
      changes.push({
        kind: 'requested-attribute-added',
        impact: required ? 'may-break' : 'harmless',
        message: `The attribute ${label} is now asked for${required ? ', and required' : ''}.`,
        ...(required && {
          consequence:
            'Identity providers that do not release it yet have to; until then users may be refused.',
        }),
        after: name,
      });
    } else if (was.required !== required) {
      changes.push({
        kind: 'requested-attribute-changed',
        impact: required ? 'may-break' : 'harmless',
        message: `The attribute ${label} is ${required ? 'now required' : 'no longer required'}.`,
        before: was.required ? 'required' : 'optional',
        after: required ? 'required' : 'optional',
      });
    }
  }
  for (const [name, { label }] of old) {
    if (young.has(name)) continue;
    changes.push({
      kind: 'requested-attribute-removed',
      impact: 'may-break',
      message: `The attribute ${label} is no longer asked for.`,
      consequence: 'Identity providers that release what is asked for stop sending it.',
      before: name,
    });
  }
  return changes;
}

function requested(role: SpRole): Map<string, { readonly label: string; readonly required: boolean }> {
  const found = new Map<string, { label: string; required: boolean }>();
  for (const { name, friendlyName, isRequired } of role.requestedAttributes) {
    const value = name?.value ?? '';
    const label = friendlyName && friendlyName.value !== value ? `${friendlyName.value} (${value})` : value;
    const before = found.get(value);
    found.set(value, { label: before?.label ?? label, required: isRequired || before?.required === true });
  }
  return found;
}
