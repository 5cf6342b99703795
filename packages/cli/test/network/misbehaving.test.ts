import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { Cache } from '../../src/network/cache.ts';
import { fetchMetadata } from '../../src/network/fetch-metadata.ts';
import { type Handler, issuedIdentity, selfSignedIdentity } from './loopback-server.ts';
import { cache, IDP, idp, kept, login, ran, serve, show, started, TYPE } from './setup.ts';

describe('a server that misbehaves', () => {
  const redirect =
    (to: (path: string, origin: string) => string | undefined): Handler =>
    (request, response) => {
      const location = to(request.url ?? '', `http://${request.headers.host}`);
      response.writeHead(302, location === undefined ? {} : { location }).end();
    };
  const status =
    (code: number, headers: Record<string, string> = TYPE): Handler =>
    (_, response) =>
      void response.writeHead(code, headers).end('<x/>');
  const typed =
    (type: string | undefined, body = '<html/>'): Handler =>
    (_, response) =>
      void response.writeHead(200, type === undefined ? {} : { 'content-type': type }).end(body);
  const drip: Handler = (_, response) => {
    response.writeHead(200, TYPE);
    const timer = setInterval(() => response.write('<'), 20);
    response.on('close', () => clearInterval(timer));
  };
  const endless: Handler = (_, response) => {
    response.writeHead(200, TYPE);
    const chunk = Buffer.alloc(1024 * 1024, 0x20);
    const more = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  };
  const bomb = gzipSync(Buffer.alloc(2 * 1024 * 1024, 0x20));

  // [what, how it answers, what is said]
  const cases: readonly (readonly [string, Handler, RegExp])[] = [
    ['never answers', () => undefined, /the server answered nothing within 400ms \(--timeout\)/],
    ['drips', drip, /the answer was not complete within 400ms \(--timeout\): \d+ bytes had come/],
    [
      'announces too much',
      serve('', { 'content-length': '9999999999' }),
      /larger than 256 MiB, the most that is fetched \(the server announces 9999999999 bytes\); download it and give/,
    ],
    [
      'is cut off by itself',
      (request) => request.socket.destroy(),
      /closed the connection before it had answered in full/,
    ],
    [
      'cuts its answer short',
      (_, response) => {
        response.writeHead(200, { ...TYPE, 'content-length': '5000' });
        response.write(idp.slice(0, 100));
        setTimeout(() => response.destroy(), 50);
      },
      /the answer is cut short: 100 of 5000 bytes came/,
    ],
    [
      'cuts a chunked answer short',
      (_, response) => {
        response.writeHead(200, TYPE);
        response.write(idp.slice(0, 100));
        setTimeout(() => response.destroy(), 50);
      },
      /the answer is cut short: 100 bytes came/,
    ],
    [
      'cuts its compressed answer short',
      serve(gzipSync(idp).subarray(0, 200), { 'content-encoding': 'gzip' }),
      /the compressed answer is damaged or cut short/,
    ],
    [
      'says gzip of what is none',
      serve(idp, { 'content-encoding': 'gzip' }),
      /the compressed answer is damaged/,
    ],
    [
      'encodes otherwise',
      serve(idp, { 'content-encoding': 'br' }),
      /encoded in a way that was not asked for, br\./,
    ],
    [
      'shows a login',
      typed('text/html; charset=utf-8'),
      /a web page \(text\/html\) came instead of metadata, probably a login page/,
    ],
    ['shows a login of XHTML', typed('application/xhtml+xml'), /a web page \(application\/xhtml\+xml\) came/],
    [
      'sends something else',
      typed('application/json', '{}'),
      /of the type application\/json, and metadata is one of application\/samlmetadata\+xml/,
    ],
    ['says nothing of the type', typed(undefined, idp), /of no stated type/],
    [
      'redirects in a circle',
      redirect((path) => (path === '/a' ? '/b' : '/a')),
      /redirects in a circle: http\S+\/m\.xml|redirects in a circle/,
    ],
    ['redirects to itself', redirect((path) => path), /redirects in a circle: (http\S+\/m\.xml) → \1\./],
    [
      'redirects without end',
      redirect((path) => `${path}x`),
      /redirects more than 5 times: .*m\.xml → .*m\.xmlx → /,
    ],
    ['redirects nowhere', redirect(() => undefined), /answered 302 without saying where to go/],
    ['redirects to nonsense', redirect(() => 'http://['), /redirects to something that is no address/],
    [
      'redirects to a file',
      redirect(() => 'file:///etc/passwd'),
      /redirects to an address of the scheme file:, which is not followed/,
    ],
    [
      'redirects into the clear',
      redirect(() => 'http://idp.example.test/m.xml?code=x'),
      /redirects to http:\/\/idp\.example\.test\/m\.xml\?code=\*\*\*, which is not encrypted/,
    ],
    [
      'redirects to a login',
      (request, response) =>
        request.url === '/login'
          ? typed('text/html')(request, response)
          : redirect(() => '/login')(request, response),
      /a web page \(text\/html\) came at http\S+\/login instead of metadata/,
    ],
    ['knows nothing of it', status(404), /answered 404: there is nothing at this address\./],
    ['wants a login', status(401), /answered 401: it wants a login/],
    ['refuses', status(403), /answered 403: it may not be read/],
    ['fails', status(500), /answered 500: it failed\./],
    ['fails in its own way', status(599), /answered 599: it is out of order\./],
    ['is in another mood', status(418), /answered 418: that is no metadata\./],
    ['claims what was not asked', status(304), /answered 304: that is no metadata/],
    ['has no content', status(204), /answered 204: that is no metadata/],
    [
      'speaks no HTTP',
      (request) => void request.socket.end('SSH-2.0-OpenSSH_9.7\r\n'),
      /is no HTTP that can be read \(HPE_\w+\)/,
    ],
  ];
  test.each(cases)('%s', async (_, handler, says) => {
    const server = await started(handler);
    const line = ['--idp-metadata', `${server.origin}/m.xml`, '--allow-network', '--timeout', '400ms', 'm'];
    const { code, err, out } = await ran(line, { files: { m: login } });
    expect(err).toMatch(says);
    expect(err).toMatch(/^samlscope: http:\/\/127\.0\.0\.1:\d+\/m\.xml: /);
    expect(err.trim().split('\n').length).toBe(1);
    expect(code).toBe(3);
    expect(out).toBe('');
    expect(kept()).toEqual([]);
  });

  const large: readonly (readonly [string, Handler])[] = [
    ['sends without end', endless],
    ['sends a bomb', serve(bomb, { 'content-encoding': 'gzip' })],
  ];
  test.each(large)('%s', async (_, handler) => {
    const server = await started(handler);
    const fetching = {
      cache: Cache.kept({ XDG_CACHE_HOME: cache }, 0),
      now: 0,
      timeoutMs: 60_000,
      mostBytes: 1024 * 1024,
      agent: 'test',
      tell: () => undefined,
    };
    await expect(fetchMetadata({ address: new URL(`${server.origin}/m.xml`) }, fetching)).rejects.toThrow(
      /m\.xml: it is larger than 1 MiB, the most that is fetched; download it and give the file/,
    );
    expect(kept()).toEqual([]);
  });

  test('nobody listens', async () => {
    const server = await started(serve(idp));
    await server.close();
    const { code, err } = await ran(show(`${server.origin}/m.xml`));
    expect(err).toMatch(/the server refuses the connection: nothing listens there\./);
    expect(code).toBe(3);
  });

  test('there is no such host', async () => {
    const { code, err } = await ran(show('https://metadata.invalid/m.xml', '--timeout', '5s'));
    expect(err).toMatch(/there is no such host|cannot be looked up at the moment|no connection came about/);
    expect(code).toBe(3);
  });

  test('what it answers is shown, never obeyed', async () => {
    const server = await started(typed('text/\u00fcml; charset=x', '<a/>'));
    const { err } = await ran(show(`${server.origin}/m.xml`));
    expect(err).not.toContain('\u001b');
    expect(err).toMatch(/of the type text/);
  });

  test('no metadata is told by the command as of a file, and not kept', async () => {
    const server = await started(serve('<html/>'));
    const { code, err } = await ran(show(`${server.origin}/m.xml`));
    expect(err).toMatch(/m\.xml: its root is <html>, which is no SAML metadata/);
    expect(code).toBe(3);
    expect(kept()).toEqual([]);
  });
});

