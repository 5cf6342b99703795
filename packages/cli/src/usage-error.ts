import { SamlscopeError } from '@samlscope/core';

/** What to throw for a command line that is wrong; `details` are further lines. */
export function usage(message: string, ...details: string[]): SamlscopeError {
  return new SamlscopeError('usage', message, details);
}
