import { processIo } from './io.ts';
import { run } from './run.ts';

// Whoever reads the output may stop before its end (`samlscope … | head`): no reason to complain.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

void run(process.argv.slice(2), processIo).then((exitCode) => {
  process.exitCode = exitCode;
});
