import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSign,
  type KeyLike,
} from 'node:crypto';
import forge from 'node-forge';
import { SignedXml } from 'xml-crypto';
import { signEcdsa } from './deterministic.ts';
import type { TestKey } from './keys.ts';
import { idOf, type Located, locate, locateElements } from './locate.ts';
import { element, namespaces, qualified } from './xml.ts';

export type SignatureAlgorithm =
  | 'rsa-sha1'
  | 'rsa-sha256'
  | 'rsa-sha384'
  | 'rsa-sha512'
  | 'rsa-pss-sha256'
  | 'ecdsa-sha256'
  | 'ecdsa-sha384'
  | 'ecdsa-sha512';
export type DigestAlgorithm = 'sha1' | 'sha256' | 'sha384' | 'sha512';
export type Canonicalization =
  | 'exclusive'
  | 'exclusive-with-comments'
  | 'inclusive'
  | 'inclusive-with-comments';

export interface SignOptions {
  /** Local name of the element to sign: `Assertion`, `Response`, `EntityDescriptor`; the first of them. */
  readonly element: string;
  readonly key: TestKey;
  /** `rsa-sha256`, or `ecdsa-sha256` under a key on a curve. */
  readonly algorithm?: SignatureAlgorithm;
  /** `sha256`. */
  readonly digest?: DigestAlgorithm;
  /** Of SignedInfo, and as the last transform of the reference. `exclusive`. */
  readonly c14n?: Canonicalization;
  /** Namespace prefix of the signature; `''` for a default namespace. `ds`. */
  readonly prefix?: string;
  /** Prefixes to treat as inclusive: the PrefixList of the reference's exclusive canonicalization. */
  readonly prefixList?: readonly string[];
  /** What KeyInfo holds. `certificate`. */
  readonly keyInfo?: KeyInfoShape;
  /** Another certificate to show than the key's own. */
  readonly certificate?: TestKey;
  /** Where the signature stands in the element: after its Issuer where it begins with one (SAML's place), or last. */
  readonly place?: 'saml' | 'last';
  /** Leaves the reference's URI empty, so that it means the whole document. Only for the root. */
  readonly emptyUri?: boolean;
  /** Leaves the reference's transforms out, save canonicalization. */
  readonly withoutEnveloped?: boolean;
}

export type KeyInfoShape =
  | 'certificate'
  /** X509Certificate in a KeyInfo that declares the default namespace, as AD FS writes it. */
  | 'certificate-default-namespace'
  /** X509SubjectName before X509Certificate, as Google writes it. */
  | 'subject-name'
  /** X509Certificate, then KeyValue, as Keycloak writes it. */
  | 'certificate-and-value'
  | 'key-value'
  | 'key-name'
  | 'none';

const SIGNATURES: Readonly<Record<SignatureAlgorithm, string>> = {
  'rsa-sha1': 'http://www.w3.org/2000/09/xmldsig#rsa-sha1',
  'rsa-sha256': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'rsa-sha384': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384',
  'rsa-sha512': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'rsa-pss-sha256': 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  'ecdsa-sha256': 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
  'ecdsa-sha384': 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384',
  'ecdsa-sha512': 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512',
};

const DIGESTS: Readonly<Record<DigestAlgorithm, string>> = {
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha384: 'http://www.w3.org/2001/04/xmldsig-more#sha384',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
};

const CANONICALIZATIONS: Readonly<Record<Canonicalization, string>> = {
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  'exclusive-with-comments': 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
  inclusive: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  'inclusive-with-comments': 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
};

const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

/**
 * Signs an element of a document with an enveloped signature and puts the signature where SAML wants it.
 * The rest of the text stays as it was, character by character, and the same input yields the same bytes:
 * RSA-PSS takes its salt and ECDSA its nonce from the text instead of from chance.
 *
 * @throws TypeError where the element is missing or has no ID.
 */
