import { rootCertificates } from 'node:tls';
import { VERSION, visible } from '@samlscope/core';
import type { ExitCode } from '../exit-code.ts';
import { readText } from '../files.ts';
import type { Io } from '../io.ts';
import { usage } from '../usage-error.ts';
import { named, readAddress } from './address.ts';
import { type FetchingCommand, isAddress, sourcesOf } from './addresses.ts';
import { Cache } from './cache.ts';
import { type Fetched, type Fetching, fetchMetadata } from './fetch-metadata.ts';
import type { Asked } from './judge-answer.ts';
import { mdqAddress } from './mdq.ts';
import { proxyFrom } from './proxy.ts';
import { redacted } from './redact.ts';
import { withEntity, withPaths } from './rewrite-command.ts';

/** An address on the command line. */
interface Wanted extends Asked {
  /** The option that gave it; empty for an operand. */
  readonly place: string;
  /** As it was given; what an MDQ address stands for was not. */
  readonly text: string;
}

/** The most that is fetched. Whatever takes it reads it as a stream where it is large. */
const MOST_FETCHED = 256 * 1024 * 1024;

/**
 * Fetches the metadata that a command names by address, and runs the command on it as on files.
 *
 * @throws SamlscopeError `usage` where that is not permitted; FetchError
 */
export async function runWithFetched(
  command: FetchingCommand,
  io: Io,
  run: (command: FetchingCommand, io: Io) => Promise<ExitCode>,
): Promise<ExitCode> {
  const wanted = wantedBy(command);
  requireAllowed(command, wanted);
  const fetching = fetchingFor(command, io);
  const fetched = new Map<string, Fetched>();
  const names = new Map<string, string>();
  try {
    for (const one of wanted) {
      if (names.has(one.text)) continue;
      const name = freeName(redacted(one.address), fetched);
      fetched.set(name, await fetchMetadata(one, fetching));
      names.set(one.text, name);
    }
    const onFiles = withPaths(
      command,
      (path) => names.get(path) ?? path,
      wanted.filter(({ entity }) => entity !== undefined).map(({ text }) => names.get(text) ?? text),
    );
    return await run(withEntity(onFiles, [...fetched.values()].at(-1)?.entityID), withFetched(io, fetched));
  } finally {
    for (const { file } of fetched.values()) file.close();
    fetching.cache.close();
  }
}

function wantedBy(command: FetchingCommand): Wanted[] {
  const given = sourcesOf(command)
    .filter(({ path }) => isAddress(path))
    .map(({ option, path }) => ({ place: option, text: path, address: readAddress(path, option) }));
  const { mdq } = command.network;
  const asked = (mdq?.entities ?? []).map((entity) => {
    const text = mdqAddress(mdq?.base ?? '', entity, mdq?.bySha1 === true);
    return { place: '--mdq', text, address: readAddress(text, '--mdq'), entity };
  });
  return [...given, ...asked];
}

function requireAllowed({ network }: FetchingCommand, wanted: readonly Wanted[]): void {
  if (network.allowed) return;
  const [first, ...others] = wanted.map(({ place, address }) => named(place, address));
  throw usage(
    `${first} would be fetched over the network, which is done only with --allow-network.`,
    ...others.map((other) => `So would ${other}.`),
  );
}

function fetchingFor({ network }: FetchingCommand, io: Io): Fetching {
  const tell = (address: string, says: string) =>
    io.stderr.write(`${visible(`samlscope: ${address}: ${says}`)}\n`);
  const authorities = network.caFile === undefined ? undefined : authoritiesIn(network.caFile, io);
  return {
    cache: network.cache ? cacheOf(io) : Cache.passing(),
    now: io.now(),
    timeoutMs: network.timeoutMs,
    mostBytes: MOST_FETCHED,
    agent: `samlscope/${VERSION}`,
    proxyFor: proxyFrom(io.env),
    ...(authorities && { authorities }),
    tell,
  };
}

function authoritiesIn(path: string, io: Io): string[] {
  const text = readText(path, io);
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    throw usage(`--ca-file ${path} holds no certificate in PEM.`);
  return [...rootCertificates, text];
}

/** Where nothing can be kept, things are fetched each time. */
function cacheOf(io: Io): Cache {
  try {
    return Cache.kept(io.env, io.now());
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    io.stderr.write(
      `${visible(`samlscope: ${path ?? 'the cache'} cannot be used (${code}), so no copy is kept.`)}\n`,
    );
    return Cache.passing();
  }
}

/** Addresses that differ only in what is not shown are told apart by a number. */
function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} (${number})`)) number++;
  return `${name} (${number})`;
}

/** The world outside, in which what was fetched are files under the names of their addresses. */
function withFetched(io: Io, fetched: ReadonlyMap<string, Fetched>): Io {
  return {
    stdin: io.stdin,
    stdout: io.stdout,
    stderr: io.stderr,
    env: io.env,
    askSecret: (question) => io.askSecret(question),
    now: () => io.now(),
    readFile: (path, limit) => fetched.get(path)?.file.read(limit) ?? io.readFile(path, limit),
    readChunks: (path) => fetched.get(path)?.file.chunks() ?? io.readChunks(path),
    sizeOf: (path) => fetched.get(path)?.file.size ?? io.sizeOf(path),
  };
}
