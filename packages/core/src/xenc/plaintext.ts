import { decodeUtf8 } from '../base/bytes.ts';
import type { Limits } from '../base/limits.ts';
import type { NamespaceScope, XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { parseXml } from '../xml/parse.ts';
import { positionOf } from '../xml/position.ts';
import type { EncryptionEvidence } from './evidence.ts';

/** The markup that takes the place of an encrypted part, or half a sentence on what the content is instead. */
export type Plaintext =
  | { readonly markup: string; readonly fault?: undefined }
  | { readonly markup?: undefined; readonly fault: string };

/** What SAML lets stand in each encrypted part (SAML Core §2.3.4, §2.2.4, §2.7.3.2). */
const ALLOWED: Readonly<Record<EncryptionEvidence['holds'], readonly string[]>> = {
  assertion: ['Assertion'],
  identifier: ['NameID', 'BaseID', 'Assertion'],
  attribute: ['Attribute'],
};

/**
 * Reads decrypted content as the one element that belongs in the place of `holder`.
 *
 * The content is parsed by itself, inside an element that brings the namespaces in scope at `holder` and nothing
 * else: only if it is well-formed there may it be put into the document, so that no piece of markup in it can close
 * an element outside. What stands round the element (white space, an XML declaration) is left out. Namespaces that
 * `holder` itself declares are written on the element, because `holder` goes away.
 *
 * @see XML Encryption 1.1 §4.4
 */
export function readPlaintext(
  octets: Uint8Array,
  holder: XmlElement,
  holds: EncryptionEvidence['holds'],
  limits: Limits,
): Plaintext {
  const decoded = decodeUtf8(octets);
  if (decoded === undefined) return { fault: 'is not text in UTF-8' };
  const content = decoded.replace(/^\uFEFF?[ \t\r\n]*(?:<\?xml[ \t\r\n][^?]{0,200}\?>)?/, '');
  if (content.trim() === '') return { fault: 'is empty' };
  const opening = `<context${[...bindings(holder.scope)].map(([prefix, uri]) => declare(prefix, uri)).join('')}>`;
  const text = `${opening}${content}</context>`;
  const document = parseXml({ name: 'decrypted content', text, steps: [] }, limits);
  if (document.problem) {
    const { line, column } = positionOf(
      { source: { name: '', text: content, steps: [] }, kept: new Map() },
      Math.max(0, document.problem.start - opening.length),
    );
    return { fault: `is not well-formed (its line ${line}, column ${column}: ${document.problem.code})` };
  }
  const children = document.root?.children ?? [];
  const [element, ...others] = children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  if (element?.type !== 'element') return { fault: 'is text and no element' };
  if (others.length > 0)
    return { fault: `holds more than one element: <${element.name.slice(0, 80)}> is not alone` };
  if (element.namespaceURI !== ns.saml || !ALLOWED[holds].includes(element.localName)) {
    return { fault: `is <${element.name.slice(0, 80)}>${inNamespace(element)}` };
  }
  const nameEnd = element.start + 1 + element.name.length;
  const inherited = inheritedBy(element, holder);
  return { markup: text.slice(element.start, nameEnd) + inherited + text.slice(nameEnd, element.end) };
}

function inNamespace({ namespaceURI }: XmlElement): string {
  return namespaceURI === '' ? ' in no namespace' : ` of ${namespaceURI.slice(0, 120)}`;
}

/** Declarations of `holder` that neither the element makes itself nor the place round `holder` has already. */
function inheritedBy(element: XmlElement, holder: XmlElement): string {
  const outside = bindings(holder.parent?.scope);
  const own = new Set(element.declarations.map(({ prefix }) => prefix));
  return holder.declarations
    .filter(({ prefix, uri }) => !own.has(prefix) && (outside.get(prefix) ?? '') !== uri)
    .map(({ prefix, uri }) => declare(prefix, uri))
    .join('');
}

/** The namespace of each prefix in scope; an undeclared default namespace is left out. */
function bindings(scope: NamespaceScope | undefined): Map<string, string> {
  const bound = new Map<string, string>();
  for (let link = scope; link; link = link.outer) {
    for (const { prefix, uri } of link.declarations) if (!bound.has(prefix)) bound.set(prefix, uri);
  }
  if (bound.get('') === '') bound.delete('');
  bound.delete('xml');
  return bound;
}

function declare(prefix: string, uri: string): string {
  const name = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  return ` ${name}="${uri.replace(/[&<"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)}"`;
}
