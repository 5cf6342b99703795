// The messages other projects test with: what they accept is no attack, and what they call an attack is named.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inspect, SamlscopeError } from '../../src/index.ts';
import { corpus, corpusIsHere } from './corpus-files.ts';

/** What is found, by `repository/file`. Whatever is found without a row here fails. */
const ATTACKS: Readonly<Record<string, string>> = {
  'crewjam-saml/testdata/TestXswPermutationOneIsRejected_response': 'signature-wrapping',
  'crewjam-saml/testdata/TestXswPermutationTwoIsRejected_response': 'signature-wrapping',
  'crewjam-saml/testdata/TestXswPermutationThreeIsRejected_response': 'signature-wrapping',
  'crewjam-saml/testdata/TestXswPermutationFourIsRejected_response': 'signature-wrapping',
  'crewjam-saml/testdata/TestXswPermutationFiveIsRejected_response': 'signature-wrapping',
  'crewjam-saml/testdata/TestXswPermutationSixIsRejected_response': 'signature-wrapping',
  'crewjam-saml/testdata/TestXswPermutationSevenIsRejected_response': 'duplicate-id',
  'crewjam-saml/testdata/TestXswPermutationEightIsRejected_response': 'duplicate-id',
  'crewjam-saml/testdata/TestXswPermutationNineIsRejected_response': 'signature-wrapping',
  'crewjam-saml/testdata/TestSPMultipleAssertions': 'duplicate-id',
  'ruby-saml/test/responses/response_assertion_wrapped.xml.base64': 'signature-wrapping',
  'ruby-saml/test/responses/response_with_ampersands.xml.base64': 'signature-wrapping',
  'ruby-saml/test/responses/response_node_text_attack.xml.base64': 'comment-truncation',
  'ruby-saml/test/responses/response_node_text_attack2.xml.base64': 'comment-truncation',
  'ruby-saml/test/responses/response_node_text_attack3.xml.base64': 'cdata-truncation',
  'ruby-saml/test/responses/response_eval.xml': 'hollow-signature',
  'ruby-saml/test/responses/invalids/multiple_assertions.xml.base64': 'signature-wrapping',
  'ruby-saml/test/responses/invalids/multiple_signed.xml.base64': 'reused-signature-value',
  'ruby-saml/test/responses/invalids/response_with_concealed_signed_assertion.xml': 'signature-wrapping',
  'ruby-saml/test/responses/invalids/response_with_doubled_signed_assertion.xml': 'signature-wrapping',
  'ruby-saml/test/responses/invalids/signature_wrapping_attack.xml.base64': 'duplicate-id',
  'samlify/test/misc/attack_response_signed.xml': 'second-root',
  // Made by hand: the request that the Response answers is another than the Assertion's.
  'samlify/test/misc/response_signed.xml': 'envelope-differs',
  // Signatures over a SignedInfo without a Reference, from before samlify wrote any.
  'samlify/test/misc/signed_response_sha1.xml': 'hollow-signature',
  'samlify/test/misc/signed_response_sha256.xml': 'hollow-signature',
  'samlify/test/misc/signed_response_sha512.xml': 'hollow-signature',
  'SAMLRaider/scripts/samltest/xxe_test': 'external-entity',
  'SAMLRaider/scripts/samltest/xxe_test.xml': 'external-entity',
};

/** Accepted by its project, and an attack all the same. */
const ACCEPTED_ALL_THE_SAME: readonly string[] = [
  // Two assertions with one ID, the second for an administrator: crewjam/saml picks the genuine one.
  'crewjam-saml/testdata/TestSPMultipleAssertions',
];

const repositories = ['ruby-saml', 'node-saml', 'crewjam-saml', 'samlify', 'SAMLRaider'];

describe.skipIf(!corpusIsHere)('attacks in the tests of other projects', () => {
  test.each(repositories)('%s: exactly what is listed is found', (repository) => {
    const found: Record<string, string> = {};
    for (const file of filesUnder(join(corpus, repository))) {
      const attacks = attacksIn(file);
      if (attacks.length > 0) found[relative(corpus, file)] = attacks.join(' ');
    }
    const listed = Object.entries(ATTACKS).filter(([file]) => file.startsWith(`${repository}/`));
    expect(found).toEqual(Object.fromEntries(listed));
  });

  test('what a project accepts is no attack', () => {
    let accepted = 0;
    for (const repository of repositories) {
      const path = join(corpus, repository, 'expected.json');
      if (!existsSync(path)) continue;
      const { entries } = JSON.parse(readFileSync(path, 'utf8')) as {
        entries: readonly { file: string; expected: { accepted: boolean | null } }[];
      };
      for (const { file, expected } of entries) {
        const name = `${repository}/${file}`;
        if (expected.accepted !== true || ACCEPTED_ALL_THE_SAME.includes(name)) continue;
        accepted++;
        expect(attacksIn(join(corpus, name)), name).toEqual([]);
      }
    }
    expect(accepted).toBeGreaterThan(40);
  });
});

/** The attacks that are found in a file, whatever it holds; none where it holds no SAML. */
function attacksIn(file: string): string[] {
  try {
    const { findings } = inspect(readFileSync(file));
    const failed = findings.filter(({ verdict, check }) => verdict === 'fail' && check.startsWith('attack/'));
    return [...new Set(failed.map(({ check }) => check.slice('attack/'.length)))];
  } catch (error) {
    if (error instanceof SamlscopeError) return [];
    throw error;
  }
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
