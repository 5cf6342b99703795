import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { extensionsNamed } from './extensions.ts';
import type { EntityDescriptor, IdpRole, KeyDescriptor, Message, OtherRole, SpRole } from './model.ts';
import { type NamedEndpoint, readEndpoints } from './read-endpoints.ts';

/** A list that is made once for each message. */
function byMessage<T>(list: (message: Message) => readonly T[]): (message: Message) => readonly T[] {
  const before = new WeakMap<Message, readonly T[]>();
  return (message) => {
    let known = before.get(message);
    if (!known) {
      known = list(message);
      before.set(message, known);
    }
    return known;
  };
}

/** An entity where it stands. */
export interface EntityUse {
  readonly entity: EntityDescriptor;
  /** The entityID, or `the entity without entityID`, for sentences. */
  readonly name: string;
  /**
   * Whether it belongs to a federation, going by the document: it stands in an EntitiesDescriptor, or carries what
   * federations add (mdrpi, entity attributes). What only federations ask for is asked only then.
   */
  readonly federated: boolean;
  /** Whether the document says that a federation published it (mdrpi:PublicationInfo on the root). */
  readonly published: boolean;
}

/** A role where it stands. */
export interface RoleUse extends EntityUse {
  readonly role: IdpRole | SpRole | OtherRole;
  readonly element: XmlElement;
  /** `IDPSSODescriptor`, `fed:SecurityTokenServiceType`… */
  readonly roleName: string;
}

/** An endpoint where it stands. */
export interface EndpointUse extends NamedEndpoint {
  readonly of: RoleUse;
}

/** A KeyDescriptor where it stands. */
export interface KeyDescriptorUse {
  readonly descriptor: KeyDescriptor;
  /** From 1, within its role. */
  readonly number: number;
  readonly of: RoleUse;
}

/** Each entity of metadata; none of any other message. */
export const entityUses = byMessage((message): readonly EntityUse[] => {
  if (message.kind !== 'metadata') return [];
  const inGroup = message.element.localName === 'EntitiesDescriptor';
  const published = extensionsNamed(message.element, ns.mdrpi, 'PublicationInfo').length > 0;
  return message.entities.map((entity) => ({
    entity,
    name: entity.entityID?.value || 'the entity without entityID',
    federated: inGroup || isMarked(entity.element),
    published,
  }));
});

/** Each role of each entity, those of other protocols too. */
export const roleUses = byMessage((message): readonly RoleUse[] =>
  entityUses(message).flatMap((use) => [
    ...use.entity.roles.map((role) => ({
      ...use,
      role,
      element: role.element,
      roleName: role.element.localName,
    })),
    ...use.entity.otherRoles
      .filter(({ name }) => name !== 'AffiliationDescriptor')
      .map((role) => ({ ...use, role, element: role.element, roleName: role.name })),
  ]),
);

/** Each endpoint of each role. */
export function endpointUses(message: Message): readonly EndpointUse[] {
  return roleUses(message).flatMap((of) =>
    readEndpoints(of.element).map((endpoint) => ({ ...endpoint, of })),
  );
}

/** Each KeyDescriptor of each role. */
export function keyDescriptorUses(message: Message): readonly KeyDescriptorUse[] {
  return roleUses(message).flatMap((of) =>
    of.role.keys.map((descriptor, i) => ({ descriptor, number: i + 1, of })),
  );
}

/** The role where it is an identity provider's. */
export function idpRoleOf({ role }: RoleUse): IdpRole | undefined {
  return 'kind' in role && role.kind === 'idp' ? role : undefined;
}

/** The role where it is a service provider's. */
export function spRoleOf({ role }: RoleUse): SpRole | undefined {
  return 'kind' in role && role.kind === 'sp' ? role : undefined;
}

function isMarked(entity: XmlElement): boolean {
  return (
    extensionsNamed(entity, ns.mdrpi, 'RegistrationInfo').length > 0 ||
    extensionsNamed(entity, ns.mdrpi, 'PublicationInfo').length > 0 ||
    extensionsNamed(entity, ns.mdattr, 'EntityAttributes').length > 0
  );
}