export function sign(xml: string, options: SignOptions): string {
  const target = locate(xml, options.element);
  const id = idOf(target);
  if (id === undefined && !options.emptyUri) {
    throw new TypeError(`<${target.name}> has no ID, so a signature cannot refer to it.`);
  }
  const prefix = options.prefix ?? 'ds';
  const c14n = CANONICALIZATIONS[options.c14n ?? 'exclusive'];
  const algorithm = options.algorithm ?? defaultAlgorithm(options.key);
  const anchor = options.place === 'last' ? undefined : issuerAtTheStartOf(xml, target);
  // One element even where an ID is repeated, which some tests want: a second match would be a second reference.
  const path =
    id === undefined ? '/*' : `(//*[@ID='${id}' or @AssertionID='${id}' or @ResponseID='${id}'])[1]`;

  const signer = new SignedXml({
    privateKey: options.key.privateKeyPem,
    signatureAlgorithm: SIGNATURES[algorithm],
    canonicalizationAlgorithm: c14n,
    getKeyInfoContent: () => null,
    // Of SAML 1.1; it knows those of SAML 2.0 by itself.
    idAttribute: target.localName === 'Response' ? 'ResponseID' : 'AssertionID',
  });
  Object.assign(signer.SignatureAlgorithms, moreSignatures);
  Object.assign(signer.HashAlgorithms, { [DIGESTS.sha384]: Sha384 });
  signer.addReference({
    xpath: path,
    transforms: options.withoutEnveloped ? [c14n] : [ENVELOPED, c14n],
    digestAlgorithm: DIGESTS[options.digest ?? 'sha256'],
    inclusiveNamespacesPrefixList: [...(options.prefixList ?? [])],
    isEmptyUri: options.emptyUri ?? false,
  });
  signer.computeSignature(xml, {
    prefix,
    location: anchor
      ? { reference: `${path}/*[1]`, action: 'after' }
      : { reference: path, action: options.place === 'last' ? 'append' : 'prepend' },
  });

  const signature = withKeyInfo(signer.getSignatureXml(), prefix, options);
  const at = options.place === 'last' ? target.closeStart : (anchor?.end ?? target.openEnd);
  return xml.slice(0, at) + signature + xml.slice(at);
}

/** Signs octets as the HTTP-Redirect binding wants them signed (SAML Bindings §3.4.4.1): base64. */
export function signOctets(octets: string, key: TestKey, algorithm = defaultAlgorithm(key)): string {
  const uri = SIGNATURES[algorithm];
  const Algorithm = moreSignatures[uri];
  if (Algorithm) return new Algorithm().getSignature(octets, key.privateKeyPem);
  const hash = algorithm.slice(algorithm.lastIndexOf('-') + 1);
  return createSign(`RSA-${hash.toUpperCase()}`).update(octets).sign(key.privateKeyPem, 'base64');
}

/** The URI of a signature algorithm, as `SigAlg` names it. */
export function signatureUri(algorithm: SignatureAlgorithm): string {
  return SIGNATURES[algorithm];
}

/** What {@link sign} uses where nothing is said. */
export function defaultAlgorithm(key: TestKey): SignatureAlgorithm {
  return createPrivateKey(key.privateKeyPem).asymmetricKeyType === 'ec' ? 'ecdsa-sha256' : 'rsa-sha256';
}

/** SAML Core §5.4 and the schemas: the signature follows the Issuer, or comes first where there is none. */
function issuerAtTheStartOf(xml: string, target: Located): Located | undefined {
  const first = locateElements(xml).find(
    (each) => each.start >= target.openEnd && each.end <= target.closeStart,
  );
  return first?.localName === 'Issuer' ? first : undefined;
}

function withKeyInfo(signature: string, prefix: string, options: SignOptions): string {
  const content = keyInfoXml(options.keyInfo ?? 'certificate', prefix, options);
  const end = signature.lastIndexOf('</');
  return signature.slice(0, end) + content + signature.slice(end);
}

