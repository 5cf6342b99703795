import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { testKeys } from '@samlscope/testkit';
import { describe, expect, test } from 'vitest';
import type { Handler } from './loopback-server.ts';
import { IDP, idp, kept, login, ran, serve, sha1Of, show, started, TYPE } from './setup.ts';

/** What the signatures were found to be, and the errors. */
function judged(json: string) {
  const { signatures, findings } = JSON.parse(json) as {
    readonly signatures: readonly { readonly outcome: string }[];
    readonly findings: readonly {
      readonly verdict: string;
      readonly severity: string;
      readonly check: string;
    }[];
  };
  return {
    signatures: signatures.map(({ outcome }) => outcome).join(),
    failed: findings.filter(({ verdict }) => verdict === 'fail').map(({ check }) => check),
  };
}

describe('what was fetched is used like a file', () => {
  test('for a message: the keys and the entityID of its issuer', async () => {
    const server = await started(serve(idp));
    const url = `${server.origin}/m.xml`;
    for (const option of ['--idp-metadata', '--metadata']) {
      const { out, err } = await ran(
        [option, url, '--allow-network', '--format', 'json', '--now', 'issued', 'm'],
        {
          files: { m: login },
        },
      );
      expect(err).toBe(`samlscope: ${url}: fetched, ${idp.length} bytes.\n`);
      expect(judged(out)).toEqual({ signatures: 'known-signer', failed: [] });
    }
    expect(server.requests[0]?.headers['accept']).toContain('application/samlmetadata+xml');
    expect(server.requests[0]?.headers['user-agent']).toMatch(/^samlscope\/\d/);
  });

  test('for every action on metadata, under the name of its address', async () => {
    const server = await started(serve(idp, {}));
    const url = `${server.origin}/m.xml`;
    const lines: readonly (readonly [string[], number, RegExp])[] = [
      [['show', url], 0, new RegExp(`^${url}: md:EntityDescriptor`)],
      [['lint', '--threshold', 'error', url], 0, /SAML metadata/],
      [['verify', '--cert', 'idp.pem', url], 1, /is not signed/],
      [['keys', url], 0, /CN=idp\.example\.test/],
      [['extract', '--entity', IDP, url], 0, /^<md:EntityDescriptor/],
      [['diff', 'idp.xml', url], 0, /Nothing that a login could notice changed/],
      [['convert', '--to', 'spring', url], 0, /assertingparty/],
    ];
    for (const [[action = '', ...rest], expected, says] of lines) {
      const { code, out, err } = await ran(['metadata', action, '--allow-network', ...rest], {
        files: { 'idp.xml': idp, 'idp.pem': testKeys.idp.certificatePem },
      });
      expect(out + err, action).toMatch(says);
      expect(code, action).toBe(expected);
    }
  });

  test('compressed on the way', async () => {
    const server = await started(serve(gzipSync(idp), { 'content-encoding': 'gzip' }));
    const { code, out, err } = await ran(show(`${server.origin}/m.xml`));
    expect(code).toBe(0);
    expect(out).toContain(IDP);
    expect(err).toContain(`fetched, ${idp.length} bytes.`);
  });

  test('after redirects, with the user name for the same server only', async () => {
    const other = await started(serve(idp));
    const server = await started((request, response) => {
      const next = { '/a': '/b', '/b': `${other.origin}/m.xml` }[request.url ?? ''];
      response.writeHead(302, { location: next }).end();
    });
    const { code, err } = await ran(show(`${server.origin.replace('//', '//ann:hunter2@')}/a`));
    expect(code).toBe(0);
    expect(err).not.toMatch(/ann|hunter2/);
    expect(server.requests.map(({ headers }) => headers.authorization !== undefined)).toEqual([true, true]);
    expect(other.requests[0]?.headers.authorization).toBeUndefined();
  });

  test('one address twice is fetched once, two that look alike are told apart', async () => {
    const server = await started(serve(idp));
    const url = `${server.origin}/m.xml?token=`;
    const { code, out } = await ran(['metadata', 'show', '--allow-network', `${url}a`, `${url}b`, `${url}a`]);
    expect(code).toBe(0);
    expect(out.match(/^http\S+(?: \(2\))?: md:/gm)).toEqual([
      `${url}***: md:`,
      `${url}*** (2): md:`,
      `${url}***: md:`,
    ]);
    expect(server.requests.length).toBe(2);
  });
});

