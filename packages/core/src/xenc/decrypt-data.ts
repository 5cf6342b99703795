import type { Limits } from '../base/limits.ts';
import { useOf } from '../dsig/algorithms.ts';
import type { PrivateKey } from '../x509/private-key.ts';
import type { XmlElement } from '../xml/document.ts';
import { ns } from '../xml/namespaces.ts';
import { childElements, childNamed } from '../xml/navigate.ts';
import { type BlockCipherEntry, blockCiphers } from './algorithms.ts';
import { decryptContent } from './content.ts';
import {
  agreementIn,
  type EncryptedKeyParts,
  findEncryptedKeys,
  readCipherValue,
  readEncryptedKey,
} from './encrypted-key.ts';
import type { EncryptionEvidence, EncryptionProblem, OpenedBy } from './evidence.ts';
import { openKey } from './open-key.ts';

/** What decrypting one EncryptedData gave, whatever its content is. */
export interface DecryptedData
  extends Pick<EncryptionEvidence, 'method' | 'encryptedKeys' | 'tried' | 'state' | 'problems'> {
  readonly under?: OpenedBy;
  /** The content, where `state` is `decrypted`. */
  readonly content?: Uint8Array;
}

/**
 * Decrypts an EncryptedData with whichever of the private keys opens one of its EncryptedKeys. Total.
 *
 * @param holder The element whose children beside `data` may be EncryptedKeys.
 */
export function decryptData(
  data: XmlElement,
  holder: XmlElement,
  privateKeys: readonly PrivateKey[],
  limits: Limits,
): DecryptedData {
  const found = findEncryptedKeys(data, holder, limits);
  const keys = found.elements.map((element) => readEncryptedKey(element, limits));
  const method = childNamed(data, ns.xenc, 'EncryptionMethod');
  const named = method && useOf(method, blockCiphers);
  const described = { method: named?.use, encryptedKeys: keys.map(({ evidence }) => evidence) };
  const stopped = (state: EncryptionEvidence['state'], ...problems: EncryptionProblem[]): DecryptedData => ({
    state,
    ...described,
    tried: [],
    problems: [...found.problems, ...problems],
  });

  if (!method || !named) {
    return stopped('failed', problem('structure', 'EncryptedData has no EncryptionMethod.', data));
  }
  if (!named.entry) {
    const { uri, at } = named.use;
    const message =
      uri === ''
        ? 'EncryptionMethod of EncryptedData has no Algorithm attribute.'
        : `EncryptedData names ${uri}, which samlscope does not compute.`;
    return stopped('unsupported', problem('unsupported-algorithm', message, at));
  }
  if (keys.length === 0) return stopped('unsupported', withoutKey(data));
  if (keys.every(({ problem }) => problem)) {
    const problems = keys.flatMap(({ problem }) => problem ?? []);
    const damaged = problems.some(({ code }) => !code.startsWith('unsupported'));
    return stopped(damaged ? 'failed' : 'unsupported', ...problems);
  }
  if (privateKeys.length === 0) return stopped('no-key');
  const value = readCipherValue(data);
  if ('code' in value) return stopped('failed', value);

  const attempt = new Attempt(data, named.entry, value.octets, privateKeys, limits.keysPerEncryption);
  for (const key of keys) if (attempt.isOpen()) attempt.tryKey(key);
  return { ...described, ...attempt.result(found.problems) };
}

function withoutKey(data: XmlElement): EncryptionProblem {
  const agreement = agreementIn(data);
  if (agreement !== undefined) {
    const message = `The content is encrypted by key agreement (${agreement}), which samlscope does not compute.`;
    return problem('unsupported-key', message, data);
  }
  const keyInfo = childNamed(data, ns.ds, 'KeyInfo');
  const other = keyInfo && childElements(keyInfo).find(({ localName }) => !NAMES.has(localName));
  if (other) {
    const message = `KeyInfo of EncryptedData holds ${other.localName.slice(0, 80)} in place of an EncryptedKey, which samlscope does not compute.`;
    return problem('unsupported-key', message, other);
  }
  const message =
    'There is no EncryptedKey: the content is encrypted with a secret that both sides know already.';
  return problem('no-encrypted-key', message, data);
}

/** What in a KeyInfo leads to a key without being a way to compute one. */
const NAMES = new Set(['KeyName', 'RetrievalMethod']);

