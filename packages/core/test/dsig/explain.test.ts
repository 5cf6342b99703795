// Every reason that can be proven is found on a message made to fail for it, and on none that fails for another.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { GivenFile, Recipe } from '../../../testkit/src/fixtures/recipe.ts';
import { recipes } from '../../../testkit/src/fixtures/write.ts';
import { buildResponse, mutate, testKeys } from '../../../testkit/src/index.ts';
import { limits } from '../../src/base/limits.ts';
import { capture } from '../../src/capture/capture.ts';
import { readFacts, signingKeys } from '../../src/checks/given.ts';
import { knownElsewhere } from '../../src/checks/known-elsewhere.ts';
import type { SignatureEvidence } from '../../src/dsig/evidence.ts';
import { examineSignatures } from '../../src/dsig/examine.ts';
import { explainSignatures, type Known } from '../../src/dsig/explain/explain.ts';
import { causes } from '../../src/dsig/explain/explain-signature.ts';
import { readKeysPem } from '../../src/x509/read.ts';
import { parseXml } from '../../src/xml/parse.ts';

/** Fixture, of the topic signature unless it names another; what its explanation is about, the reason. */
const reasons: readonly (readonly [fixture: string, of: 'digest' | 'value', cause: string])[] = [
  ['digest-mismatch', 'digest', 'value-replaced'],
  ['digest-mismatch.indented', 'digest', 'pretty-printed'],
  ['digest-mismatch.attribute-added', 'digest', 'node-added'],
  ['digest-mismatch.response-of-two', 'digest', 'node-added'],
  ['digest-mismatch.digest-value', 'value', 'digest-value-edited'],
  ['digest-mismatch.white-space-around-signature', 'digest', 'white-space-around-signature'],
  ['digest-mismatch.pretty-printed', 'digest', 'pretty-printed'],
  ['digest-mismatch.pretty-printed', 'value', 'pretty-printed'],
  ['digest-mismatch.minified', 'digest', 'minified'],
  ['digest-mismatch.carriage-returns-lost', 'digest', 'carriage-returns-lost'],
  ['digest-mismatch.carriage-returns-added', 'digest', 'carriage-returns-added'],
  ['digest-mismatch.text-padded', 'digest', 'text-padded'],
  ['digest-mismatch.other-canonicalisation', 'digest', 'other-canonicalisation'],
  ['digest-mismatch.comments-digested', 'digest', 'comments-digested'],
  ['digest-mismatch.prefix-list-dropped', 'digest', 'prefix-list-differs'],
  ['digest-mismatch.namespace-declaration-lost', 'digest', 'namespace-declaration-lost'],
  ['digest-mismatch.namespace-declaration-added', 'digest', 'namespace-declaration-added'],
  ['digest-mismatch.namespace-declaration-added', 'value', 'namespace-declaration-added'],
  ['digest-mismatch.namespace-declaration-moved', 'digest', 'namespace-declaration-moved'],
  ['digest-mismatch.prefixes-renamed', 'digest', 'prefixes-renamed'],
  ['digest-mismatch.utf-8-misread', 'digest', 'utf-8-misread'],
  ['digest-mismatch.character-set-set-right', 'digest', 'character-set-set-right'],
  ['digest-mismatch.escaped-twice', 'digest', 'escaped-twice'],
  ['digest-mismatch.unescaped', 'digest', 'unescaped-once-too-often'],
  ['digest-mismatch.unicode-normalised', 'digest', 'unicode-normalised'],
  ['digest-mismatch.no-break-spaces', 'digest', 'spaces-exchanged'],
  ['digest-mismatch.plus-signs-lost', 'digest', 'plus-signs-lost'],
  ['digest-mismatch.enveloped-signature-missing', 'digest', 'enveloped-signature-not-declared'],
  ['digest-mismatch.other-element', 'digest', 'other-element-digested'],
  ['digest-mismatch.reference-edited', 'digest', 'other-element-digested'],
  ['digest-mismatch.reference-edited', 'value', 'reference-uri-edited'],
  ['digest-mismatch.not-canonicalised', 'digest', 'not-canonicalised'],
  ['digest-mismatch.byte-order-mark', 'digest', 'octets-framed'],
  ['digest-mismatch.utf-16', 'digest', 'octets-in-other-encoding'],
  ['digest-mismatch.hash-mislabelled', 'digest', 'digest-algorithm-mislabelled'],
  ['attack/void-digest', 'digest', 'digest-of-nothing'],
  ['digest-mismatch.signed-inside-later', 'digest', 'signature-added-inside'],
  ['digest-mismatch.elements-exchanged', 'digest', 'elements-exchanged'],
  ['digest-mismatch.slash-added', 'digest', 'value-respelled'],
  ['digest-mismatch.destination-replaced', 'digest', 'value-replaced'],
  ['digest-mismatch.attribute-removed', 'digest', 'attribute-removed'],
  ['digest-mismatch.milliseconds-cut', 'digest', 'fraction-of-second-lost'],
  ['digest-mismatch.origin-rewritten', 'digest', 'url-origin-rewritten'],
  ['digest-mismatch.type-attributes-dropped', 'digest', 'type-attributes-changed'],
  ['digest-mismatch.several-changes', 'digest', 'several-changes'],
  ['undecidable.digest-mislabelled', 'digest', 'digest-algorithm-mislabelled'],
  ['undecidable.digest-hexadecimal', 'digest', 'digest-in-hexadecimal'],
  ['undecidable.digest-truncated', 'digest', 'digest-truncated'],
  ['undecidable.digest-without-padding', 'digest', 'digest-base64-altered'],
  ['value-mismatch.algorithm-renamed', 'value', 'algorithm-edited'],
  ['value-mismatch.hash-mislabelled', 'value', 'signature-hash-mislabelled'],
  ['value-mismatch.pss-mislabelled', 'value', 'rsa-padding-mislabelled'],
  ['value-mismatch.ecdsa-in-der', 'value', 'ecdsa-value-in-der'],
  ['value-mismatch.octets-reversed', 'value', 'signature-octets-reversed'],
  ['value-mismatch.key-of-service-provider', 'value', 'signed-by-another-known-key'],
  ['value-mismatch.digest-on-lines', 'value', 'digest-value-rewrapped'],
  ['value-mismatch.signed-info-indented', 'value', 'pretty-printed'],
  ['value-mismatch.attribute-added', 'value', 'signed-info-node-added'],
  ['value-mismatch.not-canonicalised', 'value', 'signed-info-not-canonicalised'],
  ['value-mismatch.signed-element', 'value', 'signed-the-element-itself'],
  ['value-mismatch.digested-twice', 'value', 'digested-twice'],
  ['value-mismatch.bare-digest', 'value', 'digest-without-its-name'],
  ['value-mismatch.value-of-another', 'value', 'signed-info-changed'],
  ['undecidable.signature-url-safe', 'value', 'signature-base64-altered'],
  ['undecidable.signature-plus-lost', 'value', 'signature-base64-altered'],
  ['undecidable.algorithm-of-another-kind', 'value', 'signature-algorithm-of-another-kind'],
];

