import { limits } from '@samlscope/core';
import { type EntitySelection, entitySelector, type SelectOptions } from '@samlscope/core/metadata';
import { type InputFile, isCompressed, textOf, unreadable } from './files.ts';
import { readMetadataFile } from './files-as-streams.ts';
import type { Io } from './io.ts';

/**
 * The entities of a metadata file of any size that the inputs concern.
 *
 * @param chunks its bytes, where somebody began to read them already
 */
export async function selectFromFile(
  path: string,
  inputs: readonly InputFile[],
  options: SelectOptions,
  io: Io,
  chunks?: AsyncIterable<Uint8Array>,
): Promise<EntitySelection> {
  const selector = entitySelector(
    inputs.map(({ bytes }) => bytes),
    options,
  );
  const report = await readMetadataFile(path, { entities: 'each', onEntity: selector.take }, io, chunks);
  return selector.finish(report);
}

/**
 * What comes through a pipe, which can be read once: its text or, where it turns out too large for that or compressed, the
 * entities that the inputs concern.
 */
export async function readPipe(
  path: string,
  inputs: readonly InputFile[],
  options: SelectOptions,
  io: Io,
): Promise<string | EntitySelection> {
  const source = io.readChunks(path)[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  try {
    let size = 0;
    for (let next = await source.next(); !next.done; next = await source.next()) {
      read.push(next.value);
      size += next.value.length;
      if (size > limits.inputBytes)
        return await selectFromFile(path, inputs, options, io, goOn(read, source));
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  const bytes = Buffer.concat(read);
  if (isCompressed(bytes)) return selectFromFile(path, inputs, options, io, goOn(read, source));
  return textOf(bytes);
}

/** What was read already, each piece let go once it was taken, and what is still to come. */
async function* goOn(read: Uint8Array[], source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let piece = read.shift(); piece; piece = read.shift()) yield piece;
  for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
}
