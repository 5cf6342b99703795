// Checks of a profile are asked where it is given, and never otherwise.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { catalogue, type GivenFacts, inspect, SamlscopeError } from '../../src/index.ts';

const fixture = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../../../../fixtures/${path}`, import.meta.url)), 'utf8');
const clear = fixture('saml2int/assertion-not-encrypted/input.xml');
const ofProfile = catalogue.filter(({ profile }) => profile === 'saml2int').map(({ id }) => id);

test('a check of a profile stands in the folder of its name, and cites it alone', () => {
  expect(ofProfile).toEqual(catalogue.map(({ id }) => id).filter((id) => id.startsWith('saml2int/')));
  for (const { cites } of catalogue.filter(({ profile }) => profile)) {
    for (const { spec, section } of cites) {
      expect(spec).toBe('saml2int');
      expect(section).toMatch(/^SDP-(?:G|MD|ALG|SP|IDP)\d\d$/);
    }
  }
});

test('without the profile nothing of it is asked, nor told to be', () => {
  const { findings, checked, facts } = inspect(clear, { now: 'issued' });
  const asked = [...findings, ...checked].map(({ check }) => check);
  expect(asked.filter((id) => ofProfile.includes(id))).toEqual([]);
  expect(facts).not.toHaveProperty('profile');
});

test('with it all of them are', () => {
  const { findings, facts } = inspect(clear, { now: 'issued', profile: 'saml2int' });
  expect(findings.map(({ check }) => check)).toContain('saml2int/assertion-not-encrypted');
  expect(facts.profile).toBe('saml2int');
});

test('a profile that there is none of is refused by name', () => {
  const error = (() => {
    try {
      return inspect(clear, { profile: 'saml3int' as 'saml2int' });
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(SamlscopeError);
  expect(error).toMatchObject({ code: 'usage', message: 'profile must be one of saml2int.' });
});

test('the page of the profile names every check of it, and each label where it is', () => {
  const page = readFileSync(fileURLToPath(new URL('../../../../docs/saml2int.md', import.meta.url)), 'utf8');
  for (const { id, cites } of catalogue.filter(({ profile }) => profile === 'saml2int')) {
    const row = page.split('\n').filter((line) => line.includes(`(checks/${id}.md)`));
    expect(row, id).not.toEqual([]);
    for (const { section } of cites) {
      expect(
        row.some((line) => line.includes(section)),
        `${id} ${section}`,
      ).toBe(true);
    }
  }
});

test.each([
  ['authn-statement/missing', 'saml2int/authn-statement-count'],
  ['encryption/weak-algorithm', 'saml2int/encryption-algorithm'],
  ['logout/not-signed', 'saml2int/logout-not-signed'],
  ['metadata/contact-missing', 'saml2int/technical-contact-missing'],
  ['metadata/encryption-key-missing', 'saml2int/encryption-key-missing'],
  ['metadata/entity-id-too-long', 'saml2int/entity-id-too-long'],
  ['metadata/freshness-missing', 'saml2int/valid-until-missing'],
  ['metadata/key-weak', 'saml2int/rsa-key-short'],
  ['metadata/location-not-https', 'saml2int/endpoint-not-https'],
  ['metadata/scope-missing', 'saml2int/scope-missing'],
  ['metadata/signing-key-missing', 'saml2int/signing-key-missing'],
  ['metadata/ui-display-name-missing', 'saml2int/ui-info-missing'],
  ['metadata/ui-logo-missing', 'saml2int/ui-info-missing'],
  ['metadata/ui-logo-not-https', 'saml2int/logo-not-https'],
  ['metadata/ui-privacy-statement-missing', 'saml2int/ui-info-missing'],
  ['metadata/valid-until-missing', 'saml2int/valid-until-missing'],
  ['name-id/too-long', 'saml2int/value-too-long'],
  ['response/several-assertions', 'saml2int/assertion-count'],
  ['signature/weak-algorithm', 'saml2int/signature-algorithm'],
])('under the profile the fault of %s is told once, by %s', (general, ofTheProfile) => {
  const { input, given } = readFixture(general);
  const found = (profile: { profile?: 'saml2int' }) =>
    inspect(input, { ...given, ...profile }).findings.flatMap(({ check, verdict }) =>
      verdict === 'fail' ? [check] : [],
    );
  expect(found({})).toContain(general);
  const under = found({ profile: 'saml2int' });
  expect(under).toContain(ofTheProfile);
  expect(under).not.toContain(general);
});

/** The input of a fixture and what is given with it; a path beside it stands for the text of the file. */
function readFixture(id: string): { input: string; given: GivenFacts } {
  const folder = new URL(`../../../../fixtures/${id}/`, import.meta.url);
  const text = (path: string) => readFileSync(fileURLToPath(new URL(path, folder)), 'utf8');
  const name = readdirSync(folder).find((entry) => entry.startsWith('input.'));
  const { facts } = JSON.parse(text('given.json'), (_, value) =>
    typeof value === 'string' && value.startsWith('../../') ? text(value) : value,
  );
  return { input: text(name ?? ''), given: { ...facts, ...(facts.now && { now: Date.parse(facts.now) }) } };
}