/** KeyInfo is not signed, so it can be written as each product writes it. */
function keyInfoXml(shape: KeyInfoShape, prefix: string, options: SignOptions): string {
  if (shape === 'none') return '';
  const shown = options.certificate ?? options.key;
  const inner = shape === 'certificate-default-namespace' ? '' : prefix;
  const named = (name: string) => qualified(inner, name);
  const x509 = (...before: string[]) =>
    element(named('X509Data'), {}, [
      ...before,
      element(named('X509Certificate'), {}, shown.certificateBase64),
    ]);
  const contents: Record<Exclude<KeyInfoShape, 'none'>, () => string | string[]> = {
    certificate: () => x509(),
    'certificate-default-namespace': () => x509(),
    'subject-name': () => x509(element(named('X509SubjectName'), {}, subjectOf(shown))),
    'certificate-and-value': () => [x509(), keyValueXml(shown, named)],
    'key-value': () => keyValueXml(shown, named),
    'key-name': () => element(named('KeyName'), {}, shown.name),
  };
  const attributes = inner === prefix ? {} : { xmlns: namespaces.signature };
  return element(named('KeyInfo'), attributes, contents[shape]());
}

function keyValueXml(key: TestKey, named: (name: string) => string): string {
  const jwk = createPublicKey(key.certificatePem).export({ format: 'jwk' });
  if (jwk.n === undefined || jwk.e === undefined)
    throw new TypeError('KeyValue is written for RSA keys only.');
  const base64 = (value: string) => Buffer.from(value, 'base64url').toString('base64');
  return element(named('KeyValue'), {}, [
    element(named('RSAKeyValue'), {}, [
      element(named('Modulus'), {}, base64(jwk.n)),
      element(named('Exponent'), {}, base64(jwk.e)),
    ]),
  ]);
}

/** The subject as RFC 4514 prints it: most specific first. */
function subjectOf(key: TestKey): string {
  const { attributes } = forge.pki.certificateFromPem(key.certificatePem).subject;
  return attributes
    .map(({ shortName, value }) => `${shortName}=${value}`)
    .reverse()
    .join(',');
}

/** One of xml-crypto's extension points: an algorithm it does not know, or knows only with a random part. */
interface OwnAlgorithm {
  getSignature(signedInfo: unknown, privateKey: KeyLike): string;
  verifySignature(material: string, key: KeyLike, signatureValue: string): boolean;
  getAlgorithmName(): string;
}

function algorithm(uri: string, signText: (text: string, key: string) => string): new () => OwnAlgorithm {
  return class {
    getSignature(signedInfo: unknown, privateKey: KeyLike): string {
      return signText(String(signedInfo), String(privateKey));
    }
    verifySignature(): boolean {
      throw new Error('The kit signs; it does not verify.');
    }
    getAlgorithmName(): string {
      return uri;
    }
  };
}

const ecdsa = (hash: string) => (text: string, key: string) =>
  signEcdsa(Buffer.from(text), key, hash).toString('base64');

const moreSignatures: Readonly<Record<string, new () => OwnAlgorithm>> = {
  [SIGNATURES['rsa-sha384']]: algorithm(SIGNATURES['rsa-sha384'], (text, key) =>
    createSign('RSA-SHA384').update(text).sign(key, 'base64'),
  ),
  [SIGNATURES['rsa-pss-sha256']]: algorithm(SIGNATURES['rsa-pss-sha256'], signPss),
  [SIGNATURES['ecdsa-sha256']]: algorithm(SIGNATURES['ecdsa-sha256'], ecdsa('sha256')),
  [SIGNATURES['ecdsa-sha384']]: algorithm(SIGNATURES['ecdsa-sha384'], ecdsa('sha384')),
  [SIGNATURES['ecdsa-sha512']]: algorithm(SIGNATURES['ecdsa-sha512'], ecdsa('sha512')),
};

/** RSASSA-PSS with SHA-256, MGF1 with SHA-256 and a salt of 32 octets taken from the text (RFC 8017 §8.1). */
function signPss(text: string, key: string): string {
  const digest = forge.md.sha256.create();
  digest.update(text, 'utf8');
  const salt = createHmac('sha256', 'salt').update(text).digest('binary');
  const pss = forge.pss.create({
    md: forge.md.sha256.create(),
    mgf: forge.mgf.mgf1.create(forge.md.sha256.create()),
    salt: forge.util.createBuffer(salt),
  });
  return Buffer.from(forge.pki.privateKeyFromPem(key).sign(digest, pss), 'binary').toString('base64');
}

class Sha384 {
  getHash(xml: string): string {
    return createHash('sha384').update(xml, 'utf8').digest('base64');
  }
  getAlgorithmName(): string {
    return DIGESTS.sha384;
  }
}
