// Every technique makes of a valid message one that samlscope names the attack in, whoever sent it.
import { describe, expect, test } from 'vitest';
import { inspect } from '../../core/src/index.ts';
import {
  type AttackTechnique,
  attack,
  attackTechniques,
  buildResponse,
  type DialectName,
  describeAttack,
  dialects,
  type ResponseDescription,
} from '../src/index.ts';

/** The check that names each attack. */
const NAMED: Readonly<Record<AttackTechnique, string>> = {
  xsw1: 'attack/signature-wrapping',
  xsw2: 'attack/signature-wrapping',
  xsw3: 'attack/signature-wrapping',
  xsw4: 'attack/signature-wrapping',
  xsw5: 'attack/signature-wrapping',
  xsw6: 'attack/signature-wrapping',
  xsw7: 'attack/signature-wrapping',
  xsw8: 'attack/signature-wrapping',
  'wrap-after': 'attack/signature-wrapping',
  'wrap-extensions': 'attack/signature-wrapping',
  'wrap-confirmation-data': 'attack/signature-wrapping',
  'wrap-advice': 'attack/signature-wrapping',
  'wrap-status-detail': 'attack/signature-wrapping',
  'wrap-attribute-value': 'attack/signature-wrapping',
  'duplicate-id': 'attack/duplicate-id',
  'second-root': 'attack/second-root',
  'stray-name-id': 'attack/stray-identity',
  'signature-exclusion': 'signature/absent',
  'hollow-signature': 'attack/hollow-signature',
  'unknown-key': 'signature/key-not-trusted',
  'cloned-certificate': 'attack/cloned-certificate',
  'hmac-public-key': 'attack/keyed-hash',
  'multiple-signed-info': 'attack/multiple-signed-info',
  'decoy-in-signature': 'attack/decoy-in-signature',
  'decoy-digest-value': 'attack/decoy-digest-value',
  'comment-in-digest-value': 'attack/comment-in-digest-value',
  'reused-signature-value': 'attack/reused-signature-value',
  'void-digest': 'attack/void-digest',
  'xslt-transform': 'attack/transform-program',
  'xpath-transform': 'attack/transform-program',
  'external-reference': 'attack/external-reference',
  'retrieval-method': 'attack/retrieval-method',
  'changed-envelope': 'attack/envelope-differs',
  replay: 'attack/envelope-differs',
  'comment-in-name-id': 'attack/comment-truncation',
  'comment-in-attribute': 'attack/comment-truncation',
  'cdata-in-name-id': 'attack/cdata-truncation',
  'instruction-in-name-id': 'attack/instruction-in-text',
  'line-separator': 'attack/line-separator',
  'entity-expansion': 'attack/entity-expansion',
  'external-entity': 'attack/external-entity',
  'external-subset': 'attack/external-entity',
  'doctype-attributes': 'attack/doctype-attributes',
  'namespace-lookalike': 'attack/namespace-lookalike',
  'qualified-id': 'attack/qualified-id',
  'xmlns-attribute': 'attack/xmlns-attribute',
  'relative-namespace': 'attack/relative-namespace',
  'namespace-injection': 'attack/namespace-injection',
  'prefix-rebinding': 'attack/prefix-rebinding',
};

const MARKUP =
  '<q:a xmlns:q="urn:q" role="reader"/><p:a xmlns:p="urn:1"><p:b xmlns:p="urn:2"><p:c>x</p:c></p:b></p:a>';

/** A message with something in it for every technique. */
function valid(dialect: DialectName, sign: ResponseDescription['sign'] = 'assertion'): string {
  return buildResponse({
    dialect,
    sign,
    issueInstant: '2026-03-02T09:30:00Z',
    acsUrl: 'https://sp.example.com/acs',
    audience: 'https://sp.example.com/',
    inResponseTo: '_request',
    attributes: { mail: 'ana.silva@example.com', address: 'Rua do Ouro 1\nLisboa', claims: '@' },
    beforeSigning: (xml) => xml.replace('>@<', `>${MARKUP}<`),
  });
}

/** The checks that fail, in the order of the report. */
function failures(xml: string, dialect: DialectName) {
  const facts = { certificates: [dialects[dialect].key.certificatePem] };
  const { findings } = inspect(xml, facts);
  return findings.filter(({ verdict }) => verdict === 'fail');
}

describe.each(Object.keys(dialects) as DialectName[])('a message of %s', (dialect) => {
  test.each(['assertion', 'response', 'both'] as const)('with a signed %s raises no attack', (sign) => {
    const raised = failures(valid(dialect, sign), dialect).map(({ check }) => check);
    expect(raised.filter((check) => check.startsWith('attack/'))).toEqual([]);
  });

  test.each(attackTechniques)('is named for what it is after %s', (technique) => {
    const message = valid(dialect, /^xsw[12]$/.test(technique) ? 'response' : 'assertion');
    // What is the matter with the message itself does not count.
    const before = new Set(failures(message, dialect).map(({ check }) => check));
    const attacked = attack(message, technique, { trusted: dialects[dialect].key });
    const [first] = failures(attacked, dialect).filter(({ check }) => !before.has(check));
    expect(first?.check).toBe(NAMED[technique]);
  });
});

test.each(attackTechniques)('%s says what it does, and of whom it is known to have fooled', (technique) => {
  const { says, advisories } = describeAttack(technique);
  expect(says).toMatch(/^[A-Z].*\.$/);
  for (const advisory of advisories) {
    expect(advisory).toMatch(/^(?:CVE-\d{4}-\d{4,}|GHSA(?:-[a-z0-9]{4}){3})$/);
  }
});

test('the same attack on the same message is the same text', () => {
  const message = valid('onelogin');
  for (const technique of attackTechniques) {
    if (/^xsw[12]$/.test(technique)) continue;
    expect(attack(message, technique), technique).toBe(attack(message, technique));
  }
});

test('whoever is wanted is named', () => {
  expect(attack(valid('okta'), 'xsw3', { nameId: 'root@example.com' })).toContain('root@example.com');
});

test.each<[AttackTechnique, RegExp]>([
  ['xsw1', /The Response is not signed/],
  ['changed-envelope', /The Response is signed/],
  ['line-separator', /no line feed/],
  ['prefix-rebinding', /two bindings/],
  ['namespace-injection', /just before an attribute/],
])('%s says what it lacks', (technique, message) => {
  const bare = buildResponse({
    dialect: 'onelogin',
    sign: technique === 'changed-envelope' ? 'response' : 'assertion',
    issueInstant: '2026-03-02T09:30:00Z',
    acsUrl: 'https://sp.example.com/acs',
    audience: 'https://sp.example.com/',
  });
  expect(() => attack(bare, technique)).toThrow(message);
});
