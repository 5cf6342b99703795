import { createPrivateKey } from 'node:crypto';
import { createRequire } from 'node:module';
import { encryptAssertion, testKeys } from '@samlscope/testkit';
import type forgeType from 'node-forge';
import { describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { FakeIo, type Given } from './fake-io.ts';

// node-forge belongs to core; here it only makes a file to read.
const forge = createRequire(new URL('../../core/package.json', import.meta.url))(
  'node-forge',
) as typeof forgeType;

const PASSPHRASE = 'correct horse battery staple';
const { privateKeyPem, certificatePem } = testKeys.other;
const key = createPrivateKey(privateKeyPem);
const ASSERTION = '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a"/>';
const message = encryptAssertion(
  `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol">${ASSERTION}</samlp:Response>`,
  { for: testKeys.other, cipher: 'aes256-gcm' },
);

const exported = (type: 'pkcs8' | 'pkcs1', format: 'pem' | 'der', cipher?: string) =>
  key.export({ type, format, ...(cipher !== undefined && { cipher, passphrase: PASSPHRASE }) } as never) as
    | string
    | Buffer;

function pkcs12(passphrase: string): Buffer {
  const asn1 = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(privateKeyPem),
    [forge.pki.certificateFromPem(certificatePem)],
    passphrase,
    { algorithm: 'aes256' },
  );
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'binary');
}

const forms: readonly (readonly [string, string | Buffer, 'open' | 'encrypted'])[] = [
  ['PKCS #8 in PEM', exported('pkcs8', 'pem'), 'open'],
  ['PKCS #1 in PEM', exported('pkcs1', 'pem'), 'open'],
  ['PKCS #8 in DER', exported('pkcs8', 'der'), 'open'],
  ['PKCS #1 in DER', exported('pkcs1', 'der'), 'open'],
  ['encrypted PKCS #8 in PEM', exported('pkcs8', 'pem', 'aes-256-cbc'), 'encrypted'],
  ['encrypted PKCS #8 in DER', exported('pkcs8', 'der', 'aes-256-cbc'), 'encrypted'],
  ['traditional encrypted PEM', exported('pkcs1', 'pem', 'aes-256-cbc'), 'encrypted'],
  ['PKCS #12', pkcs12(PASSPHRASE), 'encrypted'],
];

async function decode(given: Given, ...more: string[]) {
  const io = new FakeIo({ stdin: message, ...given });
  const code = await run(['decode', '--key', 'sp.key', ...more], io);
  return { io, code };
}

describe('--key', () => {
  test.each(forms)('%s', async (_, file, protection) => {
    const files = { 'sp.key': file, secret: `${PASSPHRASE}\n` };
    const more = protection === 'open' ? [] : ['--key-passphrase-file', 'secret'];
    const { io, code } = await decode({ files }, ...more);
    expect(io.err).toBe('');
    expect(code).toBe(0);
    expect(io.out).toContain(ASSERTION);
  });

  const encrypted = forms.filter(([, , protection]) => protection === 'encrypted');
  test.each(encrypted)('%s: the terminal is asked', async (_, file) => {
    const { io, code } = await decode({ files: { 'sp.key': file }, secret: PASSPHRASE });
    expect(io.err).toBe('Passphrase of sp.key: \n');
    expect(code).toBe(0);
    expect(io.out).toContain(ASSERTION);
  });

  test.each(encrypted)('%s: a wrong passphrase is told, and not repeated', async (_, file) => {
    const { io, code } = await decode({ files: { 'sp.key': file }, secret: 'wrong-horse' });
    expect(code).not.toBe(0);
    expect(io.err).toContain('--key sp.key: The passphrase does not open');
    expect(io.err).not.toContain('wrong-horse');
    expect(io.out).toBe('');
  });

  test.each(encrypted)('%s: without a terminal the file is named', async (_, file) => {
    const { io, code } = await decode({ files: { 'sp.key': file } });
    expect(code).not.toBe(0);
    expect(io.err).toContain('--key-passphrase-file');
  });

  test.each([
    ['a certificate', certificatePem, 'This is a certificate'],
    [
      'an OpenSSH key',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
      'ssh-keygen',
    ],
    ['a message', message, 'no private key'],
    ['a damaged key', privateKeyPem.replace(/A/g, 'B'), 'damaged'],
    ['other DER', Buffer.from([0x30, 3, 2, 1, 7]), 'neither PEM nor a private key'],
  ])('%s is no key', async (_, file, says) => {
    const { io, code } = await decode({ files: { 'sp.key': file } });
    expect(code).not.toBe(0);
    expect(io.err).toContain(says);
  });

  test('inspect: nothing of the key or its passphrase is told', async () => {
    const file = exported('pkcs8', 'pem', 'aes-256-cbc') as string;
    for (const format of ['json', 'terminal']) {
      const io = new FakeIo({ stdin: message, files: { 'sp.key': file }, secret: PASSPHRASE });
      await run(['--key', 'sp.key', '--format', format, '--verbose'], io);
      expect(io.out).toContain('private key 1 given');
      expect(io.out + io.err).not.toContain(PASSPHRASE);
      for (const text of [file, privateKeyPem]) {
        for (const line of text.split('\n').filter((one) => one.length > 40)) {
          expect(io.out + io.err).not.toContain(line);
        }
      }
    }
  });

  test('a passphrase file alone is a mistake', async () => {
    const io = new FakeIo({ stdin: message });
    expect(await run(['--key-passphrase-file', 'secret'], io)).toBe(2);
  });
});
