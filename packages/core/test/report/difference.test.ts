import { expect, test } from 'vitest';
import { difference } from '../../src/report/difference.ts';

// [expected, actual, what differs in each, why it is here]
const cases = [
  ['urn:a', 'urn:a', undefined, 'equal'],
  ['abcdef', 'abcxef', ['d', 'x'], 'one character'],
  ['https://sp/saml', 'https://sp/saml/', ['', '/'], 'one more at the end'],
  ['urn:webservices', 'urn:webservice', ['s', ''], 'one too few'],
  ['aaa', 'aaaa', ['', 'a'], 'beginning and end must not overlap'],
  ['urn:amazon:webservices', 'https://sp.example/acs', undefined, 'nothing in common'],
  ['2026-05-01T09:00:00Z', '2026-05-01T09:07:12Z', ['0:00', '7:12'], 'two moments'],
  ['user-😀-a', 'user-😁-a', ['😀', '😁'], 'half a surrogate pair is never marked'],
] as const;

test.each(cases)('%s / %s', (expected, actual, parts, why) => {
  const found = difference(expected, actual);
  if (parts === undefined) expect(found, why).toBeUndefined();
  else {
    expect(found && expected.slice(found.start, found.expectedEnd), why).toBe(parts[0]);
    expect(found && actual.slice(found.start, found.actualEnd), why).toBe(parts[1]);
  }
});
