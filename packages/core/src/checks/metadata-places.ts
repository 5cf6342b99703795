import type { IdpRole, KeyDescriptor, MetadataMessage, OtherRole, SpRole } from '../metadata/model.ts';
import { roleNames } from '../metadata/role-names.ts';
import type { EntityUse } from '../metadata/uses.ts';
import type { Field } from '../saml/field.ts';
import type { XmlElement, XmlNode } from '../xml/document.ts';
import type { Data, Explained, Fail, Pass } from './check.ts';
import { places } from './places.ts';

const PASS: Pass = { verdict: 'pass' };

/** A failure that points at the nodes, or a pass where there are none. `data` is asked for in the first case alone. */
export function failAt<D extends Data>(nodes: readonly XmlNode[], data: () => D): Pass | Fail<D> {
  const [first] = nodes;
  return first ? { verdict: 'fail', at: places(first, nodes.slice(1)), data: data() } : PASS;
}

/** The outcome with the failures of other checks that only repeat it; a pass stays one. */
export function explaining<D extends Data>(
  outcome: Pass | Fail<D>,
  explains: readonly Explained[],
): Pass | Fail<D> {
  return outcome.verdict === 'fail' ? { ...outcome, explains } : outcome;
}

/** The names of the roles of all entities; `undefined` where some were passed over. */
export function rolesOfAll({ entities, document }: MetadataMessage): ReadonlySet<string> | undefined {
  const { outlineOf } = document.source;
  if (outlineOf) return outlineOf.isPartial ? undefined : outlineOf.roles;
  return new Set(entities.flatMap(roleNames));
}

/** The root of metadata in which no entity has a role of this name; nothing where one has, or may have. */
export function rootWithout(role: string, message: MetadataMessage): readonly XmlElement[] {
  return rolesOfAll(message)?.has(role) === false ? [message.element] : [];
}

/** Why a check of what federations ask for does not apply; `undefined` where it does. */
export function notFederated({ federated }: EntityUse): string | undefined {
  return federated ? undefined : 'nothing shows that the entity belongs to a federation';
}

/** The items whose key an earlier one has too. Those without a key repeat nothing. */
export function repeatedIn<T>(items: readonly T[], keyOf: (item: T) => string | undefined): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item);
    if (key === undefined) return false;
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  });
}

/** The KeyDescriptors of a role that are for signing, those without `use` among them. */
export function signingKeysOf(role: IdpRole | SpRole | OtherRole): readonly KeyDescriptor[] {
  return role.keys.filter(({ use, element }) => use === 'signing' || (use === undefined && !hasUse(element)));
}

/** Whether an xs:boolean says yes. */
export function isTrue(field: Field | undefined): boolean {
  return field?.value === 'true' || field?.value === '1';
}

/** A `use` that is neither `signing` nor `encryption` means neither. */
function hasUse(element: KeyDescriptor['element']): boolean {
  return element.attributes.some(({ localName, namespaceURI }) => localName === 'use' && namespaceURI === '');
}