describe('TLS', () => {
  const self = selfSignedIdentity();
  const { identity, authority } = issuedIdentity();

  test('a certificate that nobody vouches for is refused, whatever the environment says', async () => {
    const server = await started(serve(idp), self);
    for (const value of [undefined, '0']) {
      vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', value);
      const { code, err } = await ran(show(`${server.origin}/m.xml`));
      expect(err).toMatch(
        /TLS certificate is not accepted: it is self-signed, by nobody this machine trusts \(DEPTH_ZERO_SELF_SIGNED_CERT\)/,
      );
      expect(code).toBe(3);
    }
    expect(server.requests).toEqual([]);
  });

  test('an authority that is named is trusted, for the hosts it vouches for', async () => {
    const server = await started(serve(idp), identity);
    const unknown = await ran(show(`${server.origin}/m.xml`));
    expect(unknown.err).toMatch(/TLS certificate is not accepted/);
    expect(unknown.code).toBe(3);
    const files = { 'ca.pem': authority, 'no.pem': 'hello' };
    const known = await ran(show(`${server.origin}/m.xml`, '--ca-file', 'ca.pem'), { files });
    expect(known.code).toBe(0);
    expect(known.out).toContain(IDP);
    const port = new URL(server.origin).port;
    const elsewhere = await ran(show(`https://localhost:${port}/m.xml`, '--ca-file', 'ca.pem'), { files });
    expect(elsewhere.err).toMatch(/not accepted: it is for another host \(ERR_TLS_CERT_ALTNAME_INVALID\)/);
    const none = await ran(show(`${server.origin}/m.xml`, '--ca-file', 'no.pem'), { files });
    expect(none.err).toMatch(/--ca-file no\.pem holds no certificate in PEM/);
    expect(none.code).toBe(2);
  });

  test('a redirect out of TLS is not followed, not even to this machine', async () => {
    const clear = await started(serve(idp));
    const server = await started((_, response) => {
      response.writeHead(301, { location: `${clear.origin}/m.xml` }).end();
    }, identity);
    const { code, err } = await ran(show(`${server.origin}/m.xml`, '--ca-file', 'ca.pem'), {
      files: { 'ca.pem': authority },
    });
    expect(err).toMatch(/it redirects to http:\/\/127\.0\.0\.1:\d+\/m\.xml, which is not encrypted/);
    expect(code).toBe(3);
    expect(clear.connections()).toBe(0);
  });

  test('no TLS where TLS is expected', async () => {
    const server = await started(serve(idp));
    const { code, err } = await ran(show(`${server.origin.replace('http:', 'https:')}/m.xml`));
    expect(err).toMatch(/no TLS could be agreed on with the server/);
    expect(code).toBe(3);
  });
});
