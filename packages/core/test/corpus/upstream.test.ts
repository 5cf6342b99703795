// What the authors of other test data say of it, by their test scripts or by the names of the files.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SignatureEvidence } from '../../src/dsig/evidence.ts';
import { examineSignatures } from '../../src/dsig/examine.ts';
import type { KeyCandidate } from '../../src/x509/certificate.ts';
import { readKeysPem } from '../../src/x509/read.ts';
import { corpus, corpusIsHere, readCorpusKey, readCorpusXml } from './corpus-files.ts';

interface Expected {
  readonly file: string;
  readonly signature: 'valid' | 'invalid';
  /** Certificates and public keys that the verifier is given, as paths in the repository. */
  readonly keys: readonly string[];
}

/** Why samlscope does not decide what the authors call valid. Each is found in the problems of the evidence. */
const UNDECIDED: readonly { readonly says: RegExp; readonly reason: string }[] = [
  { says: /^HMAC is refused/, reason: 'HMAC is refused' },
  { says: /^MD5 is refused/, reason: 'MD5 is refused' },
  { says: /The transform (?:XPath|XSLT)/, reason: 'XPath and XSLT are refused (SAML Core §5.4.4)' },
  { says: /leads outside this document/, reason: 'references outside the document are not followed' },
  {
    says: /names \S*(?:gost|GOST|slh-dsa|ml-dsa|mldsa|eddsa-ed\w+(?:ph|ctx)|RelationshipTransform|ripemd160|sha3)/,
    reason:
      'algorithms that SAML does not use: GOST, ML-DSA, SLH-DSA, pre-hashed EdDSA, the relationship transform',
  },
  {
    says: /KeyInfo only names a key|There is no key to verify/,
    reason: 'the key is in a key store of xmlsec, or nowhere',
  },
  { says: /the limit referencesPerSignature/, reason: 'more than 16 references' },
  { says: /has the ID/, reason: 'an ID that only the DTD declares, or an ID attribute of no schema we know' },
  { says: /Entities of a document type declaration/, reason: 'entities are never expanded' },
];

interface Difference {
  readonly file: string;
  readonly outcome: string;
  readonly reason: string;
}

const ASN1 =
  'The ECDSA value is in ASN.1, which xmlsec reads as well where it cannot be the other form; XML Signature 1.1 §6.4.3 has r and s side by side.';

const DIFFERENCES: readonly Difference[] = [
  {
    file: 'tests/aleksey-xmldsig-01/enveloped-ecdsa-java-bug.xml',
    outcome: 'value-mismatch',
    reason: ASN1,
  },
  {
    file: 'tests/aleksey-xmldsig-01/enveloping-sha512-ecdsa-sha512-with-asn1.xml',
    outcome: 'value-mismatch',
    reason: ASN1,
  },
  {
    file: 'tests/aleksey-xmldsig-01/enveloping-sha256-ecdsa-sha256_padded.xml',
    outcome: 'value-mismatch',
    reason:
      'r and s have more octets than the order of the curve, which is the length that XML Signature 1.1 §6.4.3 gives them.',
  },
  {
    file: 'test/static/valid_saml_signature_wrapping.xml',
    outcome: 'undecidable',
    reason: 'Two elements carry the signed ID. xml-crypto takes it for an attack in its tests, too.',
  },
  {
    file: 'test/static/valid_saml_with_digest_comment.xml',
    outcome: 'undecidable',
    reason: 'A comment stands in DigestValue. xml-crypto refuses it, too, since CVE-2025-29775.',
  },
];

function keysOf(repo: string, files: readonly string[]): KeyCandidate[] {
  return files.flatMap((file) => {
    try {
      return readKeysPem(readCorpusKey(repo, file), file);
    } catch {
      return []; // A private key, or a store of another format.
    }
  });
}

function isIntact({ outcome }: SignatureEvidence): boolean {
  return outcome === 'known-signer' || outcome === 'signer-unknown';
}

