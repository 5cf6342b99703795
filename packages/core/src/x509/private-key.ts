import { encodeBase64 } from '../base/base64.ts';
import { decodeUtf8 } from '../base/bytes.ts';
import {
  exportPrivateKey,
  importPrivateKey,
  isUnsupported,
  type PlatformKey,
  type PrivateKeyForm,
  publicHalf,
} from '../base/crypto.ts';
import { SamlscopeError } from '../base/errors.ts';
import type { Certificate, PublicKey } from './certificate.ts';
import { describePublicKey } from './public-key.ts';
import { readCertificate } from './read.ts';

/** A private key the caller gave. Only its public half is ever described; what it is called is `from`. */
export interface PrivateKey {
  /** The public half. */
  readonly key: PublicKey;
  readonly handle: PlatformKey;
  /** The certificate that came with it, where one of the same key did. */
  readonly certificate?: Certificate;
  /** For people: `private key 2 given`. */
  readonly from: string;
}

/**
 * Reads the private keys of a PEM text: PKCS #8, PKCS #1 and SEC 1. A certificate of the same key that stands in the
 * text goes with it.
 *
 * @param from What to call the text, for people; several keys in it are numbered.
 * @throws SamlscopeError `unreadable-key`; the message names `from` and repeats nothing of the text.
 */
export function readPrivateKeysPem(text: string, from: string): readonly PrivateKey[] {
  try {
    const blocks = pemBlocks(text);
    const keys = blocks.filter(isPrivateKey);
    if (keys.length === 0) throw unreadable(noPrivateKey(text, blocks));
    const certificates = blocks.filter(({ label }) => label.endsWith('CERTIFICATE')).flatMap(readQuietly);
    return keys.map((block, i) => {
      if (isEncrypted(block)) {
        throw unreadable('This private key is encrypted. Open it first with its passphrase.');
      }
      const handle = importBlock(block, undefined);
      const key = describePublicKey(publicHalf(handle));
      const certificate = certificates.find((one) => one.key.spkiSha256 === key.spkiSha256);
      return {
        key,
        handle,
        from: keys.length > 1 ? `${from}, ${i + 1} of ${keys.length}` : from,
        ...(certificate && { certificate }),
      };
    });
  } catch (error) {
    if (error instanceof SamlscopeError) throw unreadable(`${from}: ${error.message}`);
    throw error;
  }
}

/** Whether a private key file, PEM or DER, cannot be read without a passphrase. PKCS #12 is not looked into. */
export function needsPassphrase(file: string | Uint8Array): boolean {
  const text = typeof file === 'string' ? file : pemIn(file);
  if (text !== undefined) return pemBlocks(text).some((block) => isPrivateKey(block) && isEncrypted(block));
  return typeof file !== 'string' && derForm(file) === 'encrypted';
}

/**
 * Turns a private key file into what `privateKeys` of the facts takes: PEM (PKCS #8, PKCS #1, SEC 1, each as it is
 * or encrypted) or DER becomes PKCS #8 in PEM without encryption, certificates beside the key are kept.
 *
 * @param passphrase opens what is encrypted; not looked at otherwise
 * @throws SamlscopeError `unreadable-key`; the message repeats neither the file nor the passphrase
 */
export function openPrivateKey(file: string | Uint8Array, passphrase?: string): string {
  const text = typeof file === 'string' ? file : pemIn(file);
  if (text === undefined) return exportPrivateKey(importDer(file as Uint8Array, passphrase));
  const blocks = pemBlocks(text);
  if (!blocks.some(isPrivateKey)) throw unreadable(noPrivateKey(text, blocks));
  return blocks
    .flatMap((block) => {
      if (isPrivateKey(block)) return [exportPrivateKey(importBlock(block, passphrase)).trimEnd()];
      return block.label.endsWith('CERTIFICATE') ? [block.text] : [];
    })
    .join('\n')
    .concat('\n');
}

interface PemBlock {
  readonly label: string;
  /** With its BEGIN and END lines. */
  readonly text: string;
  /** What stands between them: header lines, where there are any, and base64. */
  readonly body: string;
}

const BEGIN = '-----BEGIN ';

/** By hand, because the headers of an encrypted key hold the hyphens that would end a pattern. */
function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  for (let start = text.indexOf(BEGIN); start >= 0; ) {
    const labelEnd = text.indexOf('-----', start + BEGIN.length);
    if (labelEnd < 0) break;
    const label = text.slice(start + BEGIN.length, labelEnd);
    const last = `-----END ${label}-----`;
    const bodyEnd = label.length <= 40 ? text.indexOf(last, labelEnd) : -1;
    const end = bodyEnd < 0 ? labelEnd : bodyEnd + last.length;
    if (bodyEnd >= 0) {
      blocks.push({ label, text: text.slice(start, end), body: text.slice(labelEnd + 5, bodyEnd) });
    }
    start = text.indexOf(BEGIN, end);
  }
  return blocks;
}

