import type { Citation } from './check.ts';

/**
 * What published advisories say of programs that an attack fooled, as far as it is known here. Whatever was not read
 * in the advisory itself is marked.
 */
const SAYS = {
  'CVE-2009-0217':
    'Verifiers of XML Signature trusted HMACOutputLength, with which the sender may shorten an HMAC until it can be guessed.',
  'CVE-2013-6440': 'OpenSAML-Java before 2.6.1 expanded external entities declared in a DOCTYPE.',
  'CVE-2016-5697': 'ruby-saml before 1.3.0 could be fooled by signature wrapping.',
  'CVE-2017-11427': 'OneLogin python-saml took the text of a NameID only up to a comment.',
  'CVE-2017-11428': 'OneLogin ruby-saml took the text of a NameID only up to a comment.',
  'CVE-2017-11429': 'Clever saml2-js took the text of a NameID only up to a comment.',
  'CVE-2017-11430': 'OmniAuth-SAML took the text of a NameID only up to a comment.',
  'CVE-2017-1000452':
    'samlify before 2.4.0-rc5 did not prevent signature wrapping: whoever had a signed token could log in by another name.',
  'CVE-2018-0486': 'Shibboleth XMLTooling let a crafted DTD change user data without breaking the signature.',
  'CVE-2018-0489':
    'Shibboleth XMLTooling before 1.6.4 let crafted XML, such as comments, change user data without breaking the signature.',
  'CVE-2021-40690':
    'Apache Santuario before 2.1.7 and 2.2.3 did not hand secureValidation on to a KeyInfo found by reference, so that an XPath transform in a RetrievalMethod could read local XML files.',
  'CVE-2022-39299':
    'passport-saml and node-saml accepted a text with several root elements and read an assertion from one that was not signed.',
  'CVE-2022-39353':
    'xmldom before 0.7.7 and 0.8.4 parsed several root elements into one document without an error.',
  'CVE-2022-41912':
    'crewjam/saml before 0.4.9 took every assertion of a response for signed where one of them was.',
  'CVE-2024-32962':
    'xml-crypto from 4.0.0 on verified with the certificate in KeyInfo rather than with the one configured (fixed in 6.0.0).',
  'CVE-2024-41107': 'Apache CloudStack accepted SAML responses without a signature.',
  'CVE-2024-45409':
    'ruby-saml up to 1.12.2, and from 1.13.0 to 1.16.0, did not verify properly what a signature covers: it took the first DigestValue of the whole document.',
  'CVE-2025-25291': 'ruby-saml before 1.12.4 and 1.18.0: two XML parsers saw a DOCTYPE differently.',
  'CVE-2025-25292': 'ruby-saml before 1.12.4 and 1.18.0: two XML parsers saw namespaces differently.',
  'CVE-2025-27773':
    'The SAML2 library of SimpleSAMLphp before 4.17.0 verified one message of a redirect and read another (signature confusion).',
  'CVE-2025-29774':
    'xml-crypto up to 6.0.0 took a signature with several SignedInfo elements, and verified one but used another.',
  'CVE-2025-29775':
    'xml-crypto up to 6.0.0 read another DigestValue than the one that was signed, where a comment stood in it.',
  'CVE-2025-40934': 'XML::Sig 0.27 to 0.67 found a document without any signature in order.',
  'CVE-2025-47949':
    'samlify before 2.10.0 could be fooled by signature wrapping: an unsigned assertion beside the signed one was read.',
  'CVE-2025-54369':
    'node-saml: bypass of the login by improper verification of the signature (title of the record; the details are not known here).',
  'CVE-2025-54419':
    'node-saml 5.0.1 read the assertion from the original document, not from what was verified; characters could be removed from a user name. By which means, the advisory does not say.',
  'CVE-2025-66567':
    'ruby-saml up to 1.12.4: an incomplete fix for CVE-2025-25292, so that two XML parsers still saw namespaces differently.',
  'CVE-2025-66568':
    'ruby-saml: where canonicalisation by libxml2 failed, the digest of nothing was compared, and matched.',
  'GHSA-c27r-x354-4m68':
    'xml-crypto up to 1.5.3 accepted an HMAC-SHA1 made with the public key as its secret.',
  'GHSA-wx95-c6cv-8532':
    'Nokogiri before 1.19.1 returned an empty string where canonicalisation failed, which fooled SAML libraries.',
} as const satisfies Record<string, string>;

/** Cites an advisory by its number. */
export function advisory(number: keyof typeof SAYS): Citation {
  return { spec: 'advisory', section: number, says: SAYS[number] };
}
