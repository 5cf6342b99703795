import type { EntityDescriptor, IdpRole, SpRole } from '../metadata/model.ts';

/** The identity provider's roles of an entity; none where there is no entity. */
export function idpRolesOf(entity: EntityDescriptor | undefined): readonly IdpRole[] {
  return (entity?.roles ?? []).filter((role): role is IdpRole => role.kind === 'idp');
}

/** The service provider's roles of an entity; none where there is no entity. */
export function spRolesOf(entity: EntityDescriptor | undefined): readonly SpRole[] {
  return (entity?.roles ?? []).filter((role): role is SpRole => role.kind === 'sp');
}

/** The NameID formats that roles list, as written. */
export function formatsOf(roles: readonly (IdpRole | SpRole)[]): readonly string[] {
  return roles.flatMap(({ nameIdFormats }) => nameIdFormats.map(({ value }) => value));
}