/** Trying one EncryptedKey after another, each with every private key, until the content lies open. */
class Attempt {
  private readonly data: XmlElement;
  private readonly entry: BlockCipherEntry;
  private readonly value: Uint8Array;
  private readonly privateKeys: readonly PrivateKey[];
  private left: number;
  private readonly tried = new Set<PrivateKey>();
  private readonly problems: EncryptionProblem[] = [];
  /** What a stricter reader would fail at, although it was got over here. */
  private readonly deviations: EncryptionProblem[] = [];
  private success: { readonly content: Uint8Array; readonly under: OpenedBy } | undefined;
  private failed = false;

  constructor(
    data: XmlElement,
    entry: BlockCipherEntry,
    value: Uint8Array,
    privateKeys: readonly PrivateKey[],
    most: number,
  ) {
    this.data = data;
    this.entry = entry;
    this.value = value;
    this.privateKeys = privateKeys;
    this.left = most;
  }

  isOpen(): boolean {
    return this.success === undefined;
  }

  tryKey(parts: EncryptedKeyParts): void {
    if (parts.problem) {
      this.problems.push(parts.problem);
      return;
    }
    const { element, namedKeys } = parts.evidence;
    const named = new Set(namedKeys.map(({ key }) => key.spkiSha256));
    const isNamed = ({ key }: PrivateKey) => named.has(key.spkiSha256);
    const inOrder = [
      ...this.privateKeys.filter(isNamed),
      ...this.privateKeys.filter((privateKey) => !isNamed(privateKey)),
    ];
    const sizes = new Set<number>();
    for (const privateKey of inOrder) {
      if (this.left-- <= 0) {
        this.report('limit', `The limit keysPerEncryption ends the trying of private keys here.`, element);
        return;
      }
      this.tried.add(privateKey);
      const opening = openKey(parts, privateKey, this.entry.keyLength);
      switch (opening.outcome) {
        case 'opened':
          this.decrypt(opening.contentKey, { privateKey, encryptedKey: element });
          return;
        case 'other-algorithm':
          this.deviations.push({
            code: 'other-algorithm',
            message: `EncryptedKey opens under ${privateKey.from}, but by ${opening.says}, not by what its EncryptionMethod says.`,
            at: parts.evidence.method?.at ?? element,
          });
          this.decrypt(opening.contentKey, { privateKey, encryptedKey: element });
          return;
        case 'other-size':
          sizes.add(opening.bits);
          break;
        default:
          if (!isNamed(privateKey)) break;
          this.fail(
            'wrong-key',
            `EncryptedKey names the certificate of ${privateKey.from}, but does not open under it: it was altered, or encrypted for another key than it names.`,
            element,
          );
          return;
      }
    }
    const [bits] = sizes;
    this.report(
      'wrong-key',
      bits !== undefined && inOrder.every(({ key }) => key.bits !== bits)
        ? `EncryptedKey is encrypted for an RSA key of ${bits} bits, which none of the private keys given is.`
        : 'EncryptedKey does not open under any private key given.',
      element,
    );
  }

  private decrypt(contentKey: Uint8Array, under: OpenedBy): void {
    const { name, keyLength } = this.entry;
    if (contentKey.length !== keyLength) {
      this.fail(
        'wrong-length',
        `EncryptedKey opens under ${under.privateKey.from}, but holds ${contentKey.length} octets, and ${name} takes a key of ${keyLength}.`,
        under.encryptedKey,
      );
      return;
    }
    const content = decryptContent(this.entry, contentKey, this.value);
    if (content.code === undefined) this.success = { content: content.octets, under };
    else this.fail(content.code, content.message, this.data);
  }

  private fail(code: EncryptionProblem['code'], message: string, at: EncryptionProblem['at']): void {
    this.failed = true;
    this.report(code, message, at);
  }

  private report(code: EncryptionProblem['code'], message: string, at: EncryptionProblem['at']): void {
    this.problems.push({ code, message, at });
  }

  result(before: readonly EncryptionProblem[]): Pick<DecryptedData, 'tried' | 'state' | 'problems'> & {
    readonly content?: Uint8Array;
    readonly under?: OpenedBy;
  } {
    const tried = [...this.tried];
    // What did not open for one recipient does not matter once it opened for another.
    if (this.success) return { tried, state: 'decrypted', problems: this.deviations, ...this.success };
    const problems = [...before, ...this.deviations, ...this.problems];
    return { tried, state: this.failed ? 'failed' : 'no-key', problems };
  }
}

function problem(
  code: EncryptionProblem['code'],
  message: string,
  at: EncryptionProblem['at'],
): EncryptionProblem {
  return { code, message, at };
}