function compare(repo: string, expected: readonly Expected[]) {
  const tally: Record<string, number> = { agree: 0 };
  const count = (reason: string) => {
    tally[reason] = (tally[reason] ?? 0) + 1;
  };
  const unknown: string[] = [];
  const used = new Set<Difference>();
  for (const { file, signature, keys } of expected) {
    const document = readCorpusXml({ repo, file, encoding: 'xml' });
    const examined = examineSignatures(document, keysOf(repo, keys));
    // The scripts verify the first signature; those of xml-crypto pick one, so that any may be meant.
    const meant = (one: SignatureEvidence) => isIntact(one) === (signature === 'valid');
    const first = examined.find((one) => repo === 'xml-crypto' && meant(one)) ?? examined[0];
    const accepts = first !== undefined && isIntact(first);
    if (accepts === (signature === 'valid')) {
      count('agree');
      continue;
    }
    const known = DIFFERENCES.find((one) => one.file === file && one.outcome === first?.outcome);
    const problems = [document.problem?.message, ...(first?.problems.map(({ message }) => message) ?? [])];
    const undecided =
      signature === 'valid' && (first === undefined || first.outcome === 'undecidable')
        ? UNDECIDED.find(({ says }) =>
            problems.some((problem) => problem !== undefined && says.test(problem)),
          )
        : undefined;
    if (known) {
      used.add(known);
      count('known difference');
    } else if (undecided) count(undecided.reason);
    else
      unknown.push(
        `${file}: ${signature}, samlscope ${first?.outcome}: ${problems.filter(Boolean).join(' ')}`,
      );
  }
  return { tally, unknown, used };
}

/** Files named on a command line of xmlsec1. */
function keyFiles(parameters: string): string[] {
  return parameters.match(/\S+\.(?:pem|der|crt)\b/g)?.flatMap((list) => list.split(',')) ?? [];
}

function xmlsecExpected(): Expected[] {
  const { entries } = JSON.parse(readFileSync(join(corpus, 'xmlsec/expected.json'), 'utf8')) as {
    entries: {
      file: string;
      expected: { signature: string };
      cert: readonly string[] | null;
      cases?: readonly { params: string }[];
    }[];
  };
  return entries.flatMap(({ file, expected: { signature }, cert, cases = [] }) =>
    signature === 'valid' || signature === 'invalid'
      ? [
          {
            file,
            signature,
            keys: [...new Set([...(cert ?? []), ...cases.flatMap(({ params }) => keyFiles(params))])],
          },
        ]
      : [],
  );
}

/** `valid_….xml` and `invalid_….xml`, under any of the certificates beside them. */
function xmlCryptoExpected(): Expected[] {
  const folder = 'test/static';
  const names = readdirSync(join(corpus, 'xml-crypto', folder));
  const keys = names.filter((name) => name.endsWith('.pem')).map((name) => `${folder}/${name}`);
  return names
    .filter((name) => /^(?:in)?valid_.*\.xml$/.test(name))
    .map((name) => ({
      file: `${folder}/${name}`,
      signature: name.startsWith('valid') ? 'valid' : 'invalid',
      keys,
    }));
}

/** The W3C's interoperability vectors, all of them valid but those that say otherwise in their names. */
function signxmlExpected(): Expected[] {
  const folder = 'test/interop';
  const path = join(corpus, 'signxml', folder);
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => /\.xml$/.test(name) && readFileSync(join(path, name), 'latin1').includes('SignatureValue'),
    )
    .map((name) => ({
      file: `${folder}/${name}`,
      signature: /bad|invalid/.test(basename(name)) ? 'invalid' : 'valid',
      keys: [],
    }));
}

describe.skipIf(!corpusIsHere)('what upstream says of its own test data', () => {
  test.each<[string, () => Expected[], number]>([
    ['xmlsec', xmlsecExpected, 70],
    ['xml-crypto', xmlCryptoExpected, 10],
    ['signxml', signxmlExpected, 50],
  ])('%s', (repo, expected, least) => {
    const { tally, unknown, used } = compare(repo, expected());
    console.log(repo, tally);
    expect(unknown).toEqual([]);
    expect(tally['agree']).toBeGreaterThan(least);
    const folder = join(corpus, repo);
    const unused = DIFFERENCES.filter((one) => !used.has(one) && existsSync(join(folder, one.file)));
    expect(unused).toEqual([]);
  });
});
