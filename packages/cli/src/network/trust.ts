import type { ConnectionOptions } from 'node:tls';

/**
 * Whom to trust when connecting by TLS: the authorities given, or those of Node. That certificates are verified is stated,
 * since an environment variable can turn it off for everything that does not.
 */
export function trusting(authorities: readonly string[] | undefined): ConnectionOptions {
  return { rejectUnauthorized: true, ...(authorities && { ca: [...authorities] }) };
}
