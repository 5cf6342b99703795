import { SamlscopeError } from '../base/errors.ts';
import type { Limits } from '../base/limits.ts';
import { parseXml } from '../xml/parse.ts';
import { positionOf } from '../xml/position.ts';
import { describeUnknown } from './describe-unknown.ts';
import type { EntityDescriptor } from './model.ts';
import { readEntities } from './read-entity.ts';

/** Metadata as the library takes it: XML text, or entities that were read. */
export type MetadataInput = string | EntityDescriptor | readonly EntityDescriptor[];

/**
 * The entities of a metadata document.
 *
 * @param name what to call the text in an error
 * @throws SamlscopeError `unreadable-metadata` where it is not well-formed or holds no entity
 */
export function entitiesOf(input: MetadataInput, name: string, limits?: Limits): readonly EntityDescriptor[] {
  if (typeof input !== 'string') return 'element' in input ? [input] : input;
  const document = parseXml({ name, text: input.replace(/^\uFEFF/, ''), steps: [] }, limits);
  const { root, problem } = document;
  if (problem) {
    const { line, column } = positionOf(document, problem.start);
    throw unreadable(`${name}: line ${line}, column ${column}: ${problem.message}`);
  }
  const entities = root ? readEntities(root) : [];
  if (entities.length > 0) return entities;
  throw unreadable(
    `${name}: there is no EntityDescriptor in it. ${root ? describeUnknown(root) : ''}`.trimEnd(),
  );
}

function unreadable(message: string): SamlscopeError {
  return new SamlscopeError('unreadable-metadata', message);
}
