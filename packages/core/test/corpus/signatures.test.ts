import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SignatureEvidence } from '../../src/dsig/evidence.ts';
import { examineSignatures } from '../../src/dsig/examine.ts';
import { readKeysPem } from '../../src/x509/read.ts';
import {
  corpus,
  corpusIsHere,
  type OracleFile,
  type OracleSignature,
  oracleFiles,
  readCorpusKey,
  readCorpusXml,
} from './corpus-files.ts';

/** Where samlscope differs from OpenJDK 17, and why. Whatever differs without a row here fails. */
const DISAGREEMENTS: readonly { repo: string; file: string; what: string; reason: string }[] = [
  {
    repo: 'ruby-saml',
    file: 'test/responses/invalids/signature_wrapping_attack.xml.base64',
    what: 'reference 0: JDK true, samlscope false; core: JDK true, samlscope undecidable',
    reason:
      'Two elements carry the signed ID. OpenJDK takes one; samlscope takes neither, and ruby-saml refuses too.',
  },
  {
    repo: 'xml-crypto',
    file: 'test/static/valid_signature_with_lowercase_id_attribute.xml',
    what: 'reference 1: JDK true, samlscope false',
    reason: 'The attribute is called id, which is an ID in no schema of SAML or XML Signature.',
  },
  {
    repo: 'xmlsec',
    file: 'tests/aleksey-xmldsig-01/enveloped-ecdsa-java-bug.xml',
    what: 'core: JDK true, samlscope value-mismatch',
    reason:
      'The ECDSA value is ASN.1 as old versions of Java wrote it; XML Signature 1.1 §6.4.3 has r and s side by side.',
  },
  {
    repo: 'xmlsec',
    file: 'tests/xmldsig11-interop-2012/signature-enveloping-derencoded-ec.xml',
    what: 'core: JDK false, samlscope signer-unknown',
    reason: 'OpenJDK does not read DEREncodedKeyValue and so finds no key.',
  },
  {
    repo: 'xmlsec',
    file: 'tests/xmldsig11-interop-2012/signature-enveloping-derencoded-rsa.xml',
    what: 'core: JDK false, samlscope signer-unknown',
    reason: 'OpenJDK does not read DEREncodedKeyValue and so finds no key.',
  },
  ...['p256', 'p384', 'p521'].flatMap((curve) =>
    ['sha1', 'sha256', 'sha384', 'sha512'].map((hash) => ({
      repo: 'xmlsec',
      file: `tests/xmldsig11-interop-2012/signature-enveloping-${curve}_${hash}_4050.xml`,
      what: 'core: JDK false, samlscope signer-unknown',
      reason:
        'OpenJDK does not read the ECDSAKeyValue of RFC 4050 and so finds no key; the authors call the signature valid.',
    })),
  ),
  {
    repo: 'xmlsec',
    file: 'tests/xmldsig11-interop-2012/signature-enveloping-keyinforeference-rsa.xml',
    what: 'core: JDK false, samlscope signer-unknown',
    reason:
      'OpenJDK does not follow KeyInfoReference and so finds no key; the authors call the signature valid.',
  },
  {
    repo: 'signxml',
    file: 'test/interop/TR2012/signature-enveloping-derencoded-ec.xml',
    what: 'core: JDK false, samlscope signer-unknown',
    reason: 'OpenJDK does not read DEREncodedKeyValue and so finds no key.',
  },
  {
    repo: 'signxml',
    file: 'test/xades/xades-ecc-brainpool.xml',
    what: 'core: JDK false, samlscope signer-unknown',
    reason: 'OpenJDK has no Brainpool curves.',
  },
  {
    repo: 'signxml',
    file: 'test/interop/aleksey-xmldsig-01-enveloped/invalid_enveloped_transform.xml',
    what: 'reference 0: JDK true, samlscope false',
    reason:
      'enveloped-signature on a part of the signature itself leaves nothing to be signed; samlscope refuses it.',
  },
];

/** Where samlscope differs from what a project's own tests assert, and why. */
const OTHER_VERDICTS: readonly { repo: string; file: string; reason: string }[] = [
  {
    repo: 'ruby-saml',
    file: 'test/responses/adfs_response_sha1.xml',
    reason:
      'SignatureMethod names xmldsig-more#rsa-sha1, which no specification defines; ruby-saml goes by the end of the URI.',
  },
  {
    repo: 'ruby-saml',
    file: 'test/responses/adfs_response_sha384.xml',
    reason:
      'DigestMethod names xmlenc#sha384, which no specification defines; ruby-saml goes by the end of the URI.',
  },
];

const PROGRAMS = [
  'http://www.w3.org/TR/1999/REC-xpath-19991116',
  'http://www.w3.org/2002/06/xmldsig-filter2',
  'http://www.w3.org/TR/1999/REC-xslt-19991116',
];

interface Tally {
  signatures: number;
  agree: number;
  /** Found intact by both, the others found broken or refused by both. */
  'of these intact': number;
  disagree: number;
  'not comparable': number;
}

interface Comparison {
  compared: number;
  differences: string[];
  /** Why something could not be compared. */
  skipped: string[];
}

