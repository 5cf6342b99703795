/**
 * Makes the test keys and certificates in packages/testkit/keys.
 *
 * Private keys are made once with node:crypto and then kept, so that signatures stay the same; a certificate has a
 * fixed serial number and validity and a deterministic signature, so that making it again yields the same bytes.
 * Run it with `tsx packages/testkit/src/make-keys.ts`; delete a .key file first to have that key made anew.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import forge from 'node-forge';
import { signEcdsaDer } from './deterministic.ts';

const HEADER = 'A test key of @samlscope/testkit. It is public: never use it for anything but tests.';
const directory = fileURLToPath(new URL('../keys/', import.meta.url));

interface CertificateRecipe {
  /** File name without its extension. */
  readonly name: string;
  /** The .key file it is made for. */
  readonly key: string;
  /** Least specific first, as certificates hold it. */
  readonly subject: readonly (readonly [type: string, value: string])[];
  readonly serial: string;
  readonly notBefore: string;
  readonly notAfter: string;
}

const recipes: readonly CertificateRecipe[] = [
  {
    name: 'entra',
    key: 'entra',
    subject: [['commonName', 'Microsoft Azure Federated SSO Certificate']],
    serial: '1f3a9c5d7e2b4860a1c3e5f708192a3b',
    notBefore: '2025-06-01T00:00:00Z',
    notAfter: '2028-06-01T00:00:00Z',
  },
  {
    name: 'entra-expired',
    key: 'entra',
    subject: [['commonName', 'Microsoft Azure Federated SSO Certificate']],
    serial: '1e29b8476d5c3a1f0e9d8c7b6a594837',
    notBefore: '2022-06-01T00:00:00Z',
    notAfter: '2025-06-01T00:00:00Z',
  },
  {
    name: 'entra-next',
    key: 'entra-next',
    subject: [['commonName', 'Microsoft Azure Federated SSO Certificate']],
    serial: '20a4be6f8c3d5971b2d4f60819203a4c',
    notBefore: '2026-02-20T00:00:00Z',
    notAfter: '2029-02-20T00:00:00Z',
  },
  {
    name: 'idp',
    key: 'idp',
    subject: [
      ['organizationName', 'samlscope test identity provider'],
      ['commonName', 'idp.example.test'],
    ],
    serial: '2b4c6d8e0f1a3b5c',
    notBefore: '2025-01-01T00:00:00Z',
    notAfter: '2035-01-01T00:00:00Z',
  },
  {
    name: 'other',
    key: 'other',
    subject: [
      ['organizationName', 'samlscope test: a signer nobody trusts'],
      ['commonName', 'other.example.test'],
    ],
    serial: '3c5d7e9f1a2b4c6d',
    notBefore: '2025-01-01T00:00:00Z',
    notAfter: '2035-01-01T00:00:00Z',
  },
  {
    name: 'ec',
    key: 'ec',
    subject: [['commonName', 'ec.idp.example.test']],
    serial: '4d6e8f0a2b3c5d7e',
    notBefore: '2025-01-01T00:00:00Z',
    notAfter: '2035-01-01T00:00:00Z',
  },
  {
    name: 'weak',
    key: 'weak',
    subject: [['commonName', 'weak.idp.example.test']],
    serial: '5e7f9a1b3c4d6e8f',
    notBefore: '2025-01-01T00:00:00Z',
    notAfter: '2035-01-01T00:00:00Z',
  },
];

/** What is not made as RSA 2048 with the exponent 65537. */
const SHAPES: Readonly<Record<string, () => { readonly privateKey: KeyObject }>> = {
  ec: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  weak: () => generateKeyPairSync('rsa', { modulusLength: 1024, publicExponent: 3 }),
};

function readOrMakeKey(name: string): string {
  const file = `${directory}${name}.key`;
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const { privateKey } = SHAPES[name]?.() ?? generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = `${HEADER}\n${privateKey.export({ type: 'pkcs8', format: 'pem' })}`;
  writeFileSync(file, pem);
  return pem;
}

/** The bare PEM block of a file that says first what it is. */
function pemBlock(text: string): string {
  return text.slice(text.indexOf('-----BEGIN'));
}

function makeCertificate(recipe: CertificateRecipe, keyPem: string): string {
  const certificate = forge.pki.createCertificate();
  certificate.serialNumber = recipe.serial;
  certificate.validity.notBefore = new Date(recipe.notBefore);
  certificate.validity.notAfter = new Date(recipe.notAfter);
  const names = recipe.subject.map(([name, value]) => ({ name, value }));
  certificate.setSubject(names);
  certificate.setIssuer(names);
  const key = createPrivateKey(keyPem);
  if (key.asymmetricKeyType === 'rsa') {
    certificate.publicKey = forge.pki.publicKeyFromPem(
      createPublicKey(keyPem).export({ type: 'spki', format: 'pem' }) as string,
    );
    certificate.sign(forge.pki.privateKeyFromPem(keyPem), forge.md.sha256.create());
    return forge.pki.certificateToPem(certificate);
  }
  return signWithCurve(certificate, keyPem);
}

/** node-forge knows no elliptic curves, so the key and the signature are put into its ASN.1 by hand. */
function signWithCurve(certificate: forge.pki.Certificate, keyPem: string): string {
  const { asn1 } = forge;
  const placeholder = readFileSync(`${directory}idp.key`, 'utf8');
  certificate.publicKey = forge.pki.publicKeyFromPem(
    createPublicKey(pemBlock(placeholder)).export({ type: 'spki', format: 'pem' }) as string,
  );
  certificate.signatureOid = certificate.siginfo.algorithmOid = '1.2.840.10045.4.3.2'; // ecdsa-with-SHA256
  const tbs = tbsOf(certificate);
  const fields = tbs.value as forge.asn1.Asn1[];
  const algorithm = () =>
    asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, [
      asn1.create(
        asn1.Class.UNIVERSAL,
        asn1.Type.OID,
        false,
        asn1.oidToDer('1.2.840.10045.4.3.2').getBytes(),
      ),
    ]);
  const spki = createPublicKey(keyPem).export({ type: 'spki', format: 'der' });
  fields[2] = algorithm();
  fields[6] = asn1.fromDer(forge.util.createBuffer(spki.toString('binary')));
  const signed = Buffer.from(asn1.toDer(tbs).getBytes(), 'binary');
  const signature = signEcdsaDer(signed, keyPem, 'sha256');
  const whole = asn1.create(asn1.Class.UNIVERSAL, asn1.Type.SEQUENCE, true, [
    tbs,
    algorithm(),
    asn1.create(
      asn1.Class.UNIVERSAL,
      asn1.Type.BITSTRING,
      false,
      String.fromCharCode(0) + signature.toString('binary'),
    ),
  ]);
  return forge.pem.encode({ type: 'CERTIFICATE', body: asn1.toDer(whole).getBytes() });
}

/** Exported by node-forge, but missing from its types. */
function tbsOf(certificate: forge.pki.Certificate): forge.asn1.Asn1 {
  const pki = forge.pki as unknown as { getTBSCertificate(of: forge.pki.Certificate): forge.asn1.Asn1 };
  return pki.getTBSCertificate(certificate);
}

mkdirSync(directory, { recursive: true });
for (const recipe of recipes) {
  const keyPem = pemBlock(readOrMakeKey(recipe.key));
  const pem = makeCertificate(recipe, keyPem).replaceAll('\r\n', '\n');
  writeFileSync(`${directory}${recipe.name}.crt`, `${HEADER}\n${pem}`);
}
