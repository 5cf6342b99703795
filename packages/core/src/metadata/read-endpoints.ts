import { attributeField, type Field } from '../saml/field.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childElements, childNamed } from '../xml/navigate.ts';
import { byElement } from './by-element.ts';
import type { IndexedEndpoint } from './model.ts';

/** An endpoint of a role with the name of its element. */
export interface NamedEndpoint extends IndexedEndpoint {
  /** `SingleSignOnService`, `DiscoveryResponse`… */
  readonly name: string;
  /** Whether the schema gives elements of this name an index. */
  readonly indexed: boolean;
}

/** Endpoints of SAML metadata by name; `true` for those with an index (SAML Metadata §2.4). */
const ENDPOINTS: Readonly<Record<string, boolean>> = {
  ArtifactResolutionService: true,
  AssertionConsumerService: true,
  SingleLogoutService: false,
  ManageNameIDService: false,
  SingleSignOnService: false,
  NameIDMappingService: false,
  AssertionIDRequestService: false,
  AttributeService: false,
  AuthnQueryService: false,
  AuthzService: false,
};

/** Every endpoint of a role, in document order, and in its Extensions DiscoveryResponse and RequestInitiator. */
export const readEndpoints = byElement((role): readonly NamedEndpoint[] => {
  const found: NamedEndpoint[] = [];
  for (const child of childElements(role)) {
    if (child.namespaceURI !== ns.md || !Object.hasOwn(ENDPOINTS, child.localName)) continue;
    found.push(read(child, ENDPOINTS[child.localName] === true));
  }
  const extensions = childNamed(role, ns.md, 'Extensions');
  for (const child of extensions ? childElements(extensions) : []) {
    if (child.namespaceURI === ns.idpdisc && child.localName === 'DiscoveryResponse')
      found.push(read(child, true));
    else if (child.namespaceURI === ns.init && child.localName === 'RequestInitiator')
      found.push(read(child, false));
  }
  return found;
});

/** An address that a login goes through. */
export interface LoginEndpoint {
  readonly service: 'SingleSignOnService' | 'AssertionConsumerService';
  readonly location: Field;
}

/** Where a role is sent requests to log in, or their answers; each address once. */
export function loginEndpoints(role: XmlElement): readonly LoginEndpoint[] {
  const found = new Map<string, LoginEndpoint>();
  for (const { name, location } of readEndpoints(role)) {
    if ((name !== 'SingleSignOnService' && name !== 'AssertionConsumerService') || !location?.value) continue;
    const key = `${name} ${location.value}`;
    if (!found.has(key)) found.set(key, { service: name, location });
  }
  return [...found.values()];
}

function read(element: XmlElement, indexed: boolean): NamedEndpoint {
  return {
    element,
    name: element.localName,
    indexed,
    binding: attributeField(element, 'Binding'),
    location: attributeField(element, 'Location'),
    responseLocation: attributeField(element, 'ResponseLocation'),
    index: attributeField(element, 'index'),
    isDefault: attributeField(element, 'isDefault'),
  };
}
