import { SamlscopeError } from '@samlscope/core';
import { describe, expect, test } from 'vitest';
import { type InspectCommand, readArguments } from '../src/arguments.ts';

const split = (line: string) => (line === '' ? [] : line.split(' '));
const inspect = (line: string) => readArguments(split(line)) as InspectCommand;

test('without a command, inspect is meant, of standard input', () => {
  expect(readArguments([])).toEqual({
    name: 'inspect',
    files: [],
    facts: {},
    aws: {},
    network: { allowed: false, timeoutMs: 30_000, cache: true },
    secondOpinion: 'auto',
    format: 'terminal',
    threshold: 'warning',
    detail: 'normal',
    color: 'auto',
  });
});

describe('facts', () => {
  test.each([
    ['--audience a --audience b', { audience: ['a', 'b'] }, 'repeatable'],
    ['--acs-url a --recipient b', { acsUrl: ['a', 'b'] }, 'two names for one thing'],
    ['--cert a,b --cert c', { certificates: ['a', 'b', 'c'] }, 'repeated or listed'],
    ['--request-id=', { requestId: '' }, 'none was sent'],
    ['--relay-state=', { relayState: '' }, 'sent with none'],
    ['--request r.xml', { request: 'r.xml' }, 'the request itself'],
    ['--idp-metadata i --sp-metadata s --sp aws', { idpMetadata: 'i', spMetadata: 's', sp: 'aws' }, 'files'],
    ['--now issued', { now: 'issued' }, 'the time of issue'],
    ['--now 2026-05-01T09:00:00Z', { now: Date.UTC(2026, 4, 1, 9) }, 'an instant'],
    ['--now 2026-05-01T09:00', { now: Date.UTC(2026, 4, 1, 9) }, 'no zone is UTC'],
    ['--now 2026-05-01T11:00:00.5+02:00', { now: Date.UTC(2026, 4, 1, 9) + 500 }, 'an offset'],
    ['--now 2026-05-01', { now: Date.UTC(2026, 4, 1) }, 'a day'],
    ['--skew 180', { skewMs: 180_000 }, 'seconds, unless said otherwise'],
    ['--skew 3m', { skewMs: 180_000 }, 'minutes'],
    ['--skew 1.5h', { skewMs: 5_400_000 }, 'hours'],
    ['--skew 500ms', { skewMs: 500 }, 'milliseconds'],
    ['--skew 0', { skewMs: 0 }, 'none'],
    ['--profile saml2int', { profile: 'saml2int' }, 'a profile'],
  ])('%s: %s', (line: string, facts: object, _why: string) => {
    expect(inspect(line).facts).toEqual(facts);
  });
});

describe('output', () => {
  test.each([
    ['-q', { detail: 'quiet' }],
    ['--verbose', { detail: 'verbose' }],
    ['--no-second-opinion', { secondOpinion: 'never' }],
    ['--second-opinion', { secondOpinion: 'always' }],
    ['--format json', { format: 'json' }],
    ['--threshold note', { threshold: 'note' }],
    ['--color=never', { color: 'never' }],
  ])('%s', (line, expected) => {
    expect(inspect(line)).toMatchObject(expected);
  });
});

describe('commands', () => {
  test.each([
    ['inspect a -', { name: 'inspect', files: ['a', '-'] }],
    ['a decode', { name: 'inspect', files: ['a', 'decode'] }],
    ['decode --pretty a', { name: 'decode', files: ['a'], pretty: true }],
    [
      'query //x a b',
      { name: 'query', expression: '//x', files: ['a', 'b'], format: 'terminal', quiet: false },
    ],
    ['explain a/b', { name: 'explain', subject: 'a/b', format: 'terminal', color: 'auto' }],
    [
      'explain Not for me!!!',
      { name: 'explain', subject: 'Not for me!!!', format: 'terminal', color: 'auto' },
    ],
    ['checks --format json', { name: 'checks', format: 'json', color: 'auto' }],
    ['help', { name: 'help' }],
    ['decode --help', { name: 'help' }],
    ['--version', { name: 'version' }],
  ])('%s', (line, expected) => {
    expect(readArguments(split(line))).toMatchObject(expected);
  });
});

describe('what is wrong is named, with what was probably meant', () => {
  test.each([
    ['--audiance x', 'There is no option --audiance. Did you mean "--audience"?'],
    ['-x', 'There is no option -x.'],
    ['--audience', '--audience needs a value: --audience VALUE.'],
    ['--cert --now issued', '--cert needs a value: --cert FILE.'],
    ['--quiet=yes', '--quiet takes no value.'],
    ['-q -v', '--quiet and --verbose exclude each other.'],
    ['--format jsno', '--format takes terminal or json, not "jsno". Did you mean "json"?'],
    ['--threshold fatal', '--threshold takes error, warning or note, not "fatal".'],
    ['--color sometimes', '--color takes auto, always or never, not "sometimes".'],
    ['--now yesterday', '--now takes an instant such as 2026-05-01T09:00:00Z, or "issued", not "yesterday".'],
    ['--now isued', '"isued". Did you mean "issued"?'],
    ['--now 2026-02-30T00:00:00Z', '--now takes'],
    ['--now 1767268800', '--now takes'],
    ['--skew 3d', '--skew takes a time such as 180, 180s, 3m, 1h or 500ms, not "3d".'],
    ['--skew=-3m', '--skew takes'],
    ['decode --skew 3m', 'decode takes no option --skew.'],
    ['checks --pretty', 'checks takes no option --pretty.'],
    ['query', 'query needs an XPath expression.'],
    ['explain', 'explain needs the id of a check, or the text of an error.'],
    ['checks a', 'checks does not take "a".'],
  ])('%s', (line, message) => {
    const refuse = () => readArguments(split(line));
    expect(refuse).toThrow(SamlscopeError);
    expect(refuse).toThrow(message);
  });
});
