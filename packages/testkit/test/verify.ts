import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import type { TestKey } from '../src/index.ts';

/** Whether a command is on the PATH. */
export function isInstalled(command: string): boolean {
  return spawnSync(command, ['--version']).error === undefined;
}

const SIGNED = [
  'protocol:Response',
  'protocol:AuthnRequest',
  'protocol:LogoutRequest',
  'protocol:LogoutResponse',
  'assertion:Assertion',
  'metadata:EntityDescriptor',
];

/** How many signatures there are. */
export function countSignatures(xml: string): number {
  return xml.match(/<(?:[\w-]+:)?SignatureValue/g)?.length ?? 0;
}

/** What xmlsec1 says of the nth signature: `OK`, or its complaint. */
export function xmlsec1(xml: string, nth: number, key: TestKey): string {
  return withFiles({ 'message.xml': xml, 'key.crt': key.certificatePem }, (path) => {
    const { status, stdout, stderr } = spawnSync('xmlsec1', [
      '--verify',
      ...SIGNED.flatMap((name) => ['--id-attr:ID', `urn:oasis:names:tc:SAML:2.0:${name}`]),
      '--node-xpath',
      `(//*[local-name()='Signature'])[${nth + 1}]`,
      '--trusted-pem',
      path('key.crt'),
      '--verification-time',
      '2026-03-02 09:30:42',
      path('message.xml'),
    ]);
    return status === 0 ? 'OK' : `${stdout}${stderr}`;
  });
}

/** What xmllint says when it holds a text against a schema: `''` where it is valid. */
export function xmllint(xml: string, schema: string): string {
  return withFiles({ 'message.xml': xml }, (path) => {
    const { status, stderr } = spawnSync('xmllint', [
      '--nonet',
      '--noout',
      '--schema',
      schema,
      path('message.xml'),
    ]);
    return status === 0 ? '' : String(stderr);
  });
}

/** Whether xml-crypto accepts the nth signature under this key. */
export function xmlCrypto(xml: string, nth: number, key: TestKey): boolean {
  const signature = new DOMParser()
    .parseFromString(xml)
    .getElementsByTagNameNS('http://www.w3.org/2000/09/xmldsig#', 'Signature')[nth];
  if (!signature) throw new TypeError(`There is no signature number ${nth}.`);
  const verifier = new SignedXml({ publicCert: key.certificatePem });
  verifier.loadSignature(signature as unknown as Node);
  return verifier.checkSignature(xml);
}

function withFiles<T>(
  files: Readonly<Record<string, string>>,
  use: (path: (name: string) => string) => T,
): T {
  const folder = mkdtempSync(join(tmpdir(), 'samlscope-testkit-'));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return use((name) => join(folder, name));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
