import { bindings } from '../saml/names.ts';

type Binding = keyof typeof bindings;

const FRONT: readonly Binding[] = ['HTTP-POST', 'HTTP-Redirect', 'HTTP-Artifact', 'HTTP-POST-SimpleSign'];

/** The URIs of the bindings of SAML 2.0. */
export const BINDINGS: ReadonlySet<string> = new Set(Object.values(bindings));

/**
 * The bindings that the profiles of SAML 2.0 allow for each endpoint (SAML Profiles §4), with PAOS and SOAP for the
 * Enhanced Client or Proxy (§4.2).
 */
export const FITTING: Readonly<Record<string, readonly Binding[]>> = {
  SingleSignOnService: [...FRONT, 'SOAP'],
  AssertionConsumerService: ['HTTP-POST', 'HTTP-Artifact', 'HTTP-POST-SimpleSign', 'PAOS'],
  SingleLogoutService: [...FRONT, 'SOAP'],
  ManageNameIDService: [...FRONT, 'SOAP'],
  ArtifactResolutionService: ['SOAP'],
  NameIDMappingService: ['SOAP'],
  AttributeService: ['SOAP'],
  AuthnQueryService: ['SOAP'],
  AuthzService: ['SOAP'],
  AssertionIDRequestService: ['SOAP', 'URI'],
};

const FITTING_URIS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(FITTING).map(([name, allowed]) => [name, new Set(allowed.map((one) => bindings[one]))]),
);

/** The URIs of the bindings that an endpoint of this name may have; `undefined` where SAML 2.0 knows none of it. */
export function fittingBindings(endpoint: string): ReadonlySet<string> | undefined {
  return FITTING_URIS.get(endpoint);
}
