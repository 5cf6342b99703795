import type { Command, InspectCommand } from '../arguments.ts';
import type { MetadataCommand } from '../metadata-arguments.ts';

/**
 * The commands that take metadata, which may be given as an address. This file is loaded at every start; whatever
 * fetches is loaded by {@link namesAddress} alone.
 */
export type FetchingCommand = InspectCommand | MetadataCommand;

/** Where the command line names metadata, with the option to call the place by. */
export interface NamedSource {
  /** `--idp-metadata`; empty for an operand. */
  readonly option: string;
  readonly path: string;
}

/** Whether a path is an address on the web instead. */
export function isAddress(path: string): boolean {
  return /^https?:\/\//i.test(path);
}

/** Whether a command would have to fetch something. */
export function namesAddress(command: Command): command is FetchingCommand {
  if (command.name !== 'inspect' && command.name !== 'metadata') return false;
  if (command.name === 'metadata' && command.action === 'help') return false;
  return command.network.mdq !== undefined || sourcesOf(command).some(({ path }) => isAddress(path));
}

/** Every place of a command where metadata is named. */
export function sourcesOf(command: FetchingCommand): readonly NamedSource[] {
  if (command.name === 'metadata') return command.paths.map((path) => ({ option: '', path }));
  const { idpMetadata, spMetadata, metadata = [] } = command.facts;
  return [
    ...(idpMetadata === undefined ? [] : [{ option: '--idp-metadata', path: idpMetadata }]),
    ...(spMetadata === undefined ? [] : [{ option: '--sp-metadata', path: spMetadata }]),
    ...metadata.map((path) => ({ option: '--metadata', path })),
  ];
}
