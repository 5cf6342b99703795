// A signature may have been made before encryption or after it; which, and what it vouches for, must come out right.
import { describe, expect, test } from 'vitest';
import { dialects } from '../../../testkit/src/dialects.ts';
import { encryptAssertion, encryptElement } from '../../../testkit/src/encrypt.ts';
import { toSp } from '../../../testkit/src/fixtures/recipe.ts';
import { testKeys } from '../../../testkit/src/keys.ts';
import { mutate } from '../../../testkit/src/mutate.ts';
import { sign } from '../../../testkit/src/sign.ts';
import { inspect } from '../../src/index.ts';
import { readKeysPem } from '../../src/x509/read.ts';
import { decryptDocument } from '../../src/xenc/decrypt.ts';
import { examineDecrypted } from '../../src/xenc/examine-decrypted.ts';
import { xpathOf } from '../../src/xml/position.ts';
import { parse, privateKey } from './keys.ts';

const SP = { for: testKeys.other, cipher: 'aes256-gcm' } as const;
const { key } = dialects.keycloak;
const KEYS = readKeysPem(key.certificatePem, 'the IdP');

const plain = (wanted: 'assertion' | 'response' | 'none') => toSp('keycloak', 'xenc', { sign: wanted });
const signResponse = (xml: string) => sign(xml, { key, element: 'Response' });

function examine(xml: string) {
  const decryption = decryptDocument(parse(xml), [privateKey('other')]);
  const examined = examineDecrypted(decryption, KEYS);
  return {
    decryption,
    examined,
    told: examined.map(({ evidence: { outcome, form, covers } }) =>
      [outcome, form ?? '', covers.map(xpathOf).join(' ')].join(' | '),
    ),
  };
}

const RESPONSE = '/samlp:Response';
const ASSERTION = '/samlp:Response/saml:Assertion';

describe('which form a signature matches', () => {
  test.each([
    [
      'inside what is encrypted',
      encryptAssertion(plain('assertion'), SP),
      [`known-signer |  | ${ASSERTION}`],
    ],
    [
      'made after encryption',
      signResponse(encryptAssertion(plain('none'), SP)),
      [`known-signer | as-sent | ${RESPONSE}`],
    ],
    [
      'made before encryption',
      encryptAssertion(plain('response'), SP),
      [`known-signer | decrypted | ${RESPONSE}`],
    ],
    [
      'inside and round it',
      signResponse(encryptAssertion(plain('assertion'), SP)),
      [`known-signer | as-sent | ${RESPONSE}`, `known-signer |  | ${ASSERTION}`],
    ],
    [
      'over an assertion whose NameID was encrypted first',
      sign(encryptElement(plain('none'), 'NameID', SP), { key, element: 'Assertion' }),
      [`known-signer | as-sent | ${ASSERTION}`],
    ],
    [
      'the same, encrypted once more',
      encryptAssertion(sign(encryptElement(plain('none'), 'NameID', SP), { key, element: 'Assertion' }), SP),
      [`known-signer | as-sent | ${ASSERTION}`],
    ],
    [
      'over an assertion whose NameID was encrypted later',
      encryptElement(plain('assertion'), 'NameID', SP),
      [`known-signer | decrypted | ${ASSERTION}`],
    ],
    [
      'altered after encryption',
      mutate(signResponse(encryptAssertion(plain('none'), SP)), {
        kind: 'set-attribute',
        element: 'Response',
        attribute: 'Destination',
        value: 'https://evil.example/',
      }),
      ['digest-mismatch |  | '],
    ],
  ])('%s', (_, xml, expected) => {
    expect(examine(xml).told).toEqual(expected);
  });
});

test('every node of the evidence is of the document that is judged', () => {
  const { decryption, examined } = examine(signResponse(encryptAssertion(plain('assertion'), SP)));
  for (const { evidence } of examined) {
    const elements = [
      evidence.element,
      ...evidence.covers,
      ...evidence.references.map(({ element }) => element),
    ];
    for (const element of elements) expect(element.document).toBe(decryption.document);
    const uses = [evidence.signatureMethod, evidence.canonicalizationMethod];
    for (const at of uses.map((use) => use?.at)) {
      expect(at?.type === 'attribute' && at.owner.document).toBe(decryption.document);
    }
  }
  expect(examined[0]?.original.element.document).toBe(decryption.captured);
});

test('a content key from outside what is signed vouches for nothing inside', () => {
  // The signature covers EncryptedData, but whoever wrote EncryptedKey beside the Response chose what it decrypts to.
  const xml = signResponse(encryptAssertion(plain('none'), { ...SP, keyPlace: 'retrieved' }));
  const [encryptedKey = ''] = /<xenc:EncryptedKey.*<\/xenc:EncryptedKey>/s.exec(xml) ?? [];
  const outside = `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Header>${encryptedKey}</soap:Header><soap:Body>${signResponse(encryptAssertion(plain('none'), { ...SP, keyPlace: 'retrieved' }).replace(encryptedKey, ''))}</soap:Body></soap:Envelope>`;
  expect(examine(xml).told).toEqual([`known-signer | as-sent | ${RESPONSE}`]);
  const { told, decryption } = examine(outside);
  expect(decryption.encryptions[0]?.state).toBe('decrypted');
  expect(told).toEqual(['known-signer | as-sent | ']);
});

test('places in the decrypted text say so, places in the capture do not', () => {
  const xml = encryptAssertion(plain('assertion'), { ...SP, transport: 'rsa-1_5' });
  const facts = { privateKeys: [testKeys.other.privateKeyPem], audience: 'https://other.example/' };
  const { findings, encryptions, signatures, input } = inspect(xml, facts, { name: 'response.xml' });
  const source = (check: string) => findings.find((finding) => finding.check === check)?.source;
  expect(source('conditions/audience-mismatch')).toBe('response.xml, decrypted');
  expect(findings.some(({ check }) => check === 'encryption/weak-algorithm')).toBe(true);
  expect(source('encryption/weak-algorithm')).toBeUndefined();
  expect(encryptions[0]?.source).toBeUndefined();
  expect(signatures[0]?.source).toBe('response.xml, decrypted');
  expect(input.steps.at(-1)?.operation).toBe('decryption');
});

test('nothing of a private key is in the report', () => {
  const pem = testKeys.other.privateKeyPem;
  const report = JSON.stringify(inspect(encryptAssertion(plain('assertion'), SP), { privateKeys: [pem] }));
  expect(report).toContain('private key 1 given');
  for (const line of pem.split('\n').filter((one) => one.length > 40)) expect(report).not.toContain(line);
});
