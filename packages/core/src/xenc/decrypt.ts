import { limits as defaultLimits, type Limits } from '../base/limits.ts';
import type { PrivateKey } from '../x509/private-key.ts';
import type { XmlDocument, XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childrenNamed, elementsIn } from '../xml/navigate.ts';
import { type DecryptedData, decryptData } from './decrypt-data.ts';
import type { EncryptionEvidence } from './evidence.ts';
import { readPlaintext } from './plaintext.ts';
import { type Move, replaceElements } from './replace.ts';

/** What decrypting a document gave. */
export interface Decryption {
  /** The document as captured. */
  readonly captured: XmlDocument;
  /** From one document to the next, each with less encrypted in it; empty where nothing could be decrypted. */
  readonly moves: readonly Move[];
  /** The document to judge: the last one. */
  readonly document: XmlDocument;
  /** Every encrypted part that was found, in the order found. */
  readonly encryptions: readonly EncryptionEvidence[];
}

const PARTS: Readonly<Record<string, EncryptionEvidence['holds']>> = {
  EncryptedAssertion: 'assertion',
  EncryptedID: 'identifier',
  EncryptedAttribute: 'attribute',
};

/**
 * Decrypts what SAML encrypts in a message, as far as the private keys go, and what then comes to light likewise.
 * Total: whatever is missing, damaged, unsupported or beyond a limit becomes a problem of the part it belongs to.
 *
 * The result is a document of its own, read anew from the text with the decrypted elements in their places.
 */
export function decryptDocument(
  captured: XmlDocument,
  privateKeys: readonly PrivateKey[],
  limits: Limits = defaultLimits,
): Decryption {
  const found: Part[] = [];
  const moves: Move[] = [];
  let document = captured;
  let known: ReadonlySet<XmlElement> = new Set();
  for (let round = 0; ; round++) {
    const parts = encryptedParts(document)
      .filter((element) => !known.has(element))
      .map((element, i) => {
        const beyond = round >= limits.decryptionRounds ? 'decryptionRounds' : undefined;
        const tooMany = found.length + i >= limits.encryptedElements ? 'encryptedElements' : undefined;
        return decryptPart(element, privateKeys, limits, beyond ?? tooMany);
      });
    // Past the limit one part stands for all.
    found.push(...parts.slice(0, Math.max(0, limits.encryptedElements + 1 - found.length)));
    const markup = new Map(
      parts.flatMap(({ element, markup }) => (markup === undefined ? [] : [[element, markup]])),
    );
    if (markup.size === 0) break;
    const steps = parts.flatMap((part) => (part.markup === undefined ? [] : [stepOf(part)]));
    const move = replaceElements(document, markup, steps, limits);
    if (!move) {
      for (const part of parts) if (part.markup !== undefined) part.problems.push(tooLarge(part.element));
      break;
    }
    moves.push(move);
    for (const part of found) part.current = move.elements.get(part.current) ?? part.current;
    document = move.to;
    known = new Set(found.map(({ current }) => current));
  }
  return { captured, moves, document, encryptions: found.map(evidenceOf) };
}

/** One part while the document is being decrypted. */
interface Part extends Omit<EncryptionEvidence, 'current' | 'problems' | 'octets'> {
  current: XmlElement;
  readonly problems: EncryptionEvidence['problems'][number][];
  readonly content?: Uint8Array;
  /** What takes its place. */
  readonly markup?: string;
}

function evidenceOf({ content, markup: _, ...part }: Part): EncryptionEvidence {
  return { ...part, ...(content && { octets: content.length }) };
}

/** A quick look at the text spares most messages the walk. */
function encryptedParts({ source, root }: XmlDocument): XmlElement[] {
  if (!root || !/Encrypted(?:Assertion|ID|Attribute)/.test(source.text)) return [];
  const parts: XmlElement[] = [];
  for (const element of elementsIn(root)) {
    if (element.namespaceURI === ns.saml && Object.hasOwn(PARTS, element.localName)) parts.push(element);
  }
  // One inside another is no SAML; the outer one is what is looked at.
  const all = new Set(parts);
  return parts.filter(({ parent }) => {
    for (let above = parent; above; above = above.parent) if (all.has(above)) return false;
    return true;
  });
}

function decryptPart(
  element: XmlElement,
  privateKeys: readonly PrivateKey[],
  limits: Limits,
  limit: 'encryptedElements' | 'decryptionRounds' | undefined,
): Part {
  const holds = PARTS[element.localName] ?? 'assertion';
  const all = childrenNamed(element, ns.xenc, 'EncryptedData');
  const [data] = all;
  const base = { element, current: element, holds, data };
  const without = (code: 'structure' | 'limit', message: string): Part => ({
    method: undefined,
    ...base,
    encryptedKeys: [],
    tried: [],
    state: 'failed',
    problems: [{ code, message, at: element }],
  });
  if (limit !== undefined) {
    return without('limit', `The limit ${limit} (${limits[limit]}) ends the decryption here.`);
  }
  if (element.document.problem) {
    return without('structure', 'The document is not well-formed, and reading stopped before its end.');
  }
  if (!data || all.length > 1) {
    return without('structure', `${element.localName} must hold one EncryptedData, and holds ${all.length}.`);
  }
  const { problems, ...decrypted } = decryptData(data, element, privateKeys, limits);
  const part: Part = { ...base, ...decrypted, problems: [...problems] };
  return decrypted.content ? withMarkup(part, decrypted.content, limits) : part;
}

function withMarkup(part: Part, content: NonNullable<DecryptedData['content']>, limits: Limits): Part {
  const { markup, fault } = readPlaintext(content, part.element, part.holds, limits);
  if (markup !== undefined) return { ...part, markup };
  const message = `What ${part.element.localName} holds ${fault}.`;
  return { ...part, problems: [...part.problems, { code: 'plaintext', message, at: part.element }] };
}

function tooLarge(at: XmlElement): EncryptionEvidence['problems'][number] {
  return { code: 'limit', message: 'With this part decrypted the document is beyond a limit on XML.', at };
}

function stepOf({ element, method, under, content }: Part): { operation: 'decryption'; says: string } {
  const size = (content?.length ?? 0).toLocaleString('en-US');
  return {
    operation: 'decryption',
    says: `${element.localName} decrypted with ${under?.privateKey.from ?? 'a private key'} (${method?.name ?? 'unknown'}), ${size} octets`,
  };
}
