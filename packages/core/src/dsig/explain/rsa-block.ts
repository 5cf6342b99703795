import { hexadecimal } from '../../base/bytes.ts';
import { type HashName, hashLength, rsaRecoverBlock } from '../../base/crypto.ts';
import type { PublicKey } from '../../x509/certificate.ts';

/** What an RSA signature turns out to be when its operation is undone with the public key. */
export type RsaBlock =
  /** EMSA-PKCS1-v1_5: the key signed this digest, whatever the message says. */
  | { readonly kind: 'digest'; readonly hash: HashName; readonly digest: Uint8Array }
  /** The padding of PKCS #1 v1.5 round something else than a DigestInfo with a known hash. */
  | { readonly kind: 'padded'; readonly content: Uint8Array }
  /** Ends as EMSA-PSS does; one block of 256 does so by chance. */
  | { readonly kind: 'maybe-pss' };

/**
 * Undoes the RSA operation. `undefined` where what comes out is no padded block: another key made the signature, or
 * its octets were changed. No forger gets a padded block out of somebody else's key but with a weak exponent and
 * sloppy readers, and this reader takes only blocks that are right in every octet.
 *
 * @see RFC 8017 §8.2.2, §9.1 and §9.2.
 */
export function readRsaBlock(key: PublicKey, signature: Uint8Array): RsaBlock | undefined {
  if (key.type !== 'rsa') return undefined;
  const block = rsaRecoverBlock(key.handle, signature);
  if (!block || block.length < SHORTEST) return undefined;
  const content = unpadded(block);
  if (content) return digestInfo(content) ?? { kind: 'padded', content };
  return block[block.length - 1] === 0xbc ? { kind: 'maybe-pss' } : undefined;
}

const SHORTEST = 62;
/** Eight octets of padding at least (RFC 8017 §9.2). */
const LEAST_PADDING = 8;

function unpadded(block: Uint8Array): Uint8Array | undefined {
  if (block[0] !== 0 || block[1] !== 1) return undefined;
  let at = 2;
  while (block[at] === 0xff) at++;
  return at >= 2 + LEAST_PADDING && block[at] === 0 ? block.slice(at + 1) : undefined;
}

/** The object identifiers of hashes, in DER without tag and length. */
const OIDS: Readonly<Record<HashName, string>> = {
  sha1: '2b0e03021a',
  sha224: '608648016503040204',
  sha256: '608648016503040201',
  sha384: '608648016503040202',
  sha512: '608648016503040203',
  'sha3-224': '608648016503040207',
  'sha3-256': '608648016503040208',
  'sha3-384': '608648016503040209',
  'sha3-512': '60864801650304020a',
  ripemd160: '2b24030201',
};

function digestInfo(content: Uint8Array): RsaBlock | undefined {
  const written = hexadecimal(content);
  for (const [hash, oid] of Object.entries(OIDS) as [HashName, string][]) {
    const length = hashLength[hash];
    for (const parameters of ['0500', '']) {
      const algorithm = tlv('30', tlv('06', oid) + parameters);
      const prefix = header('30', algorithm.length / 2 + 2 + length) + algorithm + header('04', length);
      if (written.startsWith(prefix) && content.length === prefix.length / 2 + length) {
        return { kind: 'digest', hash, digest: content.slice(prefix.length / 2) };
      }
    }
  }
  return undefined;
}

function tlv(tag: string, content: string): string {
  return header(tag, content.length / 2) + content;
}

/** Lengths here are below 128, so one octet. */
function header(tag: string, length: number): string {
  return tag + length.toString(16).padStart(2, '0');
}
