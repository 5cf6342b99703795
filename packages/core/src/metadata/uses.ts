import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { byElement } from './by-element.ts';
import { extensionsNamed } from './extensions.ts';
import type { EntityDescriptor, IdpRole, KeyDescriptor, Message, OtherRole, SpRole } from './model.ts';
import { type NamedEndpoint, readEndpoints } from './read-endpoints.ts';
import { readEntities } from './read-entity.ts';

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
export function entityUses(message: Message): readonly EntityUse[] {
  return message.kind === 'metadata' ? entitiesIn(message.element) : [];
}

const entitiesIn = byElement((root): readonly EntityUse[] => {
  const inGroup = root.localName === 'EntitiesDescriptor';
  const published = extensionsNamed(root, ns.mdrpi, 'PublicationInfo').length > 0;
  return readEntities(root).map((entity) => ({
    entity,
    name: entity.entityID?.value || 'the entity without entityID',
    federated: inGroup || isMarked(entity.element),
    published,
  }));
});

/** Each role of each entity, those of other protocols too. */
export function roleUses(message: Message): readonly RoleUse[] {
  return message.kind === 'metadata' ? rolesIn(message.element) : [];
}

const rolesIn = byElement((root): readonly RoleUse[] =>
  entitiesIn(root).flatMap((use) => [
    ...use.entity.roles.map((role) => ({
      role,
      ...use,
      element: role.element,
      roleName: role.element.localName,
    })),
    ...use.entity.otherRoles
      .filter(({ name }) => name !== 'AffiliationDescriptor')
      .map((role) => ({ role, ...use, element: role.element, roleName: role.name })),
  ]),
);

/** Each endpoint of each role. */
export function endpointUses(message: Message): readonly EndpointUse[] {
  return roleUses(message).flatMap((of) =>
    readEndpoints(of.element).map((endpoint) => ({ of, ...endpoint })),
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
