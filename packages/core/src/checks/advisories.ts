import type { Citation } from './check.ts';

/**
 * What published advisories say of programs that an attack fooled. Versions and techniques were compared with the records
 * of the CVE list and the advisory databases of GitHub and RubySec (checked on 2026-11-25); what none of them says is marked.
 */
const SAYS = {
  'CVE-2009-0217':
    'Verifiers of XML Signature trusted HMACOutputLength, with which the sender may shorten an HMAC until it can be guessed.',
  'CVE-2013-6440': 'OpenSAML-Java before 2.6.1 expanded external entities declared in a DOCTYPE.',
  'CVE-2016-5697': 'ruby-saml before 1.3.0 could be fooled by signature wrapping.',
  'CVE-2017-11427': 'OneLogin python-saml up to 2.3.0 took the text of a NameID only up to a comment.',
  'CVE-2017-11428': 'OneLogin ruby-saml before 1.7.0 took the text of a NameID only up to a comment.',
  'CVE-2017-11429': 'Clever saml2-js up to 2.0 took the text of a NameID only up to a comment.',
  'CVE-2017-11430': 'OmniAuth-SAML before 1.10.0 took the text of a NameID only up to a comment.',
  'CVE-2017-1000452':
    'samlify before 2.4.0-rc5 (up to 2.2.0, going by the CVE list) did not prevent signature wrapping: whoever had a signed token could log in by another name.',
  'CVE-2018-0486':
    'Shibboleth XMLTooling-C before 1.6.3 let a crafted DTD change user data without breaking the signature.',
  'CVE-2018-0489':
    'Shibboleth XMLTooling-C before 1.6.4, where the fix for CVE-2018-0486 was incomplete, let crafted XML, such as comments, change user data without breaking the signature.',
  'CVE-2021-40690':
    'Apache Santuario before 2.1.7 and 2.2.3 did not hand secureValidation on to a KeyInfo found by reference, so that an XPath transform in a RetrievalMethod could read local XML files.',
  'CVE-2022-39299':
    'passport-saml before 3.2.2 and node-saml before 4.0.0-beta.5 accepted a text with several root elements and read an assertion from one that was not signed.',
  'CVE-2022-39353':
    'xmldom up to 0.6.0, and @xmldom/xmldom before 0.7.7 and 0.8.4, parsed several root elements into one document without an error.',
  'CVE-2022-41912':
    'crewjam/saml before 0.4.9 could be fooled by a response with several assertions: one that was not signed was accepted beside one that was (our reading).',
  'CVE-2024-32962':
    'xml-crypto from 4.0.0 on verified with the certificate in KeyInfo rather than with the one configured (fixed in 6.0.0).',
  'CVE-2024-41107':
    'Apache CloudStack 4.5.0 to 4.18.2.1 and 4.19.0.0 to 4.19.0.2 accepted SAML responses without a signature.',
  'CVE-2024-45409':
    'ruby-saml up to 1.12.2, and from 1.13.0 to 1.16.0, did not verify properly what a signature covers: it took the first DigestValue of the whole document.',
  'CVE-2025-25291': 'ruby-saml before 1.12.4 and 1.18.0: two XML parsers saw a DOCTYPE differently.',
  'CVE-2025-25292': 'ruby-saml before 1.12.4 and 1.18.0: two XML parsers saw namespaces differently.',
  'CVE-2025-27773':
    'The SAML2 library of SimpleSAMLphp before 4.17.0 verified one message of a redirect and read another, which was not signed (signature confusion).',
  'CVE-2025-29774':
    'xml-crypto before 2.1.6, 3.2.1 and 6.0.1 took a signature with several SignedInfo elements, and verified one but used another.',
  'CVE-2025-29775':
    'xml-crypto before 2.1.6, 3.2.1 and 6.0.1 read another DigestValue than the one that was signed, where a comment stood in it.',
  'CVE-2025-40934': 'XML::Sig 0.27 to 0.67 found a document without any signature in order.',
  'CVE-2025-47949':
    'samlify before 2.10.0 could be fooled by signature wrapping: an unsigned assertion beside the signed one was read.',
  'CVE-2025-54369':
    'node-saml before 5.1.0 read the assertion from the original document, not from what was verified, so that details of a login could be changed.',
  'CVE-2025-54419':
    'node-saml 5.0.1 read the assertion from the original document, not from what was verified; characters could be removed from a user name. By which means, the advisory does not say.',
  'CVE-2025-66567':
    'ruby-saml up to 1.12.4: an incomplete fix for CVE-2025-25292, so that two XML parsers still saw namespaces differently.',
  'CVE-2025-66568':
    'ruby-saml up to 1.12.4: where canonicalisation by libxml2 failed, the digest of nothing was compared, and matched.',
  'GHSA-c27r-x354-4m68':
    'xml-crypto before 2.0.0 accepted an HMAC-SHA1 made with the public key as its secret.',
  'GHSA-wx95-c6cv-8532':
    'Nokogiri before 1.19.1 (not on JRuby) returned an empty string where canonicalisation failed, which fooled SAML libraries.',
} as const satisfies Record<string, string>;

/** Cites an advisory by its number. */
export function advisory(number: keyof typeof SAYS): Citation {
  return { spec: 'advisory', section: number, says: SAYS[number] };
}