function isPrivateKey({ label }: PemBlock): boolean {
  return label.endsWith('PRIVATE KEY');
}

/** RFC 7468 §11, and the headers of RFC 1421 that OpenSSL wrote before. */
function isEncrypted({ label, body }: PemBlock): boolean {
  return label === 'ENCRYPTED PRIVATE KEY' || /^\s*Proc-Type:[ \t]*4,[ \t]*ENCRYPTED/.test(body);
}

function importBlock(block: PemBlock, passphrase: string | undefined): PlatformKey {
  if (block.label === 'OPENSSH PRIVATE KEY') {
    throw unreadable("This is OpenSSH's own format. Turn a copy into PEM with: ssh-keygen -p -m PEM -f COPY");
  }
  const encrypted = isEncrypted(block);
  if (encrypted && passphrase === undefined) throw unreadable('This private key needs its passphrase.');
  try {
    return importPrivateKey(block.text, encrypted ? passphrase : undefined);
  } catch (error) {
    throw unreadable(refusal(error, encrypted));
  }
}

function importDer(der: Uint8Array, passphrase: string | undefined): PlatformKey {
  const form = derForm(der);
  if (form === undefined) throw unreadable('This is neither PEM nor a private key in DER.');
  if (form === 'pkcs12') throw unreadable('This is PKCS #12, which is read by readPkcs12.');
  const encrypted = form === 'encrypted';
  if (encrypted && passphrase === undefined) throw unreadable('This private key needs its passphrase.');
  try {
    return importPrivateKey({ der, form: encrypted ? 'pkcs8' : form }, encrypted ? passphrase : undefined);
  } catch (error) {
    throw unreadable(refusal(error, encrypted));
  }
}

function refusal(error: unknown, encrypted: boolean): string {
  if (isUnsupported(error)) {
    return encrypted
      ? 'It is encrypted with a cipher that this Node.js does not have. Encrypt it anew with: openssl pkcs8 -topk8 -v2 aes256'
      : 'It is no private key that this Node.js can read, or it is damaged.';
  }
  return encrypted
    ? 'The passphrase does not open this private key, or the file is damaged.'
    : 'The private key is damaged.';
}

function noPrivateKey(text: string, blocks: readonly PemBlock[]): string {
  if (blocks.some(({ label }) => label.endsWith('CERTIFICATE'))) {
    return 'This is a certificate. To decrypt, give the private key that belongs to it.';
  }
  if (blocks.some(({ label }) => label.endsWith('PUBLIC KEY'))) {
    return 'This is a public key. To decrypt, give the private key that belongs to it.';
  }
  if (text.startsWith('PuTTY-User-Key-File'))
    return "This is PuTTY's own format. Export it as OpenSSH, then PEM.";
  return text.includes(BEGIN)
    ? 'The PEM text is damaged: a BEGIN line without its END line, or no private key between them.'
    : 'There is no private key in PEM in this text.';
}

/** A certificate beside the key is only an extra: one that cannot be read is passed over. */
function readQuietly({ text }: PemBlock): Certificate[] {
  try {
    return [readCertificate(text)];
  } catch {
    return [];
  }
}

/** The file as text, where it is PEM. */
function pemIn(file: Uint8Array): string | undefined {
  if (file[0] === 0x30) return undefined;
  return decodeUtf8(file) ?? '';
}

/**
 * What a DER file holds, from its first elements: a SEQUENCE of a version and what follows it.
 * PKCS #8 has version 0 or 1 and then a SEQUENCE, encrypted PKCS #8 has no version, PKCS #1 has version 0 and then
 * an INTEGER, SEC 1 has version 1 and then an OCTET STRING, PKCS #12 has version 3.
 */
export function derForm(der: Uint8Array): PrivateKeyForm | 'encrypted' | 'pkcs12' | undefined {
  if (der[0] !== 0x30) return undefined;
  const length = der[1] ?? 0;
  const at = length < 0x80 ? 2 : 2 + (length & 0x7f);
  if (der[at] === 0x30) return 'encrypted';
  if (der[at] !== 0x02 || der[at + 1] !== 1) return undefined;
  if (der[at + 2] === 3) return 'pkcs12';
  switch (der[at + 3]) {
    case 0x30:
      return 'pkcs8';
    case 0x02:
      return 'pkcs1';
    case 0x04:
      return 'sec1';
    default:
      return undefined;
  }
}

/** PEM of what is in DER already. */
export function pemOf(label: string, der: Uint8Array): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function unreadable(message: string): SamlscopeError {
  return new SamlscopeError('unreadable-key', message);
}
