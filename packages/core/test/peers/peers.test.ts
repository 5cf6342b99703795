// The data: complete, dated, and about checks that exist.
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/index.ts';
import { entraChecks } from '../../src/peers/entra-checks.ts';
import { peers, refusalsFor } from '../../src/peers/peers.ts';
import { entraErrorCodes } from '../../src/vendors/entra-errors.ts';

const ids = new Set(catalogue.map(({ id }) => id));

test('every check that is named exists', () => {
  const named = [
    ...peers.flatMap(({ refusals }) => refusals.flatMap(({ checks }) => checks)),
    ...[...entraChecks.values()].flat(),
  ];
  expect([...new Set(named)].filter((id) => !ids.has(id))).toEqual([]);
  expect([...entraChecks.keys()].filter((code) => !entraErrorCodes.includes(code))).toEqual([]);
});

test('a code of Entra ID is known once', () => {
  expect(entraErrorCodes.filter((code, i) => entraErrorCodes.indexOf(code) !== i)).toEqual([]);
});

test('products are called differently', () => {
  expect(new Set(peers.map(({ id }) => id)).size).toBe(peers.length);
  expect(new Set(peers.map(({ name }) => name)).size).toBe(peers.length);
});

describe.each(peers.map((peer) => [peer.name, peer] as const))('%s', (_, peer) => {
  test('names its source and the day it was read', () => {
    expect(peer.checkedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(peer.source).not.toBe('');
  });

  test('has no text twice, and none without a check or a meaning', () => {
    const texts = peer.refusals.map(({ says }) => says);
    expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
    expect(peer.refusals.filter(({ checks, means }) => checks.length === 0 && means === undefined)).toEqual(
      [],
    );
  });

  test('writes what it adds as sentences, and the other as clauses', () => {
    for (const { means, note } of peer.refusals) {
      if (means !== undefined) expect(means).toMatch(/^\S.*\.$/);
      if (note !== undefined) expect(note).not.toMatch(/\.$/);
    }
  });
});

describe('what products print for a check', () => {
  // [check, product, what it prints]
  test.each([
    ['conditions/audience-mismatch', 'node-saml', 'SAML assertion audience mismatch'],
    ['conditions/audience-mismatch', 'pysaml2', 'Not for me!!!'],
    ['conditions/audience-mismatch', 'AWS IAM', 'Response does not contain the required audience.'],
    ['subject/recipient-mismatch', 'Shibboleth SP', 'bearer confirmation failed with recipient mismatch'],
    [
      'aws/role-session-name-invalid',
      'AWS IAM',
      'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
    ],
    ['signature/digest-mismatch', 'ruby-saml', 'Digest mismatch'],
    ['signature/key-not-trusted', 'crewjam/saml', 'Could not verify certificate against trusted certs'],
  ])('%s: %s', (check, product, says) => {
    expect(refusalsFor(check).find((one) => one.product === product)?.says).toBe(says);
  });

  test('one text a product', () => {
    for (const id of ids) {
      const products = refusalsFor(id).map(({ product }) => product);
      expect(new Set(products).size, id).toBe(products.length);
    }
  });

  test('nothing for a check that no product has', () => {
    expect(refusalsFor('signature/second-opinion-differs')).toEqual([]);
  });
});
