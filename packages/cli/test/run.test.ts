import { catalogue } from '@samlscope/core';
import { describe, expect, test } from 'vitest';
import { run } from '../src/run.ts';
import { FakeIo, type Given } from './fake-io.ts';

const response = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_r" Version="2.0" IssueInstant="2026-05-01T09:00:00Z"><saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">https://idp.example/</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Responder"/></samlp:Status></samlp:Response>`;
const files = { 'r.xml': response, 'other.xml': response, 'text.txt': 'hello' };

async function ran(line: readonly string[], given: Given = {}) {
  const io = new FakeIo({ files, ...given });
  const code = await run(line, io);
  return { code, out: io.out, err: io.err };
}

describe('exit codes', () => {
  // [command line, code, what standard error says, why it is here]
  const cases: readonly (readonly [string[], number, RegExp, string])[] = [
    [['r.xml'], 1, /^$/, 'a failed login is a finding'],
    [['--threshold', 'error', '-q', 'r.xml'], 1, /^$/, 'and an error at that'],
    [['absent.xml'], 3, /^samlscope: absent\.xml: there is no such file\.\n$/, 'no such file'],
    [['text.txt'], 3, /^samlscope: [^\n]+\n/, 'no SAML in it'],
    [['text.txt', 'r.xml'], 3, /^samlscope: /, 'one of two cannot be read'],
    [['--cert', 'absent.pem', 'r.xml'], 3, /absent\.pem: there is no such file/, 'a fact cannot be read'],
    [['--cert', 'text.txt', 'r.xml'], 3, /^samlscope: /, 'no certificate'],
    [['--sp', 'nobody', 'r.xml'], 2, /nobody/, 'no such vendor'],
    [['--nonsense'], 2, /--nonsense/, 'no such option'],
    [['decod', 'r.xml'], 2, /Did you mean "decode"\?/, 'a command misspelt'],
    [['explain', 'no/such'], 2, /There is no check "no\/such"/, 'no such check'],
    [['query', '//[', 'r.xml'], 2, /\/\/\[/, 'no XPath'],
    [['query', '//nothing', 'r.xml'], 1, /^$/, 'nothing selected'],
    [['query', '//samlp:Status', 'r.xml'], 0, /^$/, 'something selected'],
    [['decode', 'r.xml'], 0, /^$/, 'decoded'],
    [['decode', 'text.txt'], 3, /^samlscope: /, 'nothing to decode'],
    [['checks'], 0, /^$/, 'the list'],
    [['help'], 0, /^$/, 'help asked for'],
    [['--version'], 0, /^$/, 'the version'],
  ];
  test.each(cases)('%j: %i', async (line, code, err) => {
    const result = await ran(line);
    expect(result.err).toMatch(err);
    expect(result.code).toBe(code);
    expect(result.err).not.toMatch(/^\s+at /m);
  });

  test('nothing at or above the threshold is 0', async () => {
    const { out } = await ran(['--format', 'json', 'r.xml']);
    const { counts } = JSON.parse(out);
    expect(counts.error).toBeGreaterThan(0);
    expect(counts.crash).toBe(0);
  });
});

describe('input', () => {
  test('from standard input, without a file or as -', async () => {
    const byDefault = await ran(['-q'], { stdin: response });
    expect(byDefault.out).toMatch(/^-:\d+:\d+ error /);
    expect(await ran(['-q', '-'], { stdin: response })).toEqual(byDefault);
  });

  test('nobody is left waiting at a terminal', async () => {
    for (const line of [[], ['decode'], ['query', '//x']]) {
      const { code, err } = await ran(line, { stdinIsTerminal: true });
      expect([code, err.split('\n')[0]]).toEqual([2, 'Usage: samlscope [options] [file… | -]']);
    }
  });

  test('a file called like a command is read where it is no command', async () => {
    expect((await ran(['-q', 'checkz'], { files: { checkz: response } })).out).toMatch(/^checkz:/);
  });

  test('the clock is read here, and only without --now', async () => {
    const judged = async (...line: string[]) =>
      JSON.parse((await ran(['--format', 'json', ...line, 'r.xml'], { now: 0 })).out).facts.now;
    expect(await judged()).toBe('1970-01-01T00:00:00.000Z');
    expect(await judged('--now', '2026-05-01')).toBe('2026-05-01T00:00:00.000Z');
  });
});

describe('output', () => {
  test('JSON: one report alone, several in an array, one for each that could be read', async () => {
    expect(JSON.parse((await ran(['--format', 'json', 'r.xml'])).out).input.name).toBe('r.xml');
    const several = JSON.parse((await ran(['--format', 'json', 'r.xml', 'text.txt', 'other.xml'])).out);
    expect(several.map(({ input }: { input: { name: string } }) => input.name)).toEqual([
      'r.xml',
      'other.xml',
    ]);
  });

  test('several reports are told apart by their names', async () => {
    const { out } = await ran(['r.xml', 'other.xml']);
    expect(out.match(/^── .*$/gm)).toEqual(['── r.xml', '── other.xml']);
  });

  test('decode gives back what was captured, byte for byte', async () => {
    const written = `<a>\r\n<!-- \u009b -->ü</a>`;
    const encoded = Buffer.from(response).toString('base64');
    expect((await ran(['decode'], { stdin: encoded })).out).toBe(response);
    const given = { files: { 'a.xml': written } };
    expect((await ran(['decode', 'a.xml'], given)).out).toBe(written);
    expect((await ran(['decode', 'a.xml'], { ...given, stdoutIsTerminal: true })).out).toBe(
      '<a>\r\n<!-- \\u{9b} -->ü</a>\n',
    );
  });

  test('query: elements as written, attributes by value, with their places unless quiet', async () => {
    expect((await ran(['query', '//samlp:StatusCode', 'r.xml'])).out).toMatch(
      /^1:\d+ {2}<samlp:StatusCode Value="[^"]+"\/>\n$/,
    );
    expect((await ran(['query', '-q', '//@ID', 'r.xml'])).out).toBe('_r\n');
    expect((await ran(['query', 'string(//@ID)', 'r.xml'])).out).toBe('_r\n');
    expect((await ran(['query', '//@ID', 'r.xml', 'other.xml'])).out).toMatch(
      /^r\.xml:1:\d+ {2}_r\nother\.xml:/,
    );
    expect(JSON.parse((await ran(['query', '--format', 'json', '//@ID', 'r.xml'])).out)).toMatchObject([
      { file: 'r.xml', kind: 'attribute', value: '_r', line: 1 },
    ]);
  });

  test('every check can be explained, and is listed', async () => {
    const list = (await ran(['checks'])).out;
    for (const { id, title } of catalogue) {
      const page = await ran(['explain', id]);
      expect(page.code).toBe(0);
      expect(page.out.replace(/\s+/g, ' ')).toContain(title.replace(/\s+/g, ' '));
      for (const line of page.out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
      expect(list).toContain(id);
    }
    expect(catalogue.length).toBeGreaterThan(0);
  });

  test('the help names every command and option, within 80 columns', async () => {
    const { out } = await ran(['help']);
    for (const word of ['decode', 'query', 'explain', 'checks', '--idp-metadata', '--skew', '-q, --quiet']) {
      expect(out).toContain(word);
    }
    for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
  });

  test('a hostile file name is shown, not obeyed', async () => {
    const { err } = await ran(['\u001b[2J.xml']);
    expect(err).toBe('samlscope: \\u{1b}[2J.xml: there is no such file.\n');
  });
});

test('a bug of ours is one line, and a stack only for those who want it', async () => {
  const broken = (env: Record<string, string>) => {
    const io = new FakeIo({ env });
    io.readFile = () => {
      throw new Error('boom');
    };
    return io;
  };
  const plain = broken({});
  expect(await run(['./x'], plain)).toBe(3);
  expect(plain.err).toBe('samlscope: internal error: boom. Please report it.\n');
  const debug = broken({ SAMLSCOPE_DEBUG: '1' });
  await run(['./x'], debug);
  expect(debug.err).toMatch(/^\s+at /m);
});
