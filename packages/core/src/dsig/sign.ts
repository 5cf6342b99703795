import { encodeBase64 } from '../base/base64.ts';
import { encodeUtf8 } from '../base/bytes.ts';
import { digest, type PlatformKey, publicHalf, signOctets } from '../base/crypto.ts';
import { SamlscopeError } from '../base/errors.ts';
import { spkiSha256 } from '../x509/public-key.ts';
import { readCertificate } from '../x509/read.ts';
import { canonicalize } from '../xml/c14n.ts';
import { attributeNamed } from '../xml/navigate.ts';
import { parseXml } from '../xml/parse.ts';

const EXC_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const METHODS: Readonly<Record<string, string>> = {
  rsa: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  ec: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
};

/**
 * Signs a document's root the way SAML asks (SAML Core §5.4): one reference to its ID, enveloped-signature and
 * exclusive canonicalization, SHA-256, the certificate in KeyInfo. The signature becomes the root's first child, which is
 * its place in metadata.
 *
 * @param text a document whose root has an ID
 * @param key an RSA key, or one on a curve
 * @param certificate of that key: PEM, or DER in base64
 * @throws SamlscopeError `usage` where the key cannot sign or is not the certificate's, `unreadable-key`
 */
export function signRoot(text: string, key: PlatformKey, certificate: string): string {
  const { root, problem } = parseXml({ name: 'document to sign', text, steps: [] });
  const id = root && attributeNamed(root, 'ID')?.value;
  if (!root || problem || id === undefined || root.openEnd === root.closeStart) {
    throw new SamlscopeError(
      'usage',
      'What is to be signed must be a well-formed document whose root has an ID and content.',
    );
  }
  const { base64, key: certified } = readCertificate(certificate);
  if (certified.spkiSha256 !== spkiSha256(publicHalf(key))) {
    throw new SamlscopeError(
      'usage',
      'The private key does not belong to the certificate: nobody could verify what it signs.',
    );
  }
  const method = METHODS[key.asymmetricKeyType ?? ''];
  if (method === undefined) {
    throw new SamlscopeError(
      'usage',
      `A key of type ${key.asymmetricKeyType} cannot sign metadata; give an RSA key or one on a curve.`,
    );
  }
  const digestValue = digest(
    'sha256',
    canonicalize(root, { form: 'exclusive', withComments: false }),
  )?.base64;
  const signedInfo = `<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:CanonicalizationMethod Algorithm="${EXC_C14N}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="${method}"></ds:SignatureMethod><ds:Reference URI="#${id}"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform><ds:Transform Algorithm="${EXC_C14N}"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>${digestValue}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;
  const value = encodeBase64(signOctets('sha256', encodeUtf8(signedInfo), key));
  const signature = `<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">${signedInfo.replace(' xmlns:ds="http://www.w3.org/2000/09/xmldsig#"', '').replace(/><\/ds:(?:CanonicalizationMethod|SignatureMethod|Transform|DigestMethod)>/g, '/>')}<ds:SignatureValue>${value}</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${base64}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`;
  return text.slice(0, root.openEnd) + signature + text.slice(root.openEnd);
}
