import { readFileSync } from 'node:fs';

/** A key pair with its certificate. All of them are public: they are for tests and nothing else. */
export interface TestKey {
  readonly name: string;
  /** PKCS#8, PEM. */
  readonly privateKeyPem: string;
  /** PEM. */
  readonly certificatePem: string;
  /** The certificate's DER in base64, as `ds:X509Certificate` holds it. */
  readonly certificateBase64: string;
}

/** The keys that come with the kit. */
export const testKeys = {
  /** RSA 2048, `CN=Microsoft Azure Federated SSO Certificate`, valid June 2025 to June 2028. */
  entra: readKey('entra', 'entra'),
  /** The same key under a certificate that ran out in June 2025. */
  entraExpired: readKey('entra-expired', 'entra'),
  /** RSA 2048: what follows {@link testKeys.entra}, valid February 2026 to February 2029, by the same name. */
  entraNext: readKey('entra-next', 'entra-next'),
  /** RSA 2048, `CN=idp.example.test`: any other identity provider. */
  idp: readKey('idp', 'idp'),
  /** RSA 2048, `CN=other.example.test`: a signer nobody trusts. */
  other: readKey('other', 'other'),
  /** P-256, `CN=ec.idp.example.test`. */
  ec: readKey('ec', 'ec'),
  /** RSA 1024 with the exponent 3, `CN=weak.idp.example.test`: a key that nobody should use. */
  weak: readKey('weak', 'weak'),
} as const;

/** Makes a {@link TestKey} of your own from PEM text; text before the PEM block is ignored. */
export function testKey(name: string, privateKeyPem: string, certificatePem: string): TestKey {
  const certificate = pemBlock(certificatePem);
  return {
    name,
    privateKeyPem: pemBlock(privateKeyPem),
    certificatePem: certificate,
    certificateBase64: certificate.replace(/-----[A-Z ]+-----|\s/g, ''),
  };
}

function readKey(certificate: string, key: string): TestKey {
  const read = (file: string) => readFileSync(new URL(`../keys/${file}`, import.meta.url), 'utf8');
  return testKey(certificate, read(`${key}.key`), read(`${certificate}.crt`));
}

function pemBlock(text: string): string {
  const start = text.indexOf('-----BEGIN');
  if (start < 0) throw new TypeError('There is no PEM block in this text.');
  return text.slice(start);
}
