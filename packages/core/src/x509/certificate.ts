import type { KeyObject } from 'node:crypto';

/** An X.509 certificate, described. Nothing here says that it is trusted. */
export interface Certificate {
  /** DER in base64, without line breaks: what `ds:X509Certificate` holds. */
  readonly base64: string;
  /** `CN=Microsoft Azure Federated SSO Certificate`, most specific first, as RFC 4514 prints it. */
  readonly subject: string;
  readonly issuer: string;
  /** Hexadecimal, upper case, no separators. */
  readonly serial: string;
  /** Milliseconds since the epoch. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Hexadecimal, upper case, no separators: as Entra ID prints a thumbprint. */
  readonly sha1: string;
  readonly sha256: string;
  readonly key: PublicKey;
}

/** A public key, however it was given. */
export interface PublicKey {
  /** `rsa`, `rsa-pss`, `ec`, `dsa`, `ed25519`, `ed448`. */
  readonly type: string;
  /** Bits of the modulus or of the curve's field. */
  readonly bits: number;
  /** For `ec`: `P-256`, `P-384`, `P-521` or OpenSSL's name. */
  readonly curve?: string;
  /** SHA-256 of the SubjectPublicKeyInfo, hexadecimal upper case: equal for equal keys, whatever the certificate. */
  readonly spkiSha256: string;
  readonly handle: KeyObject;
}

/** A key that may verify a signature, and who says so. */
export interface KeyCandidate {
  readonly key: PublicKey;
  readonly certificate?: Certificate;
  /**
   * `given`: the caller named it (`--cert`). `metadata`: the identity provider's metadata lists it.
   * `message`: only the message's own KeyInfo does, which proves nothing about who signed.
   */
  readonly source: 'given' | 'metadata' | 'message';
  /** For people: `--cert idp.pem`, `IdP metadata, KeyDescriptor 2 of 3 (signing)`, `KeyInfo in the signature`. */
  readonly from: string;
}
