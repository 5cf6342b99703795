import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildEntityDescriptor, buildResponse, testKeys } from '@samlscope/testkit';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { run } from '../../src/run.ts';
import { FakeIo, type Given } from '../fake-io.ts';
import { type Handler, type LoopbackServer, startServer, type TlsIdentity } from './loopback-server.ts';

export const IDP = 'https://idp.example.test/metadata';
export const idp = buildEntityDescriptor({
  entityID: IDP,
  idp: { signingKeys: [testKeys.idp], singleSignOn: 'https://idp.example.test/sso' },
});
/** The same with more attributes on its root. */
export const withRoot = (attributes: string) => idp.replace(' entityID=', ` ${attributes} entityID=`);
export const login = buildResponse({
  dialect: 'keycloak',
  issueInstant: '2026-05-01T09:00:00Z',
  issuer: IDP,
  acsUrl: 'https://sp.example.test/acs',
  audience: 'https://sp.example.test/',
  key: testKeys.idp,
});
export const TYPE = { 'content-type': 'application/samlmetadata+xml' };
/** Answers with metadata, whatever is asked. */
export const serve =
  (body: string | Uint8Array, headers: Record<string, string> = {}): Handler =>
  (_, response) => {
    response.writeHead(200, { ...TYPE, ...headers });
    response.end(body);
  };
export const sha1Of = (entityID: string) => `{sha1}${createHash('sha1').update(entityID).digest('hex')}`;

/** The user's folder for caches, new for each test. */
export let cache: string;
const open: LoopbackServer[] = [];
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'samlscope-test-'));
});
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
  rmSync(cache, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

/** A server that is closed with the test. */
export async function started(handler: Handler, identity?: TlsIdentity): Promise<LoopbackServer> {
  return closing(await startServer(handler, identity));
}

/** A server that was started, closed with the test. */
export function closing(server: LoopbackServer): LoopbackServer {
  open.push(server);
  return server;
}

/** Runs a command line over the real network and disk, and everything else in memory. */
export async function ran(line: readonly string[], given: Given = {}) {
  const io = new FakeIo({ env: { XDG_CACHE_HOME: cache }, ...given });
  const code = await run(line, io);
  expect(io.err).not.toMatch(/^\s+at |internal error/m);
  return { code, out: io.out, err: io.err };
}

export const show = (url: string, ...options: string[]) => [
  'metadata',
  'show',
  '--allow-network',
  ...options,
  url,
];

/** The files of the cache. */
export const kept = () => {
  const folder = join(cache, 'samlscope', 'metadata');
  return readdirSync(folder).map((name) => join(folder, name));
};
