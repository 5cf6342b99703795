import { processIo } from './io.ts';
import { run } from './run.ts';
import { isAllWritten } from './standard-streams.ts';

// Begun when all modules have been evaluated: in the bundle, what is loaded late asks for some of them.
queueMicrotask(async () => {
  process.exitCode = await run(process.argv.slice(2), processIo);
  // Otherwise Node takes everything down piece by piece first.
  if (isAllWritten()) process.exit();
});
