import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { elementsIn } from '../xml/navigate.ts';

const LOCALIZED: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    ns.md,
    new Set([
      'OrganizationName',
      'OrganizationDisplayName',
      'OrganizationURL',
      'ServiceName',
      'ServiceDescription',
    ]),
  ],
  [ns.mdui, new Set(['DisplayName', 'Description', 'Keywords', 'InformationURL', 'PrivacyStatementURL'])],
  [ns.mdrpi, new Set(['RegistrationPolicy', 'UsagePolicy'])],
]);

/** Every element of an entity that the schemas of metadata give a language. */
export function localizedIn(entity: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (const element of elementsIn(entity)) {
    if (LOCALIZED.get(element.namespaceURI)?.has(element.localName)) found.push(element);
  }
  return found;
}