/** Fixtures of signatures that fail, of which nothing can be proven. */
const unexplained = ['digest-mismatch.signature-of-another', 'value-mismatch', 'value-mismatch.key-replaced'];

/** Proven by DigestValue alone, whatever the element has become. */
const ofDigestValueAlone = ['digest-of-nothing'];

describe('a signature that does not match', () => {
  test.each(reasons)('%s: %s, %s', (fixture, of, cause) => {
    const found = explain(recipeOf(fixture)).flatMap(({ explanation }) => explanation ?? []);
    expect(found.filter((one) => one.of === of).map((one) => one.cause)).toEqual([cause]);
    for (const { says, proof, remedy } of found) {
      expect(says).toMatch(/^[A-Z].*\.$/);
      expect(proof).toMatch(/^[A-Z].*\.$/);
      expect(remedy.do).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('is given every reason that is looked for, in some fixture', () => {
    const shown = new Set(reasons.map(([, , cause]) => cause));
    expect(causes.filter((cause) => !shown.has(cause))).toEqual([]);
  });

  test.each(unexplained)('%s: nothing is proven, and what was tried is counted', (fixture) => {
    const [evidence] = explain(recipeOf(fixture)).filter(({ explanation }) => explanation);
    expect(evidence?.explanation).toEqual([]);
    expect(evidence?.ruledOut?.complete).toBe(true);
    expect(evidence?.ruledOut?.causes).toBeGreaterThan(20);
  });
});

test('without any key nothing is tried on the value, and nothing counts as ruled out', () => {
  const document = parseXml({
    name: 'test',
    text: String(recipeAt('clean/without-key-info').content),
    steps: [],
  });
  const signatures = examineSignatures(document, []);
  const [evidence] = explainSignatures(document, signatures, () => ({ values: [], keys: [], otherKeys: [] }));
  expect(evidence?.outcome).toBe('undecidable');
  expect(evidence).toBe(signatures[0]);
});

describe('a signature that fails for a second reason, which cannot be found', () => {
  const ofDigest = reasons.filter(([, of, cause]) => of === 'digest' && !ofDigestValueAlone.includes(cause));

  test.each(ofDigest)('%s: of the %s, %s is not claimed', (fixture) => {
    const recipe = recipeOf(fixture);
    const content = String(recipe.content).replace(
      /urn:oasis:names:tc:SAML:2\.0:ac:classes:\w+/,
      'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI-altered',
    );
    expect(content).not.toBe(String(recipe.content));
    // Where another element was digested, the change may be outside it: the claim then stands.
    if (fixture === 'digest-mismatch.other-element') return;
    const found = explain({ ...recipe, content }).flatMap(({ explanation }) => explanation ?? []);
    expect(found.filter(({ of }) => of === 'digest')).toEqual([]);
  });

  const ofValue = reasons.filter(([, of]) => of === 'value');

  test.each(ofValue)('%s: of the %s, %s is not claimed', (fixture) => {
    const recipe = recipeOf(fixture);
    const content = mutate(String(recipe.content), { kind: 'tamper-signature-value' });
    const found = explain({ ...recipe, content }).flatMap(({ explanation }) => explanation ?? []);
    expect(found.filter(({ of }) => of === 'value')).toEqual([]);
  });
});

describe('what the search costs', () => {
  test('nothing where every signature matches: the very evidence comes back', () => {
    const { document, signatures } = examined(recipeAt('clean/okta-to-sp'));
    const ask = () => {
      throw new Error('asked what is known');
    };
    expect(explainSignatures(document, signatures, ask)).toBe(signatures);
  });

  test('no more than the limit, and a search that was cut off says so', () => {
    const few = { ...limits, explanationFloor: 20_000, explanationRatio: 1 };
    const [evidence] = explain(recipeOf('digest-mismatch.destination-replaced'), few);
    expect(evidence?.explanation).toEqual([]);
    expect(evidence?.ruledOut).toMatchObject({ complete: false });
  });

  test('bounded for a large message, in which every node would be tried on all the rest', () => {
    const xml = mutate(bigResponse(2000), {
      kind: 'set-text',
      element: 'AuthnContextClassRef',
      text: 'urn:altered',
    });
    const [evidence] = explainText(xml);
    expect(evidence?.explanation).toEqual([]);
    expect(evidence?.ruledOut).toMatchObject({ complete: false });
  });
});

function bigResponse(count: number): string {
  const groups = Array.from({ length: count }, (_, i) => `group-${i}`);
  return buildResponse({
    dialect: 'onelogin',
    issueInstant: '2026-03-02T09:30:00.000Z',
    acsUrl: 'https://sp.example.com/acs',
    audience: 'https://sp.example.com',
    attributes: { groups },
  });
}

function recipeOf(name: string): Recipe {
  return recipeAt(name.includes('/') ? name : `signature/${name}`);
}

function recipeAt(path: string): Recipe {
  const recipe = recipes.find((one) => one.path === path);
  if (!recipe) throw new Error(`There is no recipe ${path}.`);
  return recipe;
}

function explain(recipe: Recipe, within = limits): readonly SignatureEvidence[] {
  const { document, signatures, known } = examined(recipe);
  return explainSignatures(document, signatures, () => known, within);
}

function explainText(xml: string, within = limits): readonly SignatureEvidence[] {
  const document = parseXml({ name: 'test', text: xml, steps: [] });
  const keys = readKeysPem(testKeys.idp.certificatePem, 'the certificate given');
  const known: Known = { values: [], keys, otherKeys: [] };
  return explainSignatures(document, examineSignatures(document, keys), () => known, within);
}

function examined({ content, facts }: Pick<Recipe, 'content' | 'facts'>) {
  const [captured] = capture(content, 'test');
  const document = parseXml(captured.source);
  const read = readFacts(givenBy(facts));
  const keys = signingKeys(read, document);
  const signatures = examineSignatures(document, keys);
  return { document, signatures, known: knownElsewhere(read, keys) };
}

/** The facts that the search looks at. */
function givenBy({ idpMetadata, spMetadata, requestId }: GivenFile) {
  const text = (name: string) =>
    readFileSync(fileURLToPath(new URL(`../../../../fixtures/x/y/${name}`, import.meta.url)), 'utf8');
  return {
    ...(idpMetadata !== undefined && { idpMetadata: text(idpMetadata) }),
    ...(spMetadata !== undefined && { spMetadata: text(spMetadata) }),
    ...(requestId !== undefined && { requestId }),
  };
}
