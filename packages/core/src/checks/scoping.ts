import type { AuthnRequest } from '../saml/model.ts';
import type { XmlAttribute, XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { attributeNamed, childNamed, childrenNamed } from '../xml/navigate.ts';
import type { Expected, Facts } from './facts.ts';
import { explainNearMiss } from './near-miss.ts';
import { withOrigin } from './remedies.ts';
import { allOf, anyOf, shown } from './wording.ts';

/** What the Scoping of a request says of the identity providers that may answer it (SAML Core §3.4.1.2, §3.4.1.3). */
export interface Scoping {
  readonly proxyCount: XmlAttribute | undefined;
  /** The ProviderID of each IDPEntry. */
  readonly providerIDs: readonly XmlAttribute[];
}

/** Reads the Scoping of a request; of a request without one, that nothing is said. */
export function scopingOf({ element }: AuthnRequest): Scoping {
  const scoping = childNamed(element, ns.samlp, 'Scoping');
  return {
    proxyCount: scoping && attributeNamed(scoping, 'ProxyCount'),
    providerIDs: providerIDsIn(scoping),
  };
}

/** The ProviderID of each IDPEntry in the IDPList of an element: a Scoping, or ecp:Request. */
export function providerIDsIn(holder: XmlElement | undefined): readonly XmlAttribute[] {
  const list = holder && childNamed(holder, ns.samlp, 'IDPList');
  return (list ? childrenNamed(list, ns.samlp, 'IDPEntry') : []).flatMap(
    (entry) => attributeNamed(entry, 'ProviderID') ?? [],
  );
}

/** Whether a request may go no further than whom it is sent to. */
export function forbidsProxying({ proxyCount }: Scoping): boolean {
  return proxyCount !== undefined && /^\s*\+?0{1,20}\s*$/.test(proxyCount.value);
}

/** More of a list are not told. */
const MOST = 20;

/** What to tell where an IDPList has none of those that the request is sent to; `undefined` where it has one. */
export function unlisted({ providerIDs }: Scoping, facts: Facts & { readonly issuers: readonly Expected[] }) {
  const recipients = facts.issuers.map(({ value }) => value);
  if (providerIDs.some(({ value }) => recipients.includes(value))) return undefined;
  const told = providerIDs.slice(0, MOST).map(({ value }) => value);
  const listed = allOf(told.map(shown));
  const nearMiss = told
    .map((value) => explainNearMiss(value, recipients, { field: 'Issuer', facts }))
    .find((says) => says !== undefined);
  return {
    data: { listed, recipient: anyOf(recipients.map(shown)) },
    expected: withOrigin(facts.issuers),
    actual: listed,
    ...(nearMiss && { nearMiss }),
  };
}
