import { SamlscopeError } from '@samlscope/core';
import { parseDocument } from 'yaml';

/**
 * Reads YAML of version 1.2. Aliases expand to a bounded number of nodes, as the library has it.
 *
 * @throws SamlscopeError `unreadable-data`, with the place
 */
export function readYaml(text: string, path: string): unknown {
  const document = parseDocument(text, { prettyErrors: true, logLevel: 'silent' });
  const [problem] = document.errors;
  if (problem) {
    const [at] = problem.linePos ?? [];
    const where = at ? `line ${at.line}, column ${at.col}: ` : '';
    // The library's message goes on with the lines concerned.
    const says = problem.message.split(/ at line \d|\n/)[0];
    throw new SamlscopeError('unreadable-data', `${path}: ${where}this is no YAML: ${says}.`);
  }
  try {
    return document.toJS() as unknown;
  } catch (error) {
    throw new SamlscopeError('unreadable-data', `${path}: ${(error as Error).message}.`);
  }
}
