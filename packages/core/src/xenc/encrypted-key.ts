import { decodeBase64 } from '../base/base64.ts';
import type { HashName } from '../base/crypto.ts';
import type { Limits } from '../base/limits.ts';
import { digestMethods, useOf } from '../dsig/algorithms.ts';
import type { AlgorithmUse } from '../dsig/evidence.ts';
import { readKeyInfo } from '../dsig/key-info.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import {
  attributeNamed,
  childElements,
  childNamed,
  childrenNamed,
  elementsIn,
  textOf,
} from '../xml/navigate.ts';
import { agreements, keyTransports, maskHashes, OAEP_MGF1P } from './algorithms.ts';
import type { EncryptedKeyEvidence, EncryptionProblem } from './evidence.ts';
import type { OaepParameters } from './rsa-padding.ts';

/** How a content key was encrypted with an RSA key. */
export type Transport = { readonly kind: 'pkcs1' } | ({ readonly kind: 'oaep' } & OaepParameters);

/** An EncryptedKey taken apart: either it can be tried, or `problem` says why not. */
export type EncryptedKeyParts = { readonly evidence: EncryptedKeyEvidence } & (
  | { readonly transport: Transport; readonly value: Uint8Array; readonly problem?: undefined }
  | { readonly problem: EncryptionProblem }
);

/**
 * The EncryptedKey elements that may hold the content key of an EncryptedData: in its KeyInfo, where a
 * RetrievalMethod in its KeyInfo leads, beside it, and, where none of these is there, anywhere in the document with a
 * ReferenceList that names it.
 *
 * @see SAML Core §6.1 with errata E43, XML Encryption 1.1 §3.5
 */
export function findEncryptedKeys(
  data: XmlElement,
  holder: XmlElement,
  limits: Limits,
): { readonly elements: readonly XmlElement[]; readonly problems: readonly EncryptionProblem[] } {
  const problems: EncryptionProblem[] = [];
  const found = new Set<XmlElement>();
  for (const keyInfo of childrenNamed(data, ns.ds, 'KeyInfo')) {
    for (const child of childElements(keyInfo)) {
      if (isEncryptedKey(child)) found.add(child);
      else if (child.localName === 'RetrievalMethod' && child.namespaceURI === ns.ds) {
        const target = retrieve(child, problems);
        if (target) found.add(target);
      }
    }
  }
  for (const sibling of childrenNamed(holder, ns.xenc, 'EncryptedKey')) found.add(sibling);
  if (found.size === 0) for (const distant of keysReferringTo(data)) found.add(distant);
  const all = [...found];
  const beyond = all[limits.keysPerEncryption];
  if (beyond) {
    problems.push({
      code: 'limit',
      message: `There are ${all.length} EncryptedKey elements for one EncryptedData; the limit keysPerEncryption (${limits.keysPerEncryption}) ends the reading here.`,
      at: beyond,
    });
  }
  return { elements: all.slice(0, limits.keysPerEncryption), problems };
}

function isEncryptedKey(element: XmlElement): boolean {
  return element.localName === 'EncryptedKey' && element.namespaceURI === ns.xenc;
}

/** Only a reference to an EncryptedKey in the same document is followed. */
function retrieve(method: XmlElement, problems: EncryptionProblem[]): XmlElement | undefined {
  const uri = attributeNamed(method, 'URI')?.value ?? '';
  const targets = uri.startsWith('#') ? (method.document.ids.get(uri.slice(1)) ?? []) : [];
  const [target] = targets;
  if (target && targets.length === 1 && isEncryptedKey(target)) return target;
  problems.push({
    code: 'reference-unresolved',
    message:
      targets.length > 1
        ? `RetrievalMethod refers to ${uri.slice(0, 80)}, an ID that ${targets.length} elements have.`
        : `RetrievalMethod refers to ${uri === '' ? 'nothing' : uri.slice(0, 80)}, which is no EncryptedKey in this document.`,
    at: attributeNamed(method, 'URI') ?? method,
  });
  return undefined;
}

function keysReferringTo(data: XmlElement): XmlElement[] {
  const id = attributeNamed(data, 'Id')?.value;
  const { root } = data.document;
  if (id === undefined || !root) return [];
  const found: XmlElement[] = [];
  for (const element of elementsIn(root)) {
    if (!isEncryptedKey(element)) continue;
    const list = childNamed(element, ns.xenc, 'ReferenceList');
    const names = list ? childrenNamed(list, ns.xenc, 'DataReference') : [];
    if (names.some((reference) => attributeNamed(reference, 'URI')?.value === `#${id}`)) found.push(element);
  }
  return found;
}

/** Takes an EncryptedKey apart. Total. */
export function readEncryptedKey(element: XmlElement, limits: Limits): EncryptedKeyParts {
  const method = childNamed(element, ns.xenc, 'EncryptionMethod');
  const named = method && useOf(method, keyTransports);
  const base = describe(element, named?.use, limits);
  if (!method || !named) {
    return failed(base, 'structure', 'EncryptedKey has no EncryptionMethod.', element);
  }
  const agreement = agreementIn(element);
  if (agreement !== undefined) {
    const message = `The content key is encrypted by key agreement (${agreement}), which samlscope does not compute.`;
    return failed(base, 'unsupported-key', message, method);
  }
  const { entry, use } = named;
  if (!entry) {
    const message =
      use.uri === ''
        ? 'EncryptionMethod of EncryptedKey has no Algorithm attribute.'
        : `EncryptedKey names ${use.uri}, which samlscope does not compute.`;
    return failed(base, 'unsupported-algorithm', message, use.at);
  }
  if (entry.how === undefined) {
    return failed(base, 'unsupported-key', `${entry.name} ${entry.because}.`, use.at);
  }
  const value = readCipherValue(element);
  if ('code' in value) return { evidence: base, problem: value };
  if (entry.how === 'pkcs1') return { evidence: base, transport: { kind: 'pkcs1' }, value: value.octets };
  const oaep = readOaep(method, use);
  if ('code' in oaep) return { evidence: base, problem: oaep };
  const evidence = { ...base, digest: oaep.hash, mask: oaep.mask };
  return { evidence, transport: { kind: 'oaep', ...oaep }, value: value.octets };
}

