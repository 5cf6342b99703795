// Faults come by severity; what could not be decided comes last, the facts first that would decide most.
import { expect, test } from 'vitest';
import type { AnyCheck, Severity } from '../../src/checks/check.ts';
import type { Facts } from '../../src/checks/facts.ts';
import type { Result } from '../../src/checks/run.ts';
import { buildFindings } from '../../src/report/build-finding.ts';
import { parseXml } from '../../src/xml/parse.ts';

function open(id: string, severity: Severity, missing: readonly (keyof Facts)[]): Result {
  return {
    check: { id, severity, title: id, why: '', fix: '', cites: [] } as unknown as AnyCheck,
    on: undefined,
    outcome: { verdict: 'unknown', missing },
  };
}

function order(results: readonly Result[]): string[] {
  return buildFindings(results, 0, 10).findings.map(({ check }) => check);
}

test('questions that wait for the same fact stand together, the gravest first', () => {
  const results = [
    open('a/note', 'note', ['now']),
    open('b/other', 'error', ['keys']),
    open('c/error', 'error', ['now']),
  ];
  expect(order(results)).toEqual(['c/error', 'a/note', 'b/other']);
});

test('the fact that would decide most comes first', () => {
  const results = [
    open('a/one', 'warning', ['issuers']),
    open('b/one', 'error', ['acsUrls']),
    open('b/two', 'error', ['acsUrls']),
    open('c/one', 'error', ['keys']),
  ];
  expect(order(results)).toEqual(['b/one', 'b/two', 'c/one', 'a/one']);
});

test('an error that may be found is worth more than two notes', () => {
  const results = [
    open('a/one', 'note', ['now']),
    open('a/two', 'note', ['now']),
    open('b/one', 'error', ['keys']),
  ];
  expect(order(results)).toEqual(['b/one', 'a/one', 'a/two']);
});

test('a question that needs two facts is another than one that needs either', () => {
  const results = [
    open('a/both', 'error', ['now', 'acsUrls']),
    open('b/one', 'error', ['now']),
    open('c/one', 'error', ['now']),
  ];
  expect(order(results)).toEqual(['b/one', 'c/one', 'a/both']);
});

const { root } = parseXml({ name: 'two', text: '<a><b/></a>', steps: [] });
if (!root) throw new Error('<a> was not read.');
const [inner] = root.children;
if (inner?.type !== 'element') throw new Error('<b> was not read.');

function fault(id: string, severity: Severity, at: typeof root): Result {
  return {
    check: { id, severity, title: id, why: '', fix: '', cites: [], message: () => id } as unknown as AnyCheck,
    on: undefined,
    outcome: { verdict: 'fail', at: [at as NonNullable<typeof root>], data: {} },
  };
}

test.each([
  {
    reason: 'an error comes before a warning that stands before it',
    results: [fault('signature/a', 'warning', root), fault('time/b', 'error', inner)],
    first: 'time/b',
  },
  {
    reason: 'an attack comes before what it broke',
    results: [fault('signature/a', 'error', root), fault('attack/b', 'error', inner)],
    first: 'attack/b',
  },
  {
    reason: 'why nothing else could be read comes before what is missing for it',
    results: [fault('subject/a', 'error', root), fault('structure/not-well-formed', 'error', inner)],
    first: 'structure/not-well-formed',
  },
  {
    reason: 'what every receiver refuses comes before a form that most forgive',
    results: [fault('time/offset', 'error', root), fault('conditions/audience-mismatch', 'error', inner)],
    first: 'conditions/audience-mismatch',
  },
  {
    reason: 'of two that are as urgent, the one that stands first in the document',
    results: [fault('subject/a', 'error', inner), fault('issuer/b', 'error', root)],
    first: 'issuer/b',
  },
  {
    reason: 'that a signature does not hold comes before what the message says',
    results: [
      fault('subject/bearer-window-closed', 'error', root),
      fault('signature/value-mismatch', 'error', inner),
    ],
    first: 'signature/value-mismatch',
  },
])('$reason', ({ results, first }) => {
  expect(order(results)[0]).toBe(first);
  expect(order([...results].reverse())[0]).toBe(first);
});
