import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checks } from '../../src/checks/registry.gen.ts';

const folder = new URL('../../src/checks/', import.meta.url);

/** Facts and subjects that a check may name; a typo in `needs` would otherwise leave it `unknown` for ever. */
const FACTS = [
  'now',
  'audiences',
  'acsUrls',
  'requestId',
  'relayState',
  'request',
  'issuers',
  'keys',
  'privateKeys',
  'idpMetadata',
  'spMetadata',
  'serviceProvider',
  'identityProvider',
  'iamRoles',
  'iamProviders',
  'cloudTrail',
];

/** Published as many small documents; a section is one of them by its name. */
const BY_NAME: ReadonlySet<string> = new Set(['refeds', 'edugain', 'shibboleth']);

test('there are checks, each with an id of its own', () => {
  const ids = checks.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(30);
  expect(new Set(ids).size).toBe(ids.length);
});

describe.each(checks.map((check) => [check.id, check] as const))('%s', (id, check) => {
  const path = fileURLToPath(new URL(`${id}.ts`, folder));

  test('stands in the file that its id names', () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*\/[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
    expect(existsSync(path)).toBe(true);
  });

  test('has `run` above `message`, or the message would lose the type of its data', () => {
    const source = readFileSync(path, 'utf8');
    const run = source.search(/^ {2}run(?:\(|:)/m);
    const message = source.search(/^ {2}message(?:\(|:)/m);
    expect(run).toBeGreaterThan(0);
    expect(message).toBeGreaterThan(run);
  });

  test('names the fault without its severity, in one line', () => {
    expect(check.title).toMatch(/^[A-Z].*[^.!?]$/);
    expect(check.title).not.toMatch(/\b(?:error|warning|fatal)\b/i);
    expect(check.title.length).toBeLessThanOrEqual(80);
    expect(['error', 'warning', 'note']).toContain(check.severity);
  });

  test('says why, in one to five sentences, and what to do', () => {
    const sentences = check.why.match(/[.!?](?=["”)`]*(?:\s|$))/g) ?? [];
    expect(check.why.length).toBeGreaterThan(60);
    expect(sentences.length).toBeGreaterThanOrEqual(1);
    expect(sentences.length).toBeLessThanOrEqual(5);
    expect(check.fix.length).toBeGreaterThan(30);
    expect(check.why.trim()).toMatch(/[.]$/);
    expect(check.fix.trim()).toMatch(/[.]$/);
  });

  test('cites what makes it a rule', () => {
    expect(check.cites.length).toBeGreaterThan(0);
    for (const { spec, section, says } of check.cites) {
      expect(says).toMatch(/[.)]$/);
      if (spec === 'aws' || spec === 'entra') expect(section).toMatch(/^https:\/\//);
      else if (spec === 'rfc') expect(section).toMatch(/^\d{3,5} \d/);
      else if (spec === 'advisory') expect(section).toMatch(/^(?:CVE-\d{4}-\d{4,}|GHSA(?:-[a-z0-9]{4}){3})$/);
      else if (spec === 'saml2int') expect(section).toMatch(/^SDP-[A-Z]+\d\d$/);
      else if (spec === 'saml-errata') expect(section).toMatch(/^E\d+$/);
      else if (BY_NAME.has(spec)) expect(section).toMatch(/^[A-Za-z][\w .-]*$/);
      else expect(section).toMatch(/^\d[\d.]*(?:, \d[\d.]*)*$/);
    }
  });

  test('asks only for facts there are', () => {
    for (const need of check.needs) expect(FACTS).toContain(need);
  });
});

test('each fix says at which end something is to be changed', () => {
  // The parties by their names, or by what they did with the message or the metadata.
  const end =
    /identity (?:and the service )?provider|service provider|relying party|operator|publisher|registrar|federation|sender|signer|receiver|recipient|side that|the answering side|whoever|both (?:ends|sides)|AWS|IAM|Entra|you\b|yours\b/i;
  const silent = checks.filter(({ fix }) => !end.test(fix)).map(({ id, fix }) => `${id}: ${fix}`);
  expect(silent).toEqual([]);
});
