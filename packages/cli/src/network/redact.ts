/** Parameters that say which metadata is meant, and give nothing away. */
const HARMLESS = new Set([
  'appid',
  'entity',
  'entityid',
  'federation',
  'format',
  'idpid',
  'metadata',
  'providerid',
  'realm',
  'spentityid',
  'spid',
  'tenantid',
  'version',
]);

/**
 * An address as it may be shown: without user name and password, without fragment, and without the values of query
 * parameters, unless they are known to be no secrets.
 */
export function redacted(address: URL): string {
  const parameters = [...address.searchParams].map(([name, value]) => {
    const shown = HARMLESS.has(name.toLowerCase()) ? encodeURIComponent(value) : '***';
    // "https://host/?token" has no value to hide but the name itself.
    return value === '' ? '***' : `${encodeURIComponent(name)}=${shown}`;
  });
  const user = address.username === '' && address.password === '' ? '' : '***@';
  const query = parameters.length === 0 ? '' : `?${parameters.join('&')}`;
  return `${address.protocol}//${user}${address.host}${address.pathname}${query}`;
}

/** Whether an address holds what may be a secret, so that nothing fetched with it is kept. */
export function holdsSecret(address: URL): boolean {
  return redacted(address).includes('***');
}
