import type { Refusal } from './peer.ts';
import { OTHER_ELEMENT } from './reasons.ts';

const SIGNED_XML = 'https://github.com/node-saml/xml-crypto, src/signed-xml.ts';

const MALFORMED = ['signature/undecidable', 'attack/hollow-signature', 'structure/element-missing'] as const;

/** What xml-crypto says of a signature, through node-saml and samlify: thrown as an error or logged. */
export const xmlCrypto: readonly Refusal[] = [
  {
    says: 'invalid signature: for uri {uri} calculated digest is {digest} but the xml to validate supplies digest {digest}',
    checks: ['signature/digest-mismatch', 'attack/signature-wrapping'],
    source: SIGNED_XML,
  },
  {
    says: 'invalid signature: the signature value {value} is incorrect',
    checks: ['signature/value-mismatch', 'signature/key-not-trusted'],
    source: SIGNED_XML,
  },
  {
    says: 'invalid signature: the signature references an element with uri {uri} but could not find such element in the xml',
    checks: ['signature/undecidable', ...OTHER_ELEMENT],
    source: SIGNED_XML,
  },
  {
    says: 'Cannot validate a document which contains multiple elements with the same value',
    checks: ['attack/duplicate-id', 'structure/duplicate-id'],
    source: SIGNED_XML,
  },
  {
    says: 'Cannot validate a document which contains multiple Signature elements with the same SignatureValue',
    checks: ['attack/reused-signature-value'],
    source: SIGNED_XML,
  },
  {
    says: 'could not load signature that contains multiple SignedInfo nodes',
    checks: ['attack/multiple-signed-info'],
    source: SIGNED_XML,
  },
  {
    says: 'could not get canonicalized signed info for a signature that contains multiple SignedInfo nodes',
    checks: ['attack/multiple-signed-info'],
    source: SIGNED_XML,
  },
  {
    says: 'could not load reference for a node that contains multiple DigestValue nodes: {reference}',
    checks: ['attack/decoy-digest-value', 'attack/decoy-in-signature', 'attack/comment-in-digest-value'],
    source: SIGNED_XML,
  },
  {
    says: 'could not find DigestMethod in reference {reference}',
    checks: MALFORMED,
    source: SIGNED_XML,
  },
  {
    says: 'could not find DigestValue node in reference {reference}',
    checks: MALFORMED,
    source: SIGNED_XML,
  },
  {
    says: 'could not find the value of DigestValue in {reference}',
    checks: ['attack/comment-in-digest-value', ...MALFORMED],
    source: SIGNED_XML,
  },
  { says: 'could not find SignedInfo element in the message', checks: MALFORMED, source: SIGNED_XML },
  { says: 'no signed info node found', checks: MALFORMED, source: SIGNED_XML },
  { says: 'could not find any Reference elements', checks: MALFORMED, source: SIGNED_XML },
  {
    says: 'could not find CanonicalizationMethod/@Algorithm element',
    checks: MALFORMED,
    source: SIGNED_XML,
  },
  { says: 'Canonical signed info cannot be empty', checks: MALFORMED, source: SIGNED_XML },
  { says: 'No references passed validation', checks: MALFORMED, source: SIGNED_XML },
  { says: 'Could not validate all references', checks: ['signature/digest-mismatch'], source: SIGNED_XML },
  {
    says: 'Cannot validate a uri with quotes inside it',
    checks: ['signature/reference-uri', 'signature/undecidable'],
    source: SIGNED_XML,
  },
  {
    says: "signature algorithm '{algorithm}' is not supported",
    checks: ['signature/undecidable', 'attack/keyed-hash', 'signature/weak-algorithm'],
    source: SIGNED_XML,
  },
  {
    says: "canonicalization algorithm '{algorithm}' is not supported",
    checks: ['signature/undecidable', 'signature/transform-not-allowed', 'attack/transform-program'],
    source: SIGNED_XML,
  },
  {
    says: "hash algorithm '{algorithm}' is not supported",
    checks: ['signature/undecidable', 'signature/weak-algorithm'],
    source: SIGNED_XML,
  },
  {
    says: 'KeyInfo or publicCert or privateKey is required to validate signature',
    checks: [],
    means: 'The program was given no certificate of the identity provider.',
    source: SIGNED_XML,
  },
];
