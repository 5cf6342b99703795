import { type HashName, rsaDecryptBlock } from '../base/crypto.ts';
import type { PrivateKey } from '../x509/private-key.ts';
import type { EncryptedKeyParts, Transport } from './encrypted-key.ts';
import { removeOaep, removePkcs1 } from './rsa-padding.ts';

type Triable = Extract<EncryptedKeyParts, { readonly transport: Transport }>;

/** What trying one private key on one EncryptedKey gave. */
export type Opening =
  | { readonly outcome: 'opened'; readonly contentKey: Uint8Array }
  /** Opens, though not by the algorithm written; `says` names the one it opens by. */
  | { readonly outcome: 'other-algorithm'; readonly says: string; readonly contentKey: Uint8Array }
  | { readonly outcome: 'other-size'; readonly bits: number }
  | { readonly outcome: 'not-rsa' | 'closed' };

/**
 * Tries a private key on an EncryptedKey.
 *
 * Under another key, PKCS #1 v1.5 padding comes out by chance once in many thousand times, so a content key of
 * another length than `keyLength` counts as none there. OAEP holds a digest and comes out by chance never.
 */
export function openKey(
  { transport, value }: Triable,
  { key, handle }: PrivateKey,
  keyLength: number,
): Opening {
  if (key.type !== 'rsa') return { outcome: 'not-rsa' };
  const modulusLength = Math.ceil(key.bits / 8);
  if (value.length !== modulusLength) return { outcome: 'other-size', bits: value.length * 8 };
  const block = rsaDecryptBlock(handle, value);
  if (!block) return { outcome: 'closed' };
  const contentKey = unpad(block, transport, keyLength);
  if (contentKey) return { outcome: 'opened', contentKey };
  return otherWay(block, transport, keyLength) ?? { outcome: 'closed' };
}

function unpad(block: Uint8Array, transport: Transport, keyLength: number): Uint8Array | undefined {
  if (transport.kind === 'oaep') return removeOaep(block, transport);
  const contentKey = removePkcs1(block);
  return contentKey?.length === keyLength ? contentKey : undefined;
}

const USUAL: readonly HashName[] = ['sha1', 'sha256', 'sha384', 'sha512', 'sha224'];

/**
 * Software is known to write other parameters than it uses: SHA-256 for the mask too where `rsa-oaep-mgf1p` has SHA-1
 * for that, or an MGF beside `rsa-oaep-mgf1p`, where XML Encryption 1.1 §5.5.2 allows none.
 */
function otherWay(block: Uint8Array, written: Transport, keyLength: number): Opening | undefined {
  const pkcs1 = written.kind === 'oaep' ? removePkcs1(block) : undefined;
  if (pkcs1?.length === keyLength) return { outcome: 'other-algorithm', says: 'rsa-1_5', contentKey: pkcs1 };
  const own = written.kind === 'oaep' ? written : undefined;
  const hashes = own && !USUAL.includes(own.hash) ? [own.hash, ...USUAL] : USUAL;
  for (const label of own && own.label.length > 0 ? [own.label, EMPTY] : [EMPTY]) {
    for (const hash of hashes) {
      for (const mask of USUAL) {
        const contentKey = removeOaep(block, { hash, mask, label });
        if (contentKey?.length !== keyLength) continue;
        const without = own && label !== own.label && own.label.length > 0 ? ', without OAEPparams' : '';
        const says = `RSA-OAEP with digest ${hash} and mask ${mask}${without}`;
        return { outcome: 'other-algorithm', says, contentKey };
      }
    }
  }
  return undefined;
}

const EMPTY = new Uint8Array();
