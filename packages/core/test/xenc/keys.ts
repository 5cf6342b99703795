import { testKeys } from '../../../testkit/src/keys.ts';
import { type PrivateKey, readPrivateKeysPem } from '../../src/x509/private-key.ts';
import type { XmlDocument } from '../../src/xml/document.ts';
import { parseXml } from '../../src/xml/parse.ts';

/** The kit's private keys as the pipeline reads them. */
export function privateKey(name: 'other' | 'idp' | 'ec'): PrivateKey {
  const [key] = readPrivateKeysPem(testKeys[name].privateKeyPem, `key ${name}`);
  if (!key) throw new Error(`the kit has no key ${name}`);
  return key;
}

export function parse(text: string): XmlDocument {
  return parseXml({ name: 'test', text, steps: [] });
}
