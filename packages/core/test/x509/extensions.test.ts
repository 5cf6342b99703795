import { testKeys } from '@samlscope/testkit';
import forge from 'node-forge';
import { expect, test } from 'vitest';
import { certificateExtensions, hostsOf, isForWebServers } from '../../src/x509/extensions.ts';
import { readCertificate } from '../../src/x509/read.ts';

const names = {
  name: 'subjectAltName',
  altNames: [
    { type: 2, value: 'Login.example.com' },
    { type: 6, value: 'urn:x' },
  ],
};

function certificateWith(extensions: object[]) {
  const certificate = forge.pki.certificateFromPem(testKeys.idp.certificatePem);
  certificate.setExtensions(extensions);
  certificate.sign(forge.pki.privateKeyFromPem(testKeys.idp.privateKeyPem), forge.md.sha256.create());
  return readCertificate(forge.pki.certificateToPem(certificate));
}

test('extensions are listed as they stand, repeated ones too', () => {
  const twice = certificateExtensions(
    certificateWith([names, { name: 'basicConstraints', cA: true }, names]),
  );
  expect(twice.map(({ id }) => id)).toEqual(['551d11', '551d13', '551d11']);
  expect(certificateExtensions(certificateWith([]))).toEqual([]);
});

test('a web server is known by its extended key usage, and its hosts by their names', () => {
  const server = certificateWith([names, { name: 'extKeyUsage', clientAuth: true, serverAuth: true }]);
  expect(isForWebServers(server)).toBe(true);
  expect(hostsOf(server)).toEqual(['login.example.com']);
  const mail = certificateWith([{ name: 'extKeyUsage', emailProtection: true }]);
  expect(isForWebServers(mail)).toBe(false);
  expect(hostsOf(mail)).toEqual([]);
});

test('what is no DER has no extensions, wherever it is cut', () => {
  const whole = certificateWith([names]);
  const der = Buffer.from(whole.base64, 'base64');
  for (let length = 0; length < der.length; length += 7) {
    const base64 = der.subarray(0, length).toString('base64');
    expect(certificateExtensions({ ...whole, base64, sha256: `cut ${length}` })).toEqual([]);
  }
});
