import { createSign } from 'node:crypto';
import { DOMParser } from '@xmldom/xmldom';
import { ExclusiveCanonicalization } from 'xml-crypto';
import type { TestKey } from './keys.ts';
import { mutate } from './mutate.ts';
import { namespaces } from './xml.ts';

/** Signs the first SignedInfo of a text as it stands, whatever was changed in it, with RSA and SHA-256. */
export function resign(xml: string, key: TestKey): string {
  return setSignatureValue(xml, (signedInfo) =>
    createSign('RSA-SHA256').update(signedInfo).sign(key.privateKeyPem, 'base64'),
  );
}

/** Writes SignatureValue anew, computed over the exclusive canonical form of SignedInfo. */
export function setSignatureValue(xml: string, compute: (signedInfo: string) => string): string {
  const signedInfo = new DOMParser()
    .parseFromString(xml, 'text/xml')
    .getElementsByTagNameNS(namespaces.signature, 'SignedInfo')[0];
  if (!signedInfo) throw new TypeError('There is no SignedInfo.');
  const form = new ExclusiveCanonicalization().process(signedInfo, {}).toString();
  return mutate(xml, { kind: 'set-text', element: 'SignatureValue', text: compute(form) });
}
