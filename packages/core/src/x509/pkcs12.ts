import forge from 'node-forge';
import { SamlscopeError } from '../base/errors.ts';
import { derForm, openPrivateKey, pemOf } from './private-key.ts';

/** Whether a file looks like PKCS #12 (`.p12`, `.pfx`). */
export function isPkcs12(file: Uint8Array): boolean {
  return derForm(file) === 'pkcs12';
}

/**
 * Reads the private keys and certificates of a PKCS #12 file, as PEM texts for `privateKeys` of the facts: one text
 * for each key, with every certificate of the file behind it.
 *
 * @param passphrase `''` for a file without one
 * @throws SamlscopeError `unreadable-key`; the message repeats neither the file nor the passphrase
 * @see RFC 7292
 */
export function readPkcs12(file: Uint8Array, passphrase: string): string[] {
  const contents = open(file, passphrase);
  const certificates = bagsOf(contents, forge.pki.oids['certBag']).flatMap(({ cert, asn1 }) => {
    // node-forge reads RSA certificates only; of the others it leaves the ASN.1.
    const whole = cert ? forge.pki.certificateToAsn1(cert) : asn1;
    return whole ? [pemOf('CERTIFICATE', octetsOf(whole))] : [];
  });
  const keys = [
    ...bagsOf(contents, forge.pki.oids['pkcs8ShroudedKeyBag']),
    ...bagsOf(contents, forge.pki.oids['keyBag']),
  ].map(({ key, asn1 }) => {
    const whole = key ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key)) : asn1;
    if (!whole) throw unreadable('The PKCS #12 file holds a private key of a kind that cannot be read.');
    return openPrivateKey(octetsOf(whole));
  });
  if (keys.length === 0) throw unreadable('The PKCS #12 file holds no private key.');
  return keys.map((key) => key + certificates.join(''));
}

function open(file: Uint8Array, passphrase: string): forge.pkcs12.Pkcs12Pfx {
  let asn1: forge.asn1.Asn1;
  try {
    asn1 = forge.asn1.fromDer(forge.util.createBuffer(binary(file)));
  } catch {
    throw unreadable('This is no PKCS #12 file, or it is damaged.');
  }
  try {
    return forge.pkcs12.pkcs12FromAsn1(asn1, false, passphrase);
  } catch (error) {
    const says = error instanceof Error ? error.message : '';
    throw unreadable(
      /unsupported|unknown|not supported/i.test(says)
        ? 'The PKCS #12 file is protected by an algorithm that cannot be undone. Turn it into PEM with: openssl pkcs12 -nodes -in FILE'
        : 'The passphrase does not open this PKCS #12 file, or the file is damaged.',
    );
  }
}

function bagsOf(contents: forge.pkcs12.Pkcs12Pfx, type: string | undefined): readonly forge.pkcs12.Bag[] {
  return type === undefined ? [] : (contents.getBags({ bagType: type })[type] ?? []);
}

function octetsOf(asn1: forge.asn1.Asn1): Uint8Array {
  const text = forge.asn1.toDer(asn1).getBytes();
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** One character an octet, as node-forge has it. */
function binary(octets: Uint8Array): string {
  let text = '';
  for (let at = 0; at < octets.length; at += 8192) {
    text += String.fromCharCode(...octets.subarray(at, at + 8192));
  }
  return text;
}

function unreadable(message: string): SamlscopeError {
  return new SamlscopeError('unreadable-key', message);
}
