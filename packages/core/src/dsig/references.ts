import type { XmlDocument, XmlElement } from '../xml/document.ts';
import type { SignatureProblem } from './evidence.ts';

/** What a same-document reference selects. */
export interface Selection {
  /** What is to be transformed: an element with all it contains, or the whole document. */
  readonly apex: XmlElement | XmlDocument;
  /** The element that stands for it: the root for a whole document. */
  readonly target: XmlElement;
  /** Whether the node-set holds the comments, too. Only an XPointer keeps them (XML Signature §4.4.3.3). */
  readonly comments: boolean;
}

/** Why a reference selects nothing. */
export type Unselected = Pick<SignatureProblem, 'code' | 'message'>;

/**
 * Resolves a Reference's URI inside its document: `""`, `#id`, `#xpointer(/)`, `#xpointer(id('…'))`.
 * Nothing outside the document is ever fetched, and an ID that two elements carry selects neither.
 *
 * @see XML Signature 1.1 §4.4.3.2 and §4.4.3.3.
 */
export function selectReference(uri: string | undefined, document: XmlDocument): Selection | Unselected {
  if (uri === undefined) {
    return {
      code: 'reference-unresolved',
      message: 'A Reference without URI leaves open what is signed; SAML requires one.',
    };
  }
  if (uri === '') return selectDocument(document, false);
  if (!uri.startsWith('#')) {
    return {
      code: 'external-reference',
      message: `The reference ${quote(uri)} leads outside this document and is not fetched.${missingHash(uri, document)}`,
    };
  }
  const fragment = uri.slice(1);
  if (!fragment.startsWith('xpointer(')) return selectId(fragment, document, false);
  if (fragment === 'xpointer(/)') return selectDocument(document, true);
  const id = /^xpointer\(id\((?:'([^']*)'|"([^"]*)")\)\)$/.exec(fragment);
  if (id) return selectId(id[1] ?? id[2] ?? '', document, true);
  return {
    code: 'reference-unresolved',
    message: `The reference ${quote(uri)} is an XPointer of a form that XML Signature does not define.`,
  };
}

function selectDocument(document: XmlDocument, comments: boolean): Selection | Unselected {
  const { root } = document;
  if (root) return { apex: document, target: root, comments };
  return { code: 'reference-unresolved', message: 'The document has no root element.' };
}

function selectId(id: string, document: XmlDocument, comments: boolean): Selection | Unselected {
  const found = document.ids.get(id);
  const target = found?.[0];
  if (!found || !target) {
    return {
      code: 'reference-unresolved',
      message: `No element has the ID ${quote(id)}; what was signed is not in this document.`,
    };
  }
  if (found.length > 1) {
    return {
      code: 'reference-ambiguous',
      message: `${found.length} elements have the ID ${quote(id)}, so which one was signed cannot be told.`,
    };
  }
  return { apex: target, target, comments };
}

function missingHash(uri: string, document: XmlDocument): string {
  return document.ids.has(uri) ? ` An element has this ID: ${quote(`#${uri}`)} was probably meant.` : '';
}

function quote(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}
