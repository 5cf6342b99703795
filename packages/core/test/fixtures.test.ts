// Every folder under fixtures/ is one case: input.*, given.json, expected.json, and nothing else.
// UPDATE=1 rewrites expected.json; its diff is the review. Topics that start with `_` are makings.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recipes, writeFixtures } from '../../testkit/src/fixtures/write.ts';
import { xmlCryptoOpinion } from '../src/dsig/second-opinion.ts';
import { catalogue, type Finding, type GivenFacts, inspect, type Report } from '../src/index.ts';

const root = fileURLToPath(new URL('../../../fixtures', import.meta.url));
const update = process.env['UPDATE'] !== undefined;
const failed = new Set<string>();

/** A finding as expected.json holds it: what is said, about which place, and nothing that the check's own text covers. */
interface Expectation {
  readonly check: string;
  readonly verdict: Finding['verdict'];
  /** `line:column xpath`. */
  readonly at?: string;
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  readonly nearMiss?: string;
  /** What an `unknown` asks for. */
  readonly missing?: readonly string[];
}

describe.each(cases())('%s', (folder) => {
  const path = (name: string) => join(root, folder, name);
  const list = () => readdirSync(join(root, folder)).sort();
  const json = (name: string) => JSON.parse(readFileSync(path(name), 'utf8'));
  const input = list().find((name) => name.startsWith('input.')) ?? 'input.*';
  let report: Report;
  let actual: readonly Expectation[];

  beforeAll(() => {
    const { facts, secondOpinion } = json('given.json');
    report = inspect(readFileSync(path(input)), readFacts(facts, path), {
      name: input,
      ...(secondOpinion && { secondOpinion: xmlCryptoOpinion }),
    });
    actual = report.findings.map(expectation);
    for (const { check, verdict } of actual) if (verdict === 'fail') failed.add(check);
    if (update) writeFileSync(path('expected.json'), `${JSON.stringify(actual, null, 2)}\n`);
  });

  test('holds input.*, given.json and expected.json', () => {
    expect(list()).toEqual(['expected.json', 'given.json', input]);
    const { about, origin, secondOpinion, ...rest } = json('given.json');
    expect([undefined, true]).toContain(secondOpinion);
    expect(about).toMatch(/\.$/);
    expect(origin).toMatch(/\.$/);
    expect(Object.keys(rest)).toEqual(['facts']);
  });

  test('raises what is expected', () => {
    expect(actual).toEqual(json('expected.json'));
  });

  test('crashes nothing', () => {
    expect(report.counts.crash).toBe(0);
  });

  if (/^(?:clean|capture|unknown)\//.test(folder)) {
    test('finds no fault', () => {
      expect(actual.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    });
  } else {
    const [fault] = folder.split('.');
    test(`fails ${fault}`, () => {
      expect(failuresOf(report)).toContain(fault);
    });
  }
});

test('every check fails in some fixture', () => {
  expect(catalogue.map(({ id }) => id).filter((id) => !failed.has(id))).toEqual([]);
});

describe('the inputs', () => {
  const again = mkdtempSync(join(tmpdir(), 'samlscope-fixtures-'));
  afterAll(() => rmSync(again, { recursive: true }));

  test('come out the same, byte for byte, when they are made again', () => {
    expect(writeFixtures(again)).toBe(recipes.length);
    const differing = filesUnder(again).filter(
      (name) => !readFileSync(join(again, name)).equals(readFileSync(join(root, name))),
    );
    expect(differing).toEqual([]);
  });

  test('have a path each', () => {
    expect(new Set(recipes.map(({ path }) => path)).size).toBe(recipes.length);
  });
});

/** Every `topic/case`. */
function cases(): string[] {
  return readdirSync(root)
    .filter((topic) => !topic.startsWith('_') && statSync(join(root, topic)).isDirectory())
    .flatMap((topic) => readdirSync(join(root, topic)).map((name) => `${topic}/${name}`))
    .sort();
}

/** given.json's facts as `inspect` takes them: an ISO instant for `now`, a file's name in place of its text. */
function readFacts(facts: Record<string, unknown>, path: (name: string) => string): GivenFacts {
  const text = (name: unknown) => readFileSync(path(String(name)), 'utf8');
  const { now, request, idpMetadata, spMetadata, metadata, certificates, privateKeys, ...others } = facts;
  const { awsRoles, awsProvider, cloudTrail, servicePrincipal, application, claimsPolicy, ...rest } = others;
  return {
    ...rest,
    ...(now === undefined ? {} : { now: Date.parse(String(now)) }),
    ...(request === undefined ? {} : { request: text(request) }),
    ...(idpMetadata === undefined ? {} : { idpMetadata: text(idpMetadata) }),
    ...(spMetadata === undefined ? {} : { spMetadata: text(spMetadata) }),
    ...(Array.isArray(metadata) ? { metadata: metadata.map(text) } : {}),
    ...(Array.isArray(certificates) ? { certificates: certificates.map(text) } : {}),
    ...(servicePrincipal === undefined ? {} : { servicePrincipal: text(servicePrincipal) }),
    ...(application === undefined ? {} : { application: text(application) }),
    ...(claimsPolicy === undefined ? {} : { claimsPolicy: text(claimsPolicy) }),
    ...(Array.isArray(awsRoles) ? { awsRoles: awsRoles.map(text) } : {}),
    ...(Array.isArray(awsProvider) ? { awsProvider: awsProvider.map(text) } : {}),
    ...(Array.isArray(cloudTrail) ? { cloudTrail: cloudTrail.map(text) } : {}),
    ...(Array.isArray(privateKeys) ? { privateKeys: privateKeys.map(text) } : {}),
  };
}

function expectation(finding: Finding): Expectation {
  const { check, verdict, line, column, xpath, message, expected, actual, nearMiss, missing } = finding;
  return {
    check,
    verdict,
    ...(line === undefined ? {} : { at: `${line}:${column} ${xpath}` }),
    message,
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
    ...(nearMiss === undefined ? {} : { nearMiss }),
    ...(missing.length === 0 ? {} : { missing }),
  };
}

function failuresOf(report: Report): string[] {
  return report.findings.filter(({ verdict }) => verdict === 'fail').map(({ check }) => check);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}
