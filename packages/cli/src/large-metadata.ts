import { limits } from '@samlscope/core';
import type { EntitySelection, SelectOptions } from '@samlscope/core/metadata';
import type { FactArguments } from './arguments.ts';
import { type InputFile, isCompressed, readText, unreadable } from './files.ts';
import type { Io } from './io.ts';

/** Metadata of either side, as files or as facts. */
type Sides<What> = { readonly [Side in 'idpMetadata' | 'spMetadata']?: What } & {
  readonly metadata?: readonly What[];
};

/** Whether metadata is too large to be given whole, or may be, so that the inputs have to be read before it. */
export function namesLargeMetadata(
  { idpMetadata, spMetadata, metadata = [] }: FactArguments,
  io: Io,
): boolean {
  return [idpMetadata, spMetadata, ...metadata].some(
    (path) => path !== undefined && extentOf(path, io) !== 'small',
  );
}

/**
 * Metadata as facts: the text of each or, of a large one, the entities that the inputs concern.
 *
 * @throws UnreadableFile; SamlscopeError `unreadable-metadata`, `limit`
 */
export async function readMetadataFacts(
  { idpMetadata, spMetadata, metadata }: FactArguments,
  inputs: readonly InputFile[],
  privateKeys: readonly string[],
  io: Io,
): Promise<Sides<string | EntitySelection>> {
  const read = (path: string, side?: 'idp' | 'sp') =>
    readFact(path, inputs, { privateKeys, ...(side && { side }) }, io);
  const either: (string | EntitySelection)[] = [];
  for (const path of metadata ?? []) either.push(await read(path));
  return {
    ...(idpMetadata !== undefined && { idpMetadata: await read(idpMetadata, 'idp') }),
    ...(spMetadata !== undefined && { spMetadata: await read(spMetadata, 'sp') }),
    ...(metadata && { metadata: either }),
  };
}

async function readFact(
  path: string,
  inputs: readonly InputFile[],
  options: SelectOptions,
  io: Io,
): Promise<string | EntitySelection> {
  const extent = extentOf(path, io);
  if (extent === 'small') return readText(path, io);
  const { readPipe, selectFromFile } = await import('./select-from-file.ts');
  return (extent === 'large' ? selectFromFile : readPipe)(path, inputs, options, io);
}

/** A file compressed with gzip may hold any size; what a pipe holds is known when it was read. */
function extentOf(path: string, io: Io): 'small' | 'large' | 'pipe' {
  try {
    const size = io.sizeOf(path);
    if (size === undefined) return 'pipe';
    return size > limits.inputBytes || isCompressed(io.readFile(path, 1)) ? 'large' : 'small';
  } catch (error) {
    throw unreadable(path, error);
  }
}