function failed(
  evidence: EncryptedKeyEvidence,
  code: EncryptionProblem['code'],
  message: string,
  at: EncryptionProblem['at'],
): EncryptedKeyParts {
  return { evidence, problem: { code, message, at } };
}

function describe(
  element: XmlElement,
  method: AlgorithmUse | undefined,
  limits: Limits,
): EncryptedKeyEvidence {
  const keyInfo = childNamed(element, ns.ds, 'KeyInfo');
  const recipient = attributeNamed(element, 'Recipient')?.value;
  return {
    element,
    method,
    ...(recipient !== undefined && { recipient }),
    namedKeys: keyInfo ? readKeyInfo(keyInfo, 'message', 'KeyInfo of EncryptedKey', limits).keys : [],
    names: keyInfo ? namesIn(keyInfo) : [],
  };
}

/** KeyName and the serial number of a certificate, which tell a person whose key is meant. */
function namesIn(keyInfo: XmlElement): string[] {
  const names: string[] = [];
  for (const child of childElements(keyInfo)) {
    if (child.namespaceURI !== ns.ds) continue;
    if (child.localName === 'KeyName') names.push(`KeyName ${brief(textOf(child))}`);
    for (const part of child.localName === 'X509Data' ? childElements(child) : []) {
      if (part.localName === 'X509SubjectName') names.push(`certificate of ${brief(textOf(part))}`);
      if (part.localName !== 'X509IssuerSerial') continue;
      const serial = childNamed(part, ns.ds, 'X509SerialNumber');
      const issuer = childNamed(part, ns.ds, 'X509IssuerName');
      names.push(
        `certificate ${serial ? brief(textOf(serial)) : 'without serial number'} by ${issuer ? brief(textOf(issuer)) : 'nobody'}`,
      );
    }
    if (names.length >= 8) break;
  }
  return names;
}

function brief(text: string): string {
  const trimmed = text.slice(0, 1000).trim();
  return trimmed.length > 120 ? `${trimmed.slice(0, 120)}…` : trimmed;
}

/** The name of the key agreement an EncryptedKey or EncryptedData asks for. */
export function agreementIn(element: XmlElement): string | undefined {
  const keyInfo = childNamed(element, ns.ds, 'KeyInfo');
  const agreement = keyInfo && childNamed(keyInfo, ns.xenc, 'AgreementMethod');
  if (!agreement) return undefined;
  const uri = attributeNamed(agreement, 'Algorithm')?.value ?? '';
  return agreements.get(uri) ?? (uri === '' ? 'AgreementMethod' : uri);
}

/** XML Encryption 1.1 §5.5.2: SHA-1 for whatever is not written; `rsa-oaep-mgf1p` has SHA-1 in its mask always. */
function readOaep(method: XmlElement, use: AlgorithmUse): OaepParameters | EncryptionProblem {
  const digestMethod = childNamed(method, ns.ds, 'DigestMethod');
  const digest = digestMethod && useOf(digestMethod, digestMethods);
  const hash: HashName | undefined = digest ? digest.entry?.hash : 'sha1';
  if (hash === undefined) {
    const message = `EncryptedKey names the digest ${digest?.use.name ?? ''} for OAEP, which samlscope does not compute.`;
    return { code: 'unsupported-algorithm', message, at: digest?.use.at ?? method };
  }
  const maskMethod = childNamed(method, ns.xenc11, 'MGF');
  const maskUri = maskMethod && (attributeNamed(maskMethod, 'Algorithm')?.value ?? '');
  const mask = maskUri === undefined || use.uri === OAEP_MGF1P ? 'sha1' : maskHashes.get(maskUri);
  if (mask === undefined) {
    const message = `EncryptedKey names ${maskUri === '' ? 'no Algorithm' : maskUri} as mask generation function, which samlscope does not compute.`;
    return { code: 'unsupported-algorithm', message, at: maskMethod ?? method };
  }
  const written = childNamed(method, ns.xenc, 'OAEPparams');
  const label = written ? decodeBase64(textOf(written)) : { bytes: new Uint8Array() };
  if (!label.bytes) {
    return { code: 'unreadable-value', message: `OAEPparams ${label.fault}.`, at: written ?? method };
  }
  return { hash, mask, label: label.bytes };
}

/** The octets in CipherData of an EncryptedKey or EncryptedData. */
export function readCipherValue(encrypted: XmlElement): { readonly octets: Uint8Array } | EncryptionProblem {
  const data = childNamed(encrypted, ns.xenc, 'CipherData');
  const values = data ? childrenNamed(data, ns.xenc, 'CipherValue') : [];
  const [value] = values;
  if (!value || values.length > 1) {
    const reference = data && childNamed(data, ns.xenc, 'CipherReference');
    return {
      code: 'structure',
      message: reference
        ? `${encrypted.localName} has a CipherReference in place of its octets; samlscope follows none.`
        : `${encrypted.localName} must have one CipherValue in its CipherData, and has ${values.length}.`,
      at: reference ?? data ?? encrypted,
    };
  }
  const { bytes, fault } = decodeBase64(textOf(value));
  if (bytes) return { octets: bytes };
  return { code: 'unreadable-value', message: `CipherValue of ${encrypted.localName} ${fault}.`, at: value };
}
