import { escapeValue } from '../xml/c14n.ts';
import type { XmlElement } from '../xml/document.ts';

/**
 * An element as text that stands alone: exactly as it is written, with the namespaces of its surroundings that it does
 * not declare itself written into its start tag. All of them, since prefixes may be used in values (`xsi:type`).
 *
 * A signature over it stays good under exclusive canonicalization.
 */
export function withNamespaces(element: XmlElement): string {
  const { start, end, name, document } = element;
  const text = document.source.text.slice(start, end);
  const own = new Set(element.declarations.map(({ prefix }) => prefix));
  const missing = new Map<string, string>();
  for (let scope = element.scope; scope; scope = scope.outer) {
    for (const { prefix, uri } of scope.declarations) {
      if (!own.has(prefix) && !missing.has(prefix)) missing.set(prefix, uri);
    }
  }
  const declarations = [...missing]
    .filter(([, uri]) => uri !== '')
    .map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeValue(uri)}"`);
  const nameEnd = 1 + name.length;
  return text.slice(0, nameEnd) + declarations.join('') + text.slice(nameEnd);
}
