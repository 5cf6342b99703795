import { describe, expect, test } from 'vitest';
import { proxyFrom } from '../../src/network/proxy.ts';
import {
  ELSEWHERE,
  issuedIdentity,
  type LoopbackServer,
  type ProxyHandler,
  startProxy,
  type TlsIdentity,
} from './loopback-server.ts';
import { cache, closing, IDP, idp, ran, serve, show, started } from './setup.ts';

const { identity, authority } = issuedIdentity();
const URL_ELSEWHERE = `https://${ELSEWHERE}/m.xml`;

/** A proxy that is closed with the test. */
const proxied = async (handler: ProxyHandler, own?: TlsIdentity): Promise<LoopbackServer> =>
  closing(await startProxy(handler, own));

/** Shows the metadata elsewhere, with these variables in the environment. */
const shown = (variables: Readonly<Record<string, string>>, url = URL_ELSEWHERE, ...options: string[]) =>
  ran(show(url, '--ca-file', 'ca.pem', '--timeout', '2s', '--no-cache', ...options), {
    env: { XDG_CACHE_HOME: cache, ...variables },
    files: { 'ca.pem': authority },
  });

describe('a proxy', () => {
  test.each(['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'])(
    'is used where %s names it',
    async (name) => {
      const server = await started(serve(idp), identity);
      const proxy = await proxied((_, __, connectTo) => connectTo(new URL(server.origin).port));
      const { code, err, out } = await shown({ [name]: proxy.origin });
      expect(err).toBe(
        `samlscope: ${URL_ELSEWHERE}: fetched through the proxy ${new URL(proxy.origin).host}, ${idp.length} bytes.\n`,
      );
      expect(code).toBe(0);
      expect(out).toContain(IDP);
      expect(proxy.requests.map(({ url }) => url)).toEqual([`${ELSEWHERE}:443`]);
      expect(proxy.requests[0]?.headers['proxy-authorization']).toBeUndefined();
      expect(server.requests[0]?.headers['host']).toBe(ELSEWHERE);
    },
  );

  test('may itself be reached by TLS', async () => {
    const server = await started(serve(idp), identity);
    const proxy = await proxied((_, __, connectTo) => connectTo(new URL(server.origin).port), identity);
    expect((await shown({ HTTPS_PROXY: proxy.origin })).code).toBe(0);
  });

  test('is told who asks, and nobody else is', async () => {
    const server = await started(serve(idp), identity);
    const proxy = await proxied((_, __, connectTo) => connectTo(new URL(server.origin).port));
    const { code, err, out } = await shown({
      HTTPS_PROXY: proxy.origin.replace('//', '//ann:hunter%3A2@'),
    });
    expect(code).toBe(0);
    const expected = Buffer.from('ann:hunter:2').toString('base64');
    expect(proxy.requests[0]?.headers['proxy-authorization']).toBe(`Basic ${expected}`);
    expect(JSON.stringify(server.requests[0]?.headers)).not.toContain(expected);
    expect(err + out).not.toMatch(/hunter|ann:/);
  });

  test('cannot pass for the server', async () => {
    const other = await started(serve(idp), issuedIdentity().identity);
    const proxy = await proxied((_, __, connectTo) => connectTo(new URL(other.origin).port));
    const { code, err } = await shown({ HTTPS_PROXY: proxy.origin });
    expect(err).toMatch(/the server's TLS certificate is not accepted/);
    expect(code).toBe(3);
    expect(other.requests).toEqual([]);
  });

  // [what it does, how, what is said of it]
  const answer =
    (line: string): ProxyHandler =>
    (_, client) =>
      void client.end(`HTTP/1.1 ${line}\r\nContent-Length: 3\r\n\r\nno\n`);
  const cases: readonly (readonly [string, ProxyHandler, RegExp])[] = [
    [
      'wants a login',
      answer('407 Proxy Authentication Required'),
      /wants a login \(407\): write HTTPS_PROXY as http:\/\/user:password@host:port\.$/m,
    ],
    [
      'permits nothing',
      answer('403 Forbidden'),
      /does not permit connections to metadata\.example\.test:443 \(403\)/,
    ],
    ['finds nobody', answer('502 Bad Gateway'), /cannot reach metadata\.example\.test:443 \(502\)/],
    ['is no proxy', answer('400 Bad Request'), /answered 400 and did not connect to metadata/],
    ['never answers', () => undefined, /did not connect to metadata\.example\.test:443 within 300ms/],
    ['hangs up', (_, client) => void client.destroy(), /cannot be used \(ECONNRESET\)/],
    ['speaks no HTTP', (_, client) => void client.end('220 mail\r\n'), /cannot be used \(HPE_\w+\)/],
  ];
  test.each(cases)('that %s is named', async (_, handler, says) => {
    const proxy = await proxied(handler);
    const { code, err, out } = await shown(
      { HTTPS_PROXY: proxy.origin },
      URL_ELSEWHERE,
      '--timeout',
      '300ms',
    );
    expect(err).toMatch(says);
    expect(err).toContain(`the proxy ${new URL(proxy.origin).host} (HTTPS_PROXY)`);
    expect(err.trim().split('\n').length).toBe(1);
    expect(code).toBe(3);
    expect(out).toBe('');
  });

  test('that does not accept a login says so, and the login is not shown', async () => {
    const proxy = await proxied(answer('407 Proxy Authentication Required'));
    const { code, err } = await shown({ HTTPS_PROXY: proxy.origin.replace('//', '//ann:hunter2@') });
    expect(err).toMatch(/does not accept the user name and password in HTTPS_PROXY \(407\)/);
    expect(err).not.toMatch(/hunter2|ann:/);
    expect(code).toBe(3);
  });

  test('that is not there is named', async () => {
    const proxy = await proxied(() => undefined);
    await proxy.close();
    const { code, err } = await shown({ HTTPS_PROXY: proxy.origin });
    expect(err).toMatch(/the proxy 127\.0\.0\.1:\d+ \(HTTPS_PROXY\) cannot be used \(ECONNREFUSED\)\./);
    expect(code).toBe(3);
  });

  test('is not asked for this machine', async () => {
    const server = await started(serve(idp), identity);
    const proxy = await proxied(() => undefined);
    const { code } = await shown({ HTTPS_PROXY: proxy.origin }, `${server.origin}/m.xml`);
    expect(code).toBe(0);
    expect(proxy.connections()).toBe(0);
  });

  test('that seems to be needed is asked for', async () => {
    const { code, err } = await shown({}, 'https://metadata.invalid/m.xml');
    expect(err).toMatch(
      /; it was connected to directly: where this network needs a proxy, HTTPS_PROXY must name it/,
    );
    expect(code).toBe(3);
  });

  test.each([
    [
      'socks5://127.0.0.1:1080',
      /HTTPS_PROXY names a proxy of the kind socks5:, and only http: and https: are known/,
    ],
    ['http://ann:hunter2@:x', /HTTPS_PROXY is no address of a proxy that can be read/],
  ])('%s is refused', async (value, says) => {
    const { code, err } = await shown({ HTTPS_PROXY: value });
    expect(err).toMatch(says);
    expect(err).not.toContain('hunter2');
    expect(code).toBe(2);
  });
});

describe('which proxy', () => {
  // [NO_PROXY, address, whether it is connected to directly]
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['idp.example.org', 'https://idp.example.org/', true],
    ['idp.example.org', 'https://IDP.example.org:8443/', true],
    ['example.org', 'https://idp.example.org/', true],
    ['.example.org', 'https://idp.example.org/', true],
    ['*.example.org', 'https://idp.example.org/', true],
    ['example.org', 'https://idpexample.org/', false],
    ['idp.example.org', 'https://example.org/', false],
    ['idp.example.org:8443', 'https://idp.example.org:8443/', true],
    ['idp.example.org:8443', 'https://idp.example.org/', false],
    ['idp.example.org:443', 'https://idp.example.org/', true],
    ['a.example, example.org b.example', 'https://idp.example.org/', true],
    ['192.0.2.1', 'https://192.0.2.1/', true],
    ['[2001:db8::1]:443', 'https://[2001:db8::1]/', true],
    ['*', 'https://idp.example.org/', true],
    ['', 'https://idp.example.org/', false],
    ['', 'https://localhost/', true],
    ['', 'http://127.0.0.1:8080/', true],
  ];
  test.each(cases)('NO_PROXY=%s %s: %s', (excepted, address, direct) => {
    const choose = proxyFrom({ HTTPS_PROXY: 'proxy.example:3128', NO_PROXY: excepted });
    expect(choose(new URL(address))?.address.host).toBe(direct ? undefined : 'proxy.example:3128');
  });

  test('the variable for https goes first, and an empty one means none', () => {
    const address = new URL('https://idp.example.org/');
    const of = (variables: Record<string, string>) => proxyFrom(variables)(address)?.address.hostname;
    expect(of({ HTTPS_PROXY: 'http://a', HTTP_PROXY: 'http://b' })).toBe('a');
    expect(of({ HTTPS_PROXY: '', HTTP_PROXY: 'http://b' })).toBeUndefined();
    expect(of({ https_proxy: 'http://a', HTTPS_PROXY: 'http://b', no_proxy: 'x', NO_PROXY: '*' })).toBe('a');
    expect(of({})).toBeUndefined();
  });
});
