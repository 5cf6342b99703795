import { describe, expect, test } from 'vitest';
import type { Handler } from './loopback-server.ts';
import { IDP, idp, ran, serve, show, started } from './setup.ts';

describe('permission', () => {
  const message = 'hello';
  const lines: readonly (readonly [string, (url: string) => string[]])[] = [
    ['--idp-metadata', (url) => ['--idp-metadata', url, 'm']],
    ['--sp-metadata', (url) => ['--sp-metadata', url, 'm']],
    ['--metadata', (url) => ['--metadata', url, 'm']],
    ['--mdq', (url) => ['--mdq', url, '--entity', IDP, 'm']],
    ['show', (url) => ['metadata', 'show', url]],
    ['lint', (url) => ['metadata', 'lint', url]],
    ['verify', (url) => ['metadata', 'verify', '--cert', 'idp.pem', url]],
    ['keys', (url) => ['metadata', 'keys', url]],
    ['extract', (url) => ['metadata', 'extract', '--entity', IDP, url]],
    ['diff', (url) => ['metadata', 'diff', 'idp.xml', url]],
    ['convert', (url) => ['metadata', 'convert', '--to', 'spring', url]],
    ['mdq for show', (url) => ['metadata', 'show', '--mdq', url, '--entity', IDP]],
  ];
  test.each(lines)('%s: nothing is fetched unless permitted', async (_, line) => {
    const server = await started(serve(idp));
    const { code, err, out } = await ran(line(`${server.origin}/m.xml`), {
      files: { m: message, 'idp.xml': idp },
    });
    expect(code).toBe(2);
    expect(err).toMatch(
      /^samlscope: (?:--[a-z-]+ )?http:\/\/127\.0\.0\.1:\d+\/m\.xml\S* would be fetched over the network, which is done only with --allow-network\.$/m,
    );
    expect(out).toBe('');
    expect(server.connections()).toBe(0);
  });

  test('help does not fetch', async () => {
    const server = await started(serve(idp));
    expect((await ran(['metadata', 'show', '--help', server.origin])).code).toBe(0);
    expect(server.connections()).toBe(0);
  });

  test('what is not encrypted is fetched from this machine alone', async () => {
    for (const host of ['idp.example.test', '10.0.0.1', 'localhost.example.test', '127.0.0.1.example.test']) {
      const { code, err } = await ran(show(`http://${host}/m.xml`));
      expect(code, host).toBe(2);
      expect(err).toContain(`http://${host}/m.xml is not encrypted, so it is not fetched`);
    }
  });

  test('an address that cannot be read is not repeated', async () => {
    const { code, err } = await ran(show('https://user:hunter2@/m.xml'));
    expect(code).toBe(2);
    expect(err).toBe('samlscope: An operand is no address that can be read.\n');
  });

  // [command line, what is said]
  const misused: readonly (readonly [string[], RegExp])[] = [
    [['--mdq', 'https://mdq.example.test'], /--mdq needs to be told whom to ask for: --entity ID/],
    [['--entity', IDP], /--entity is for --mdq, which is not given/],
    [['--mdq-sha1'], /--mdq-sha1 is for --mdq/],
    [['--timeout', '0s'], /--timeout takes a time from 1ms to 60m/],
    [['--timeout', 'soon'], /--timeout takes a time/],
    [['metadata', 'verify', '--cert', 'c', '--entity', IDP, 'f'], /takes --entity only with --mdq/],
    [['metadata', 'new', '--allow-network'], /metadata new takes no option --allow-network/],
    [['metadata', 'diff', '--mdq', 'https://m.example.test', '--entity', IDP], /takes two files/],
    [
      ['--mdq', 'https://m.example.test', '--entity', '{sha1}abc', '--allow-network', 'm'],
      /40 hexadecimal digits/,
    ],
  ];
  test.each(misused)('%j', async (line, says) => {
    const { code, err } = await ran(line, { files: { m: message }, stdin: message });
    expect(err).toMatch(says);
    expect(code).toBe(2);
  });
});

test('secrets in an address are never shown', async () => {
  const secret = 'hunter2';
  const handlers: Handler[] = [
    serve(idp),
    (_, response) => void response.writeHead(302, { location: `/next?code=${secret}` }).end(),
    (_, response) =>
      void response.writeHead(302, { location: `http://x.example.test/${'?'}t=${secret}` }).end(),
    (_, response) => void response.writeHead(404).end(),
    () => undefined,
  ];
  for (const handler of handlers) {
    const server = await started(handler);
    const url = `${server.origin.replace('//', `//ann:${secret}@`)}/m.xml?token=${secret}&${secret}#${secret}`;
    for (const line of [
      show(url, '--timeout', '300ms'),
      ['metadata', 'show', url],
      ['metadata', 'keys', '--format', 'json', '--allow-network', '--timeout', '300ms', url],
    ]) {
      const { out, err } = await ran(line);
      expect(out + err).not.toContain(secret);
      expect(out + err).not.toContain('ann:');
    }
  }
});