describe('a metadata query service', () => {
  const HASH = '{sha1}3ea29d8aeec3ccb93a1f5b8bd8d5f6db2d1a6bbb';
  const service: Handler = (request: IncomingMessage, response: ServerResponse) => {
    const asked = decodeURIComponent(request.url?.replace(/^\/base\/entities\//, '') ?? '');
    const isKnown = asked === IDP || asked === sha1Of(IDP);
    response.writeHead(isKnown ? 200 : 404, TYPE).end(isKnown ? idp : '');
  };

  test('is asked by entityID or by hash, and its answer used', async () => {
    const server = await started(service);
    const base = `${server.origin}/base`;
    const lines = [
      ['--mdq', base, '--entity', IDP],
      ['--mdq', `${base}/`, '--entity', IDP],
      ['--mdq', base, '--entity', IDP, '--mdq-sha1'],
      ['--mdq', base, '--entity', sha1Of(IDP)],
      ['--mdq', base, '--entity', sha1Of(IDP).toUpperCase().replace('SHA1', 'sha1')],
    ];
    for (const line of lines.slice(0, 4)) {
      const { code, out } = await ran(['metadata', 'show', '--allow-network', ...line]);
      expect(code).toBe(0);
      expect(out).toContain('SingleSignOnService');
    }
    expect(server.requests.map(({ url }) => url)).toEqual([
      '/base/entities/https%3A%2F%2Fidp.example.test%2Fmetadata',
      '/base/entities/https%3A%2F%2Fidp.example.test%2Fmetadata',
      `/base/entities/%7Bsha1%7D${sha1Of(IDP).slice(6)}`,
      `/base/entities/%7Bsha1%7D${sha1Of(IDP).slice(6)}`,
    ]);
    for (const action of ['lint', 'keys', 'extract']) {
      const line = ['metadata', action, '--allow-network', '--mdq', base, '--entity', sha1Of(IDP)];
      expect((await ran(line)).out, action).toContain(IDP);
    }
    const diff = await ran(
      ['metadata', 'diff', '--allow-network', 'old.xml', '--mdq', base, '--entity', IDP],
      {
        files: { 'old.xml': idp.replace('/sso', '/old') },
      },
    );
    expect(diff.code).toBe(1);
    expect(diff.out).toMatch(/SingleSignOnService/);
  });

  test('serves a message, too', async () => {
    const server = await started(service);
    const line = [
      '--mdq',
      `${server.origin}/base`,
      '--entity',
      IDP,
      '--allow-network',
      '--now',
      'issued',
      '--format',
      'json',
      'm',
    ];
    const { out, err } = await ran(line, { files: { m: login } });
    expect(err).toMatch(/fetched, /);
    expect(judged(out)).toEqual({ signatures: 'known-signer', failed: [] });
  });

  test('does not know the entity', async () => {
    const server = await started(service);
    const line = [
      'metadata',
      'show',
      '--mdq',
      `${server.origin}/base`,
      '--entity',
      'https://other.example/',
      '--allow-network',
    ];
    const { code, err } = await ran(line);
    expect(err).toMatch(/the server answered 404: it knows no entity https:\/\/other\.example\/\.$/m);
    expect(code).toBe(3);
  });

  test('answers with something else', async () => {
    const answers: readonly (readonly [string, RegExp])[] = [
      [
        idp.replace(IDP, 'https://evil.example/'),
        /the answer is the metadata of https:\/\/evil\.example\/, but/,
      ],
      [
        `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">${idp}</md:EntitiesDescriptor>`,
        /the answer is not one EntityDescriptor/,
      ],
    ];
    for (const [body, says] of answers) {
      const server = await started(serve(body));
      for (const entity of [IDP, HASH]) {
        const { code, err } = await ran([
          'metadata',
          'show',
          '--mdq',
          server.origin,
          '--entity',
          entity,
          '--allow-network',
        ]);
        expect(err).toMatch(says);
        expect(code).toBe(3);
        expect(kept()).toEqual([]);
      }
    }
  });
});
