import { describe, expect, test } from 'vitest';
import {
  attributeNameFormats,
  authnContextClasses,
  bindings,
  confirmationMethods,
  consents,
  nameIdFormats,
  shortName,
  statusCodeMeaning,
  statusCodes,
} from '../../src/saml/names.ts';

// [URN, short name]
const named = [
  ['urn:oasis:names:tc:SAML:2.0:status:Success', 'Success'],
  ['urn:oasis:names:tc:SAML:2.0:status:InvalidNameIDPolicy', 'InvalidNameIDPolicy'],
  ['urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress', 'emailAddress'],
  ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', 'persistent'],
  ['urn:oasis:names:tc:SAML:2.0:cm:bearer', 'bearer'],
  ['urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST', 'HTTP-POST'],
  ['urn:oasis:names:tc:SAML:2.0:attrname-format:basic', 'basic'],
  ['urn:oasis:names:tc:SAML:2.0:consent:unspecified', 'unspecified'],
  ['urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport', 'PasswordProtectedTransport'],
  ['urn:federation:authentication:windows', 'Windows integrated authentication'],
  ['urn:example:own', 'urn:example:own'],
  ['', ''],
] as const;

describe('shortName', () => {
  test.each(named)('%j is %j', (urn, name) => {
    expect(shortName(urn)).toBe(name);
  });

  test('does not take the properties every object has for names', () => {
    expect(shortName('constructor')).toBe('constructor');
  });
});

describe('statusCodes', () => {
  test('are the 23 of SAML Core §3.2.2.2, four of them top-level', () => {
    expect(statusCodes).toHaveLength(23);
    expect(statusCodes.filter(({ level }) => level === 'top').map(({ urn }) => shortName(urn))).toEqual([
      'Success',
      'Requester',
      'Responder',
      'VersionMismatch',
    ]);
  });

  test.each(statusCodes)('$urn is explained in one sentence, with a remedy', (code) => {
    expect(code.means).toMatch(/^[A-Z].*[^.]\.$/);
    expect(code.means).not.toMatch(/\. [A-Z]/);
    expect(code.remedy).toMatch(/^[A-Z].*[^.]\.$/);
    expect(statusCodeMeaning(code.urn)).toBe(code);
  });

  test('know nothing of other codes', () => {
    expect(statusCodeMeaning('urn:oasis:names:tc:SAML:2.0:status:Sucess')).toBeUndefined();
  });
});

test('no URN is listed twice, in one table or in two', () => {
  const urns = [
    ...statusCodes.map(({ urn }) => urn),
    ...authnContextClasses.values(),
    ...[nameIdFormats, confirmationMethods, bindings, attributeNameFormats, consents].flatMap((table) =>
      Object.values(table),
    ),
  ];
  expect(new Set(urns).size).toBe(urns.length);
});
