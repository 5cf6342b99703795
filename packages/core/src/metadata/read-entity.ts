import type { SignatureProblem } from '../dsig/evidence.ts';
import { type KeyInfoReading, readKeyInfo } from '../dsig/key-info.ts';
import { attributeField, type Field, textField } from '../saml/field.ts';
import { readInstant } from '../saml/instant.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeNamed, childElements, childNamed, childrenNamed } from '../xml/navigate.ts';
import { byElement } from './by-element.ts';
import type {
  Endpoint,
  EntityDescriptor,
  IdpRole,
  IndexedEndpoint,
  KeyDescriptor,
  OtherRole,
  RequestedAttribute,
  RoleBase,
  SpRole,
} from './model.ts';

/**
 * The entities of an md:EntityDescriptor, or of an md:EntitiesDescriptor however deeply it nests, in document
 * order; none for any other element. Total: what is missing is `undefined`.
 */
export const readEntities = byElement((element): readonly EntityDescriptor[] => {
  const entities: EntityDescriptor[] = [];
  const pending: XmlElement[] = [element];
  for (let here = pending.pop(); here; here = pending.pop()) {
    if (here.namespaceURI !== ns.md) continue;
    if (here.localName === 'EntityDescriptor') entities.push(readEntity(here));
    else if (here.localName === 'EntitiesDescriptor') {
      for (const child of childElements(here).reverse()) pending.push(child);
    }
  }
  return entities;
});

/** Every md:EntitiesDescriptor, the element itself if it is one and those in it, outer ones first. */
export const groupsIn = byElement((element): readonly XmlElement[] => {
  const groups: XmlElement[] = [];
  const pending: XmlElement[] = [element];
  for (let here = pending.pop(); here; here = pending.pop()) {
    if (here.namespaceURI !== ns.md || here.localName !== 'EntitiesDescriptor') continue;
    groups.push(here);
    for (const child of childElements(here).reverse()) pending.push(child);
  }
  return groups;
});

/** Reads md:EntityDescriptor (SAML Metadata §2.3.2). */
function readEntity(element: XmlElement): EntityDescriptor {
  const roles: (IdpRole | SpRole)[] = [];
  const otherRoles: OtherRole[] = [];
  let organizationName: Field | undefined;
  for (const child of childElements(element)) {
    if (child.namespaceURI !== ns.md) continue;
    switch (child.localName) {
      case 'IDPSSODescriptor':
        roles.push(readIdpRole(child));
        break;
      case 'SPSSODescriptor':
        roles.push(readSpRole(child));
        break;
      case 'RoleDescriptor':
        otherRoles.push(readOtherRole(child, roleType(child)));
        break;
      case 'AuthnAuthorityDescriptor':
      case 'AttributeAuthorityDescriptor':
      case 'PDPDescriptor':
      case 'AffiliationDescriptor':
        otherRoles.push(readOtherRole(child, child.localName));
        break;
      case 'Organization': {
        const name = childNamed(child, ns.md, 'OrganizationName');
        if (name) organizationName ??= textField(name);
        break;
      }
    }
  }
  const validUntil = attributeNamed(element, 'validUntil');
  return {
    element,
    entityID: attributeField(element, 'entityID'),
    validUntil: validUntil && readInstant(validUntil),
    cacheDuration: attributeField(element, 'cacheDuration'),
    roles,
    otherRoles,
    organizationName,
  };
}

/** A RoleDescriptor's xsi:type as the document writes it. */
function roleType(element: XmlElement): string {
  return attributeNamed(element, 'type', ns.xsi)?.value.trim() || element.localName;
}

/** Reads md:IDPSSODescriptor (SAML Metadata §2.4.3). */
function readIdpRole(element: XmlElement): IdpRole {
  return {
    kind: 'idp',
    ...readRoleBase(element, 'IdP metadata'),
    wantAuthnRequestsSigned: attributeField(element, 'WantAuthnRequestsSigned'),
    singleSignOnServices: childrenNamed(element, ns.md, 'SingleSignOnService').map(readEndpoint),
  };
}

