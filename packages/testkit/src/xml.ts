/** Attributes of an element to be written; those that are `undefined` are left out. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** What an element may hold: markup already written, nested lists of it, or nothing. */
export type Content = string | undefined | readonly Content[];

/** Writes one element. `content` is markup, not text: see {@link escapeText}. */
export function element(name: string, attributes: Attributes = {}, content?: Content): string {
  let tag = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined) tag += ` ${key}="${escapeAttribute(value)}"`;
  }
  const inside = flatten(content);
  return inside === '' ? `${tag}/>` : `${tag}>${inside}</${name}>`;
}

/** `prefix:name`, or the bare name where the prefix is empty. */
export function qualified(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}:${name}`;
}

/** The attribute that declares a prefix; `xmlns` for the empty one. */
export function declares(prefix: string, uri: string): Attributes {
  return { [prefix === '' ? 'xmlns' : `xmlns:${prefix}`]: uri };
}

/** Text as it may stand between tags. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text as it may stand in a double-quoted attribute. */
export function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}

function flatten(content: Content): string {
  if (content === undefined) return '';
  return typeof content === 'string' ? content : content.map(flatten).join('');
}

/** The namespaces the kit writes. */
export const namespaces = {
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
  assertion: 'urn:oasis:names:tc:SAML:2.0:assertion',
  metadata: 'urn:oasis:names:tc:SAML:2.0:metadata',
  signature: 'http://www.w3.org/2000/09/xmldsig#',
  encryption: 'http://www.w3.org/2001/04/xmlenc#',
  schema: 'http://www.w3.org/2001/XMLSchema',
  instance: 'http://www.w3.org/2001/XMLSchema-instance',
  federation: 'http://docs.oasis-open.org/wsfed/federation/200706',
} as const;