function compare(oracle: OracleSignature, evidence: SignatureEvidence): Comparison {
  const result: Comparison = { compared: 0, differences: [], skipped: [] };
  const ours = intact(evidence);
  if (!oracle.refs) {
    // OpenJDK refused to unmarshal it. That samlscope must not find it intact is all there is to compare.
    result.compared++;
    if (ours) result.differences.push(`core: JDK refuses, samlscope ${evidence.outcome}`);
    return result;
  }
  for (const [i, reference] of oracle.refs.entries()) {
    const reading = evidence.references[i];
    if (typeof reference.valid === 'string') {
      result.skipped.push(
        reference.valid.replace(/^error: /, '').replace(/(denied|namespace|algorithm).*/, '$1'),
      );
    } else if (reference.transforms.some((uri) => PROGRAMS.includes(uri))) {
      result.skipped.push('samlscope refuses XPath and XSLT');
      expect(reading?.matches ?? false).toBe(false);
    } else if (!reading) {
      result.skipped.push('beyond the limit on references');
    } else {
      result.compared++;
      if (reading.matches !== reference.valid) {
        result.differences.push(`reference ${i}: JDK ${reference.valid}, samlscope ${reading.matches}`);
      }
    }
  }
  if (result.skipped.length > 0) return result;
  if (oracle.alg?.includes('hmac')) {
    result.skipped.push('samlscope refuses HMAC');
    expect(ours).toBe(false);
    return result;
  }
  result.compared++;
  if (oracle.core !== ours) {
    result.differences.push(`core: JDK ${oracle.core}, samlscope ${evidence.outcome}`);
  }
  return result;
}

function intact({ outcome }: SignatureEvidence): boolean {
  return outcome === 'known-signer' || outcome === 'signer-unknown';
}

function examine(
  file: OracleFile,
  oracle: readonly OracleSignature[],
): readonly SignatureEvidence[] | string {
  const document = readCorpusXml(file);
  if (document.problem) return document.problem.message;
  const keyFiles = new Set(oracle.map(({ key }) => key).filter((key) => key?.startsWith('file:')));
  const keys = [...keyFiles].flatMap((key) => {
    const path = (key ?? '').slice('file:'.length);
    return readKeysPem(readCorpusKey(file.repo, path), path);
  });
  return examineSignatures(document, keys);
}

describe.skipIf(!corpusIsHere)('signatures of other projects', () => {
  test('every digest and every signature is judged as OpenJDK judges it, or the difference is known', () => {
    const tally = new Map<string, Tally>();
    const reasons = new Map<string, number>();
    const unknown: string[] = [];
    const used = new Set<object>();
    for (const file of oracleFiles()) {
      const oracle = file.signatures ?? [];
      if (oracle.length === 0) continue;
      const row = tally.get(file.repo) ?? {
        signatures: 0,
        agree: 0,
        'of these intact': 0,
        disagree: 0,
        'not comparable': 0,
      };
      tally.set(file.repo, row);
      const examined = examine(file, oracle);
      for (const [i, signature] of oracle.entries()) {
        row.signatures++;
        if (typeof examined === 'string') {
          row['not comparable']++;
          reasons.set(examined, (reasons.get(examined) ?? 0) + 1);
          continue;
        }
        const evidence = examined[i];
        if (!evidence) {
          unknown.push(`${file.repo} ${file.file}: signature ${i} was not found`);
          continue;
        }
        const { compared, differences, skipped } = compare(signature, evidence);
        for (const reason of new Set(skipped)) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
        if (differences.length > 0) {
          row.disagree++;
          const what = differences.join('; ');
          const known = DISAGREEMENTS.find(
            (one) => one.repo === file.repo && one.file === file.file && one.what === what,
          );
          if (known) used.add(known);
          else unknown.push(`${file.repo} ${file.file}, signature ${i}: ${what}`);
        } else if (compared > 0) {
          row.agree++;
          if (signature.core && intact(evidence)) row['of these intact']++;
        } else row['not comparable']++;
      }
    }
    console.table(Object.fromEntries(tally));
    console.log('Left out of the comparison, wholly or in part:', Object.fromEntries(reasons));
    expect(unknown).toEqual([]);
    expect(DISAGREEMENTS.filter((one) => !used.has(one))).toEqual([]);
    for (const repo of [
      'ruby-saml',
      'node-saml',
      'crewjam-saml',
      'samlify',
      'signxml',
      'xml-crypto',
      'xmlsec',
    ]) {
      expect(tally.get(repo)?.agree ?? 0, repo).toBeGreaterThan(0);
    }
  });

  test.each(['ruby-saml', 'node-saml', 'crewjam-saml'])(
    'what the tests of %s assert of a signature holds',
    (repo) => {
      const { entries } = JSON.parse(readFileSync(join(corpus, repo, 'expected.json'), 'utf8')) as {
        entries: (Omit<OracleFile, 'repo' | 'encoding'> & {
          encoding: string;
          expected: { signature: string };
        })[];
      };
      const oracle = new Map(oracleFiles().map((one) => [`${one.repo} ${one.file}`, one]));
      const tally = { agree: 0, disagree: 0, 'not comparable': 0 };
      for (const { file, expected } of entries) {
        if (expected.signature !== 'valid' && expected.signature !== 'invalid') continue;
        const described = oracle.get(`${repo} ${file}`);
        const examined = described ? examine(described, described.signatures ?? []) : [];
        if (typeof examined === 'string' || examined.length === 0) {
          tally['not comparable']++; // detached, or inside an encrypted assertion
          continue;
        }
        const agrees = expected.signature === 'valid' ? examined.some(intact) : !examined.every(intact);
        const known = OTHER_VERDICTS.some((one) => one.repo === repo && one.file === file);
        expect(agrees || known, `${file}: ${expected.signature}, ${examined.map((one) => one.outcome)}`).toBe(
          true,
        );
        expect(agrees && known, `${file} agrees; its row is no longer needed`).toBe(false);
        if (agrees) tally.agree++;
        else tally.disagree++;
      }
      console.log(repo, tally);
      expect(tally.agree).toBeGreaterThan(0);
    },
  );
});
