import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import type { KeyCandidate } from '../x509/certificate.ts';
import type { XmlDocument, XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { elementsIn } from '../xml/navigate.ts';
import type { SignatureEvidence } from './evidence.ts';
import type { Opinion, SecondOpinion } from './opinion.ts';

/** The versions asked. A test holds them against what is installed. */
const XML_CRYPTO = '6.3.2';
const XMLDOM = '0.8.15';

/** The libraries asked, with their versions. */
export const xmlCryptoLibrary: string = `xml-crypto ${XML_CRYPTO} on @xmldom/xmldom ${XMLDOM}`;

/**
 * What xml-crypto makes of a signature when it is asked as node-saml asks it, which is what service providers on
 * node-saml, passport-saml and samlify do. Never throws, and prints nothing.
 *
 * Keys are tried one after another; the key in the message is used only where there is no other, as a service
 * provider would have to be configured to do.
 */
export const xmlCryptoOpinion: SecondOpinion = (
  document: XmlDocument,
  evidence: SignatureEvidence,
  keys: readonly KeyCandidate[],
): Opinion => {
  try {
    return {
      library: xmlCryptoLibrary,
      ...ask(document, evidence, keys.length > 0 ? keys : evidence.keyInfo),
    };
  } catch (error) {
    return { library: xmlCryptoLibrary, accepts: false, says: wordsOf(error) };
  }
};

function ask(
  document: XmlDocument,
  evidence: SignatureEvidence,
  keys: readonly KeyCandidate[],
): Omit<Opinion, 'library'> {
  if (keys.length === 0) return { accepts: false, says: 'It was not asked: there is no key to give it.' };
  // node-saml takes upon itself what an XML processor does with line ends.
  const text = document.source.text.replace(/\r\n?/g, '\n');
  const { signature, nameId } = findSignature(text, indexOf(document, evidence.element));
  const reads = nameId === undefined ? {} : { reads: nameId };
  let refusal = '';
  for (const candidate of keys) {
    const signedXml = new SignedXml({ publicCert: pemOf(candidate), getCertFromKeyInfo: () => null });
    try {
      const accepts = silently(() => {
        signedXml.loadSignature(signature);
        return signedXml.checkSignature(text);
      });
      if (accepts) return { accepts, says: whatItTook(signedXml.getSignedReferences()), ...reads };
      refusal ||= firstReferenceError(signedXml);
    } catch (error) {
      refusal ||= wordsOf(error);
    }
  }
  return { accepts: false, says: refusal || 'It refuses the signature without a reason.', ...reads };
}

/** The same ds:Signature in the tree xmldom makes: the one with as many before it; and the first NameID there. */
function findSignature(
  text: string,
  index: number,
): { readonly signature: Node; readonly nameId: string | undefined } {
  const fail = (message: string): never => {
    throw new Error(message);
  };
  const parser = new DOMParser({ errorHandler: { warning: () => undefined, error: fail, fatalError: fail } });
  const dom = parser.parseFromString(text, 'text/xml');
  const signature = dom.getElementsByTagNameNS(ns.ds, 'Signature')[index];
  if (!signature) throw new Error('xmldom does not find this signature in the document.');
  const nameId = dom.getElementsByTagNameNS(ns.saml, 'NameID')[0]?.textContent ?? undefined;
  return { signature, nameId };
}

function indexOf(document: XmlDocument, signature: XmlElement): number {
  let index = 0;
  if (!document.root) return index;
  for (const element of elementsIn(document.root)) {
    if (element === signature) return index;
    if (element.localName === 'Signature' && element.namespaceURI === ns.ds) index++;
  }
  return index;
}

function pemOf({ certificate, key }: KeyCandidate): string {
  if (certificate) {
    const lines = certificate.base64.match(/.{1,64}/g) ?? [];
    return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
  }
  return key.handle.export({ type: 'spki', format: 'pem' }).toString();
}

/**
 * xml-crypto parses the text again, with a parser that prints to the console and cannot be told not to. The call is
 * synchronous, so nobody else's output is lost.
 */
function silently<T>(run: () => T): T {
  const { warn, error } = console;
  const nothing = () => undefined;
  console.warn = nothing;
  console.error = nothing;
  try {
    return run();
  } finally {
    console.warn = warn;
    console.error = error;
  }
}

function firstReferenceError(signedXml: SignedXml): string {
  for (const { validationError } of signedXml.getReferences()) {
    if (validationError) return oneLine(validationError.message);
  }
  return '';
}

/** xml-crypto hands out the canonical form of what it took for signed: the start tags tell which. */
function whatItTook(references: readonly string[]): string {
  const elements = references.map((form) => {
    const tag = /^<([^\s>]+)[^>]*>/.exec(form.slice(0, 4000));
    const id = /\s(?:ID|Id|id|AssertionID)="([^"]*)"/.exec(tag?.[0] ?? '')?.[1];
    return `${tag?.[1] ?? 'text'}${id === undefined ? '' : ` (${id})`}`;
  });
  return `It takes for signed: ${elements.join(', ')}.`;
}

function wordsOf(error: unknown): string {
  return oneLine(error instanceof Error ? error.message : String(error));
}

/** At most 300 characters: xml-crypto's messages may repeat values of the message. */
function oneLine(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
