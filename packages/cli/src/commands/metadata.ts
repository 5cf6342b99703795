import type { ExitCode } from '../exit-code.ts';
import { exitCode } from '../exit-code.ts';
import { metadataHelp } from '../help.ts';
import type { Io } from '../io.ts';
import type { MetadataCommand } from '../metadata-arguments.ts';
import { runKeys, runLint, runShow, runVerify } from './metadata-look.ts';
import { runConvert, runDiff, runExtract, runNew } from './metadata-write.ts';

/** `samlscope metadata …` */
export async function runMetadata(command: MetadataCommand, io: Io): Promise<ExitCode> {
  switch (command.action) {
    case 'show':
      return runShow(command, io);
    case 'lint':
      return runLint(command, io);
    case 'verify':
      return runVerify(command, io);
    case 'keys':
      return runKeys(command, io);
    case 'extract':
      return runExtract(command, io);
    case 'diff':
      return runDiff(command, io);
    case 'convert':
      return runConvert(command, io);
    case 'new':
      return runNew(command, io);
    case 'help':
      io.stdout.write(metadataHelp());
      return exitCode.nothing;
  }
}
