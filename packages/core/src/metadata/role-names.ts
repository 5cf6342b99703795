import type { EntityDescriptor } from './model.ts';

/** What an entity is, by the names of its roles: `IDPSSODescriptor`, `fed:SecurityTokenServiceType`. */
export function roleNames({ roles, otherRoles }: EntityDescriptor): readonly string[] {
  return [...roles.map(({ element }) => element.localName), ...otherRoles.map(({ name }) => name)];
}
