import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createRequire } from 'node:module';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A server on this machine that counts who comes and what is asked. */
export interface LoopbackServer {
  /** `http://127.0.0.1:1234` */
  readonly origin: string;
  /** Every request so far. */
  readonly requests: IncomingMessage[];
  /** How many connections were made, whatever was asked over them. */
  connections(): number;
  close(): Promise<void>;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export interface TlsIdentity {
  readonly key: string;
  readonly cert: string;
}

/** Starts a server; with an identity, one that speaks TLS. */
export async function startServer(
  handler: Handler,
  identity?: TlsIdentity,
  tunnel?: (request: IncomingMessage, client: Socket) => void,
): Promise<LoopbackServer> {
  const requests: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const take: Handler = (request, response) => {
    requests.push(request);
    // Who is asked for more than is wanted is hung up on.
    response.on('error', () => undefined);
    handler(request, response);
  };
  const server = identity ? createSecureServer(identity, take) : createServer(take);
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  if (tunnel)
    server.on('connect', (request: IncomingMessage, client: Socket) => {
      requests.push(request);
      tunnel(request, client);
    });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http${identity ? 's' : ''}://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** What a proxy does with CONNECT; `connectTo` opens the tunnel to a port of this machine. */
export type ProxyHandler = (
  request: IncomingMessage,
  client: Socket,
  connectTo: (port: string) => void,
) => void;

/** A proxy on this machine. Every request for a tunnel is in `requests`. */
export async function startProxy(handler: ProxyHandler, identity?: TlsIdentity): Promise<LoopbackServer> {
  return startServer(
    (_, response) => void response.writeHead(405).end(),
    identity,
    (request, client) => {
      client.on('error', () => undefined);
      handler(request, client, (port) => {
        const server = connect(Number(port), '127.0.0.1', () => {
          client.write('HTTP/1.1 200 Connection established\r\n\r\n');
          server.pipe(client).pipe(server);
        });
        server.on('error', () => client.destroy());
        client.on('close', () => server.destroy());
      });
    },
  );
}

/** A host that only a proxy can find. */
export const ELSEWHERE = 'metadata.example.test';

// The library that the testkit makes certificates with.
const forge: typeof import('node-forge') = createRequire(
  new URL('../../../testkit/package.json', import.meta.url),
)('node-forge');

/** A certificate for 127.0.0.1 and {@link ELSEWHERE} that an authority issued, and the authority's own. */
export function issuedIdentity(): { readonly identity: TlsIdentity; readonly authority: string } {
  const authority = certificate('CN=Test authority', true);
  const leaf = certificate('CN=127.0.0.1', false, authority);
  return { identity: leaf, authority: authority.cert };
}

/** A certificate for 127.0.0.1 that vouches for itself. */
export function selfSignedIdentity(): TlsIdentity {
  return certificate('CN=127.0.0.1', false);
}

function certificate(name: string, isAuthority: boolean, issuer?: TlsIdentity): TlsIdentity {
  const { privateKey, publicKey } = forge.pki.rsa.generateKeyPair(2048);
  const made = forge.pki.createCertificate();
  made.publicKey = publicKey;
  made.serialNumber = isAuthority ? '01' : '02';
  made.validity.notBefore = new Date(Date.now() - 86_400_000);
  made.validity.notAfter = new Date(Date.now() + 86_400_000);
  const subject = [{ shortName: 'CN', value: name.slice(3) }];
  made.setSubject(subject);
  const by = issuer && forge.pki.certificateFromPem(issuer.cert);
  made.setIssuer(by ? by.subject.attributes : subject);
  made.setExtensions([
    { name: 'basicConstraints', cA: isAuthority },
    ...(isAuthority
      ? [{ name: 'keyUsage', keyCertSign: true }]
      : [
          {
            name: 'subjectAltName',
            altNames: [
              { type: 7, ip: '127.0.0.1' },
              { type: 2, value: ELSEWHERE },
            ],
          },
        ]),
  ]);
  made.sign(issuer ? forge.pki.privateKeyFromPem(issuer.key) : privateKey, forge.md.sha256.create());
  return { key: forge.pki.privateKeyToPem(privateKey), cert: forge.pki.certificateToPem(made) };
}
