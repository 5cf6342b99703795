import type { GivenFacts } from '@samlscope/core';
import type { Export } from '@samlscope/core/aws';
import type { AwsFiles } from './arguments.ts';
import { readBytes, readText } from './files.ts';
import type { Io } from './io.ts';

/**
 * Reads the exports of AWS on the command line. They are read once by their names first, so that a fault in one is told
 * with the name of its file.
 */
export async function readAwsExports(
  { awsRoles, awsProvider, cloudTrail }: AwsFiles,
  io: Io,
): Promise<Pick<GivenFacts, 'awsRoles' | 'awsProvider' | 'cloudTrail'>> {
  if (!awsRoles && !awsProvider && !cloudTrail) return {};
  const { requireReadable, textOfLog } = await import('@samlscope/core/aws');
  const read = {
    ...(awsRoles && { awsRoles: readExports(awsRoles, io) }),
    ...(awsProvider && { awsProvider: readExports(awsProvider, io) }),
    ...(cloudTrail && {
      cloudTrail: cloudTrail.map((name) => ({ name, text: textOfLog(readBytes(name, io), name) })),
    }),
  };
  requireReadable(read);
  return {
    ...(read.awsRoles && { awsRoles: textsOf(read.awsRoles) }),
    ...(read.awsProvider && { awsProvider: textsOf(read.awsProvider) }),
    ...(read.cloudTrail && { cloudTrail: textsOf(read.cloudTrail) }),
  };
}

/** Facts with what AWS itself answered beside what was given. */
export function withLive(
  facts: GivenFacts,
  { awsRoles, awsProvider }: Pick<GivenFacts, 'awsRoles' | 'awsProvider'>,
): GivenFacts {
  return {
    ...facts,
    ...(awsRoles && { awsRoles: [facts.awsRoles ?? [], awsRoles].flat() }),
    ...(awsProvider && { awsProvider: [facts.awsProvider ?? [], awsProvider].flat() }),
  };
}

/** Text files, each with its name. */
export function readExports(paths: readonly string[], io: Io): Export[] {
  return paths.map((name) => ({ name, text: readText(name, io) }));
}

function textsOf(exports: readonly Export[]): string[] {
  return exports.map(({ text }) => text);
}
