import { byElement } from '../metadata/by-element.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { elementsIn } from '../xml/navigate.ts';

/** The namespace of each by its local name. */
const LOCALIZED: ReadonlyMap<string, string> = new Map([
  ['OrganizationName', ns.md],
  ['OrganizationDisplayName', ns.md],
  ['OrganizationURL', ns.md],
  ['ServiceName', ns.md],
  ['ServiceDescription', ns.md],
  ['DisplayName', ns.mdui],
  ['Description', ns.mdui],
  ['Keywords', ns.mdui],
  ['InformationURL', ns.mdui],
  ['PrivacyStatementURL', ns.mdui],
  ['RegistrationPolicy', ns.mdrpi],
  ['UsagePolicy', ns.mdrpi],
]);

/** Every element of an entity that the schemas of metadata give a language. */
export const localizedIn = byElement((entity): readonly XmlElement[] => {
  const found: XmlElement[] = [];
  for (const element of elementsIn(entity)) {
    const namespaceURI = LOCALIZED.get(element.localName);
    if (namespaceURI !== undefined && namespaceURI === element.namespaceURI) found.push(element);
  }
  return found;
});
