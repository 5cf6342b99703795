import type { FetchingCommand } from './addresses.ts';

/** A command with the paths of its metadata replaced, and with more of them. */
export function withPaths(
  command: FetchingCommand,
  replace: (path: string) => string,
  more: readonly string[],
): FetchingCommand {
  if (command.name === 'metadata') return { ...command, paths: [...command.paths.map(replace), ...more] };
  const { idpMetadata, spMetadata, metadata = [], ...others } = command.facts;
  const either = [...metadata.map(replace), ...more];
  return {
    ...command,
    facts: {
      ...others,
      ...(idpMetadata !== undefined && { idpMetadata: replace(idpMetadata) }),
      ...(spMetadata !== undefined && { spMetadata: replace(spMetadata) }),
      ...(either.length > 0 && { metadata: either }),
    },
  };
}

/** A command on the entity that a query service answered with, which may have been asked for by its hash. */
export function withEntity(command: FetchingCommand, entityID: string | undefined): FetchingCommand {
  if (command.name !== 'metadata' || !command.network.mdq || entityID === undefined) return command;
  const { options } = command;
  return {
    ...command,
    options: {
      given: options.given,
      flag: (name) => options.flag(name),
      one: (name) => (name === 'entity' ? entityID : options.one(name)),
      all: (name) => (name === 'entity' ? [entityID] : options.all(name)),
    },
  };
}
