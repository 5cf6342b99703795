// Inspects a capture from a program and prints what is wrong, one finding after the other.
//
//   node examples/inspect-in-code.mjs [file]
import { readFileSync } from 'node:fs';
import { inspect, SamlscopeError } from '@samlscope/core';

const file = process.argv[2] ?? new URL('captures/entra-to-aws.b64', import.meta.url);

try {
  // Facts are what you know and the message cannot say. Each one that is missing is asked for in the report, never
  // guessed. Here the service provider is one that samlscope knows, and the message is judged when it was issued.
  const report = inspect(readFileSync(file), { sp: 'aws', now: 'issued', requestId: '' });

  for (const message of report.messages) console.log(message.summary);
  for (const { verdict, severity, check, message, line, column, xpath, remedies } of report.findings) {
    if (verdict === 'unknown') {
      console.log(`\nunknown  ${check}: ${message}`);
      continue;
    }
    console.log(`\n${severity}  ${check} at ${line}:${column} ${xpath}`);
    console.log(`  ${message}`);
    for (const remedy of remedies) console.log(`  ${remedy.end}: ${remedy.do}`);
  }
  const { error, warning, note, unknown } = report.counts;
  console.log(`\nerrors: ${error}, warnings: ${warning}, notes: ${note}, questions open: ${unknown}`);
} catch (error) {
  // The one class the library throws: no SAML in the input, an input too large, a fact that cannot be read.
  if (!(error instanceof SamlscopeError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
