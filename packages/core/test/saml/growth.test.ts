// Reading a hostile message must cost no more than its size. No duration is asserted, only how it grows.
import { expect, test } from 'vitest';
import { growthOf } from '../../../../scripts/fit-exponent.mjs';
import { readMessage } from '../../src/metadata/read-message.ts';
import { readRolePair } from '../../src/vendors/aws.ts';
import { identityProviders } from '../../src/vendors/recognise.ts';
import { read } from '../xml/reading.ts';
import { NAMESPACES } from './messages.ts';

const LINEAR = 1.25;
const sizes = [500, 1000, 2000, 4000, 8000];

const response = (inside: string) => `<samlp:Response ${NAMESPACES}>${inside}</samlp:Response>`;
const metadata = (inside: string) =>
  `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${inside}</md:EntitiesDescriptor>`;

// [shape, what makes it hostile, the text of one size]
const messages: readonly (readonly [string, string, (size: number) => string])[] = [
  [
    'white space inside a value that also ends in some',
    'a pattern for the end would try every start',
    (size) => response(`<saml:Issuer> a${' '.repeat(size * 8)}b </saml:Issuer>`),
  ],
  [
    'comments inside a value',
    'each splits it once more',
    (size) => response(`<saml:Issuer>${'a<!---->'.repeat(size)}</saml:Issuer>`),
  ],
  [
    'many assertions',
    'each could walk the whole document',
    (size) => response('<saml:Assertion ID="_"/>'.repeat(size)),
  ],
  [
    'many instants',
    'each could be compared with all others',
    (size) =>
      response(
        `<saml:Assertion>${'<saml:AuthnStatement AuthnInstant="2026-01-01T00:00:00Z"/>'.repeat(size)}</saml:Assertion>`,
      ),
  ],
  [
    'many confirmations',
    'each names the assertion it stands in',
    (size) =>
      response(
        `<saml:Assertion><saml:Subject>${'<saml:SubjectConfirmation/>'.repeat(size)}</saml:Subject></saml:Assertion>`,
      ),
  ],
  [
    'many entities',
    'each could pay for those before it',
    (size) => metadata('<md:EntityDescriptor><md:IDPSSODescriptor/></md:EntityDescriptor>'.repeat(size)),
  ],
  [
    'a page with many fields',
    'it is searched for the one that posts SAML',
    (size) => `<html>${'<input name="x"/>'.repeat(size)}</html>`,
  ],
];

/** A busy machine bends one measurement or two; what is truly worse than linear is so each time. */
function expectLinear(prepare: (size: number) => () => unknown): void {
  let exponent = growthOf(sizes, prepare).exponent;
  for (let again = 0; exponent > LINEAR && again < 3; again++) {
    exponent = Math.min(exponent, growthOf(sizes, prepare, { rounds: 9, roundMs: 25 }).exponent);
  }
  expect(exponent).toBeLessThanOrEqual(LINEAR);
}

test.each(messages)('readMessage is linear in %s: %s', (_, __, build) => {
  expectLinear((size) => {
    const document = read(build(size));
    expect(document.problem).toBeUndefined();
    return () => readMessage(document, []);
  });
});

test.each([',', ' ', ', ', ',arn:', 'arn:aws:iam::1:role/x,', ':', '/'])(
  'readRolePair is linear in the number of %j',
  (piece) => {
    expectLinear((size) => {
      const value = `arn:${piece.repeat(size)}x `;
      return () => readRolePair(value);
    });
  },
);

test.each(['/', 'a', '/realms', '/saml2', 'https://', '-', '.a'])(
  'recognising an issuer is linear in the number of %j',
  (piece) => {
    expectLinear((size) => {
      const value = `https://${piece.repeat(size)}`;
      return () => identityProviders.some(({ issuer }) => issuer.test(value));
    });
  },
);
