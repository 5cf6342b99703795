import { limits } from '@samlscope/core';
import type { EntitySelection, SelectOptions } from '@samlscope/core/metadata';
import type { FactArguments } from './arguments.ts';
import { type InputFile, readText, unreadable } from './files.ts';
import type { Io } from './io.ts';

/** Metadata of either side, as files or as facts. */
type Sides<What> = { readonly [Side in 'idpMetadata' | 'spMetadata']?: What } & {
  readonly metadata?: readonly What[];
};

/** Whether a metadata file is too large to be given whole, so that the inputs have to be read before it. */
export function namesLargeMetadata(
  { idpMetadata, spMetadata, metadata = [] }: FactArguments,
  io: Io,
): boolean {
  return [idpMetadata, spMetadata, ...metadata].some((path) => path !== undefined && isLarge(path, io));
}

/**
 * Metadata files as facts: the text of each or, of a large one, the entities that the inputs concern.
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
  if (!isLarge(path, io)) return readText(path, io);
  return (await import('./select-from-file.ts')).selectFromFile(path, inputs, options, io);
}

/** A file compressed with gzip may hold any size. */
function isLarge(path: string, io: Io): boolean {
  try {
    const size = io.sizeOf(path);
    if (size === undefined || size > limits.inputBytes) return size !== undefined;
    const [first, second] = io.readFile(path, 1);
    return first === 0x1f && second === 0x8b;
  } catch (error) {
    throw unreadable(path, error);
  }
}
