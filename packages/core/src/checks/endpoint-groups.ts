import { type NamedEndpoint, readEndpoints } from '../metadata/read-endpoints.ts';
import type { XmlElement } from '../xml/document.ts';

/** The indexed endpoints of a role, those of one name together. */
export function groupsOf(role: XmlElement): NamedEndpoint[][] {
  const groups = new Map<string, NamedEndpoint[]>();
  for (const endpoint of readEndpoints(role)) {
    if (!endpoint.indexed) continue;
    const group = groups.get(endpoint.name) ?? [];
    group.push(endpoint);
    groups.set(endpoint.name, group);
  }
  return [...groups.values()];
}
