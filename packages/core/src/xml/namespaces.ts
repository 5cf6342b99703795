/** The namespaces samlscope knows, under the prefixes that the specifications give them. */
export const ns = {
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  dsig11: 'http://www.w3.org/2009/xmldsig11#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xenc11: 'http://www.w3.org/2009/xmlenc11#',
  ec: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  samlp11: 'urn:oasis:names:tc:SAML:1.0:protocol',
  saml11: 'urn:oasis:names:tc:SAML:1.0:assertion',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
  xs: 'http://www.w3.org/2001/XMLSchema',
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  wst: 'http://docs.oasis-open.org/ws-sx/ws-trust/200512',
  wst05: 'http://schemas.xmlsoap.org/ws/2005/02/trust',
  wsu: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd',
  fed: 'http://docs.oasis-open.org/wsfed/federation/200706',
  mdui: 'urn:oasis:names:tc:SAML:metadata:ui',
  mdrpi: 'urn:oasis:names:tc:SAML:metadata:rpi',
  mdattr: 'urn:oasis:names:tc:SAML:metadata:attribute',
  alg: 'urn:oasis:names:tc:SAML:metadata:algsupport',
  shibmd: 'urn:mace:shibboleth:metadata:1.0',
  ecp: 'urn:oasis:names:tc:SAML:2.0:profiles:SSO:ecp',
  paos: 'urn:liberty:paos:2003-08',
  remd: 'http://refeds.org/metadata',
  idpdisc: 'urn:oasis:names:tc:SAML:profiles:SSO:idp-discovery-protocol',
  init: 'urn:oasis:names:tc:SAML:profiles:SSO:request-init',
  auth: 'http://docs.oasis-open.org/wsfed/authorization/200706',
  wsa: 'http://www.w3.org/2005/08/addressing',
} as const;

/** Bound to `xml` without a declaration (Namespaces in XML 1.0 §3). */
export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
/** Bound to `xmlns`; nothing may declare it. */
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

const prefixes = new Map<string, string>(Object.entries(ns).map(([prefix, uri]) => [uri, prefix]));

/** The usual prefix of a namespace, or `undefined` for one we have no name for. */
export function usualPrefix(namespaceURI: string): string | undefined {
  return namespaceURI === XML_NAMESPACE ? 'xml' : prefixes.get(namespaceURI);
}

const same = new Map<string, string>(Object.values(ns).map((uri) => [uri, uri]));

/**
 * The same text; for a namespace samlscope knows, the very string of {@link ns}, which compares with itself at once and
 * whose hash is known. Elements are looked up by their namespace more often than by anything else.
 */
export function sameNamespace(uri: string): string {
  return same.get(uri) ?? uri;
}
