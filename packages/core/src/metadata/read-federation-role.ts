import { attributeField, type Field, textField } from '../saml/field.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childElements, childNamed, childrenNamed } from '../xml/navigate.ts';

/** What a RoleDescriptor of WS-Federation says, whatever its xsi:type. */
export interface FederationRole {
  readonly element: XmlElement;
  readonly claimsOffered: readonly ClaimType[];
  readonly claimsRequested: readonly ClaimType[];
  /** `SecurityTokenServiceEndpoint`, `PassiveRequestorEndpoint`, `TargetScopes`… with their addresses. */
  readonly endpoints: readonly FederationEndpoint[];
}

/** auth:ClaimType. */
export interface ClaimType {
  readonly element: XmlElement;
  readonly uri: Field | undefined;
  readonly displayName: Field | undefined;
  readonly description: Field | undefined;
}

/** An endpoint of WS-Federation: the wsa:Address in it. */
export interface FederationEndpoint {
  readonly element: XmlElement;
  readonly name: string;
  readonly address: Field | undefined;
}

/** Reads the WS-Federation part of a RoleDescriptor (WS-Federation 1.2 §3.1). Total. */
export function readFederationRole(role: XmlElement): FederationRole {
  const endpoints: FederationEndpoint[] = [];
  for (const child of childElements(role)) {
    if (child.namespaceURI !== ns.fed) continue;
    for (const reference of childrenNamed(child, ns.wsa, 'EndpointReference')) {
      const address = childNamed(reference, ns.wsa, 'Address');
      endpoints.push({
        element: reference,
        name: child.localName,
        address: address && textField(address),
      });
    }
  }
  return {
    element: role,
    claimsOffered: claimsIn(role, 'ClaimTypesOffered'),
    claimsRequested: claimsIn(role, 'ClaimTypesRequested'),
    endpoints,
  };
}

function claimsIn(role: XmlElement, name: string): ClaimType[] {
  return childrenNamed(role, ns.fed, name).flatMap((list) =>
    childrenNamed(list, ns.auth, 'ClaimType').map((claim) => {
      const text = (part: string) => {
        const found = childNamed(claim, ns.auth, part);
        return found && textField(found);
      };
      return {
        element: claim,
        uri: attributeField(claim, 'Uri'),
        displayName: text('DisplayName'),
        description: text('Description'),
      };
    }),
  );
}