/** Reads md:SPSSODescriptor (SAML Metadata §2.4.4). */
function readSpRole(element: XmlElement): SpRole {
  const requestedAttributes: RequestedAttribute[] = [];
  for (const service of childrenNamed(element, ns.md, 'AttributeConsumingService')) {
    for (const requested of childrenNamed(service, ns.md, 'RequestedAttribute'))
      requestedAttributes.push(readRequestedAttribute(requested));
  }
  return {
    kind: 'sp',
    ...readRoleBase(element, 'SP metadata'),
    authnRequestsSigned: attributeField(element, 'AuthnRequestsSigned'),
    wantAssertionsSigned: attributeField(element, 'WantAssertionsSigned'),
    assertionConsumerServices: childrenNamed(element, ns.md, 'AssertionConsumerService').map(
      readIndexedEndpoint,
    ),
    requestedAttributes,
  };
}

/** Reads what every role has: the protocols and keys of a role that is neither IdP nor SP. */
function readOtherRole(element: XmlElement, name: string): OtherRole {
  return { element, name, ...readProtocolsAndKeys(element, `${name} metadata`) };
}

function readProtocolsAndKeys(element: XmlElement, from: string): Pick<RoleBase, 'protocols' | 'keys'> {
  const keys = childrenNamed(element, ns.md, 'KeyDescriptor');
  const protocols = attributeNamed(element, 'protocolSupportEnumeration')?.value ?? '';
  return {
    protocols: protocols.split(/[ \t\r\n]/).filter((protocol) => protocol !== ''),
    keys: keys.map(
      (key, i) => new ReadKeyDescriptor(key, `${from}, KeyDescriptor ${i + 1} of ${keys.length}`),
    ),
  };
}

function readRoleBase(element: XmlElement, from: string): RoleBase {
  return {
    element,
    ...readProtocolsAndKeys(element, from),
    nameIdFormats: childrenNamed(element, ns.md, 'NameIDFormat').map(textField),
    singleLogoutServices: childrenNamed(element, ns.md, 'SingleLogoutService').map(readEndpoint),
  };
}

/** A KeyDescriptor whose KeyInfo is read when first asked for: an aggregate holds thousands, and a caller wants a few. */
class ReadKeyDescriptor implements KeyDescriptor {
  readonly element: XmlElement;
  readonly use: 'signing' | 'encryption' | undefined;
  readonly #from: string;
  #read: KeyInfoReading | undefined;

  constructor(element: XmlElement, from: string) {
    const use = attributeField(element, 'use')?.value;
    this.element = element;
    this.use = use === 'signing' || use === 'encryption' ? use : undefined;
    this.#from = `${from} (${this.use ?? 'signing and encryption'})`;
  }

  get keys(): readonly KeyCandidate[] {
    return this.#keyInfo().keys;
  }

  get problems(): readonly SignatureProblem[] {
    return this.#keyInfo().problems;
  }

  #keyInfo(): KeyInfoReading {
    if (!this.#read) {
      const keyInfo = childNamed(this.element, ns.ds, 'KeyInfo');
      this.#read = keyInfo
        ? readKeyInfo(keyInfo, 'metadata', this.#from)
        : { keys: [], hints: [], problems: [] };
    }
    return this.#read;
  }
}

function readEndpoint(element: XmlElement): Endpoint {
  return {
    element,
    binding: attributeField(element, 'Binding'),
    location: attributeField(element, 'Location'),
    responseLocation: attributeField(element, 'ResponseLocation'),
  };
}

function readIndexedEndpoint(element: XmlElement): IndexedEndpoint {
  return {
    index: attributeField(element, 'index'),
    ...readEndpoint(element),
    isDefault: attributeField(element, 'isDefault'),
  };
}

function readRequestedAttribute(element: XmlElement): RequestedAttribute {
  const isRequired = attributeField(element, 'isRequired')?.value;
  return {
    element,
    name: attributeField(element, 'Name'),
    friendlyName: attributeField(element, 'FriendlyName'),
    isRequired: isRequired === 'true' || isRequired === '1',
  };
}
