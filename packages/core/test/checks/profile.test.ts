// Checks of a profile are asked where it is given, and never otherwise.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { catalogue, inspect, SamlscopeError } from '../../src/index.ts';

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
