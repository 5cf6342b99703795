import { type EntitySelection, entitySelector, type SelectOptions } from '@samlscope/core/metadata';
import type { InputFile } from './files.ts';
import { readMetadataFile } from './files-as-streams.ts';
import type { Io } from './io.ts';

/** The entities of a metadata file of any size that the inputs concern. */
export async function selectFromFile(
  path: string,
  inputs: readonly InputFile[],
  options: SelectOptions,
  io: Io,
): Promise<EntitySelection> {
  const selector = entitySelector(
    inputs.map(({ bytes }) => bytes),
    options,
  );
  const report = await readMetadataFile(path, { entities: 'each', onEntity: selector.take }, io);
  return selector.finish(report);
}
