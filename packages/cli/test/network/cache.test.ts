import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Given } from '../fake-io.ts';
import { type Handler, issuedIdentity } from './loopback-server.ts';
import { cache, IDP, idp, kept, ran, serve, show, started, TYPE, withRoot } from './setup.ts';

describe('copies that are kept', () => {
  const HOUR = 3_600_000;
  const START = Date.UTC(2026, 4, 1, 9);
  const at = (hours: number): Given => ({ now: START + hours * HOUR });

  /** Answers with an ETag, and with 304 to who has it. */
  const tagged =
    (body: () => string, headers: Record<string, string> = {}): Handler =>
    (request, response) => {
      const etag = `"${body().length}"`;
      const known = request.headers['if-none-match'] === etag;
      response.writeHead(known ? 304 : 200, { ...TYPE, etag, ...headers }).end(known ? '' : body());
    };

  test('are the owner’s alone, and complete', async () => {
    const server = await started(serve(idp));
    await ran(show(`${server.origin}/m.xml`));
    const files = kept();
    expect(files.map((name) => name.replace(/^.*[.]/, '')).sort()).toEqual(['json', 'xml']);
    for (const file of files) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(cache, 'samlscope', 'metadata')).mode & 0o777).toBe(0o700);
  });

  test('are asked after with their ETag, and used where nothing changed', async () => {
    let body = idp;
    const server = await started(tagged(() => body));
    const url = `${server.origin}/m.xml`;
    expect((await ran(show(url))).err).toMatch(/fetched, /);
    const second = await ran(show(url), at(1));
    expect(second.err).toBe(
      `samlscope: ${url}: unchanged since the copy of 2026-05-01T09:00:00Z, which is used.\n`,
    );
    expect(second.out).toContain(IDP);
    body = withRoot('ID="_new"');
    expect((await ran(show(url), at(2))).err).toMatch(/fetched, /);
    expect(kept().length).toBe(2);
    expect(server.requests.length).toBe(3);
  });

  test('are asked after by their date where there is no ETag', async () => {
    const date = 'Fri, 01 May 2026 08:00:00 GMT';
    const server = await started((request, response) => {
      const known = request.headers['if-modified-since'] === date;
      response.writeHead(known ? 304 : 200, { ...TYPE, 'last-modified': date }).end(known ? '' : idp);
    });
    await ran(show(`${server.origin}/m.xml`));
    expect((await ran(show(`${server.origin}/m.xml`), at(1))).err).toMatch(/unchanged since/);
  });

  // [what, headers, attributes of the root, hours later, whether the server is asked]
  const freshness: readonly (readonly [string, Record<string, string>, string, number, boolean])[] = [
    ['nothing is said', {}, '', 0.01, true],
    ['max-age', { 'cache-control': 'max-age=7200' }, '', 1.9, false],
    ['max-age is over', { 'cache-control': 'max-age=7200' }, '', 2.1, true],
    ['Age counts', { 'cache-control': 'max-age=7200', age: '3600' }, '', 1.1, true],
    ['no-cache', { 'cache-control': 'no-cache, max-age=7200' }, '', 0.1, true],
    [
      'Expires',
      { date: 'Fri, 01 May 2026 09:00:00 GMT', expires: 'Fri, 01 May 2026 10:00:00 GMT' },
      '',
      0.9,
      false,
    ],
    ['Expires: 0', { expires: '0' }, '', 0.1, true],
    ['cacheDuration', {}, 'cacheDuration="PT2H"', 1.9, false],
    ['cacheDuration is over', {}, 'cacheDuration="PT2H"', 2.1, true],
    ['the shorter of both', { 'cache-control': 'max-age=7200' }, 'cacheDuration="PT1H"', 1.1, true],
    [
      'validUntil is past',
      { 'cache-control': 'max-age=7200' },
      'validUntil="2026-05-01T10:00:00Z"',
      1.1,
      true,
    ],
    ['a day is the most', { 'cache-control': 'max-age=9999999' }, '', 25, true],
    ['the clock was set back', { 'cache-control': 'max-age=7200' }, '', -1, true],
  ];
  test.each(freshness)('%s', async (_, headers, attributes, hours, isAsked) => {
    const server = await started(serve(withRoot(attributes), headers));
    const url = `${server.origin}/m.xml`;
    await ran(show(url), at(0));
    const { err, out, code } = await ran(show(url), at(hours));
    expect(code).toBe(0);
    expect(out).toContain(IDP);
    expect(server.requests.length).toBe(isAsked ? 2 : 1);
    if (!isAsked)
      expect(err).toMatch(
        /the copy of 2026-05-01T09:00:00Z is used, fresh until 2026-05-01T1\d:00:00Z; --no-cache fetches anew/,
      );
    expect((await ran([...show(url), '--no-cache'], at(hours))).err).toMatch(/fetched, /);
  });

  test('are not kept where the server forbids it, the metadata is over, or the address holds a secret', async () => {
    const cases: readonly (readonly [Handler, string])[] = [
      [serve(idp, { 'cache-control': 'no-store' }), '/m.xml'],
      [serve(withRoot('validUntil="2026-04-01T00:00:00Z"')), '/m.xml'],
      [serve(idp), '/m.xml?key=abc'],
    ];
    for (const [handler, path] of cases) {
      const server = await started(handler);
      expect((await ran(show(server.origin + path))).code).toBe(0);
      expect(kept()).toEqual([]);
    }
    const server = await started(serve(idp));
    await ran([...show(`${server.origin}/m.xml`), '--no-cache']);
    expect(kept()).toEqual([]);
  });

  describe('stand in for a server that does not answer', () => {
    // [what, attributes of the root, headers, how it fails then, hours later, whether the copy is used]
    const fail500: Handler = (_, response) => void response.writeHead(503).end();
    const fail404: Handler = (_, response) => void response.writeHead(404).end();
    const login: Handler = (_, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end();
    const cases: readonly (readonly [
      string,
      string,
      Record<string, string>,
      Handler | 'gone',
      number,
      boolean,
    ])[] = [
      ['nobody listens', '', {}, 'gone', 1, true],
      ['a week on, without validUntil', '', {}, 'gone', 8 * 24, false],
      ['as long as validUntil says', 'validUntil="2026-05-20T00:00:00Z"', {}, 'gone', 8 * 24, true],
      ['no longer than validUntil says', 'validUntil="2026-05-02T00:00:00Z"', {}, 'gone', 48, false],
      ['out of order', '', {}, fail500, 1, true],
      ['too slow', '', {}, () => undefined, 1, true],
      [
        'unless the server forbids it',
        '',
        { 'cache-control': 'must-revalidate, max-age=60' },
        'gone',
        1,
        false,
      ],
      ['not where the server says that it is gone', '', {}, fail404, 1, false],
      ['not where a login is shown', '', {}, login, 1, false],
    ];
    test.each(cases)('%s', async (_, attributes, headers, failure, hours, isUsed) => {
      let answer = serve(withRoot(attributes), headers);
      const server = await started((request, response) => answer(request, response));
      const url = `${server.origin}/m.xml`;
      await ran(show(url), at(0));
      if (failure === 'gone') await server.close();
      else answer = failure;
      const { code, out, err } = await ran(show(url, '--timeout', '400ms'), at(hours));
      expect(code).toBe(isUsed ? 0 : 3);
      expect(out.includes(IDP)).toBe(isUsed);
      const says = /The copy of 2026-05-01T09:00:00Z is used instead, which may be until 2026-05-\d\dT/;
      if (isUsed) expect(err).toMatch(says);
      else expect(err).not.toMatch(says);
    });

    test('not where another server stands in its place', async () => {
      const { identity, authority } = issuedIdentity();
      const files = { 'ca.pem': authority };
      const server = await started(serve(idp), identity);
      const line = show(`${server.origin}/m.xml`, '--ca-file', 'ca.pem');
      expect((await ran(line, { files, ...at(0) })).code).toBe(0);
      const { code, err } = await ran(show(`${server.origin}/m.xml`), at(1));
      expect(code).toBe(3);
      expect(err).toMatch(/TLS certificate is not accepted/);
    });
  });

  // [what is done to which file]
  const damages: readonly (readonly [string, string, (text: string) => string])[] = [
    ['another byte in the copy', '.xml', (text) => text.replace('idp.example', 'evil.example')],
    ['a copy cut short', '.xml', (text) => text.slice(0, -10)],
    ['a note that is no JSON', '.json', () => '{'],
    ['a note that is no object', '.json', () => 'null'],
    ['a note of another form', '.json', (text) => text.replace('"form":1', '"form":2')],
    [
      'a note with a field of another type',
      '.json',
      (text) => text.replace(/"freshUntil":\d+/, '"freshUntil":"x"'),
    ],
    ['a note that points elsewhere', '.json', (text) => text.replace(/"sha256":"\w+"/, '"sha256":"../../x"')],
    ['an ETag that is no header', '.json', (text) => text.replace('"form":1', '"form":1,"etag":"a\\r\\nb"')],
  ];
  test.each(damages)('are discarded where they are damaged: %s', async (_, ending, damage) => {
    const server = await started(serve(idp, { 'cache-control': 'max-age=7200' }));
    const url = `${server.origin}/m.xml`;
    await ran(show(url));
    const file = kept().find((name) => name.endsWith(ending)) ?? '';
    writeFileSync(file, damage(readFileSync(file, 'utf8')));
    const { code, out, err } = await ran(show(url));
    expect(code).toBe(0);
    expect(out).toContain(IDP);
    expect(err).toMatch(/the copy that was kept is damaged, and is discarded\.\n.*: fetched, /);
    expect(server.requests.length).toBe(2);
    expect((await ran(show(url))).err).toMatch(/is used, fresh until/);
  });

  test('where there is no place for them, there are none', async () => {
    const server = await started(serve(idp));
    const blocked = join(cache, 'file');
    writeFileSync(blocked, '');
    const { code, err } = await ran(show(`${server.origin}/m.xml`), { env: { XDG_CACHE_HOME: blocked } });
    expect(code).toBe(0);
    expect(err).toMatch(/cannot be used \(ENOTDIR\), so no copy is kept\./);
  });

  test('give nothing away of the address', async () => {
    const server = await started(serve(idp));
    await ran(show(`${server.origin.replace('//', '//ann:hunter2@')}/m.xml?appid=1`));
    await ran(show(`${server.origin}/m.xml?appid=1`));
    expect(kept().length).toBe(2);
    for (const file of kept()) expect(file + readFileSync(file, 'utf8')).not.toMatch(/ann|hunter2/);
  });
});
