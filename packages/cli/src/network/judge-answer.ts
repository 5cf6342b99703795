import { FetchError } from './fetch-error.ts';
import type { Answer } from './follow.ts';
import { redacted } from './redact.ts';

/** What was asked for. */
export interface Asked {
  readonly address: URL;
  /** The entity, where a metadata query service was asked for it. */
  readonly entity?: string;
}

/** What metadata comes as; the first is the type registered for it (SAML Metadata, appendix A). */
export const METADATA_TYPES: readonly string[] = [
  'application/samlmetadata+xml',
  'application/xml',
  'text/xml',
];

/**
 * Refuses an answer that cannot be metadata, by its head.
 *
 * @throws FetchError
 */
export function requireMetadata(asked: Asked, answer: Answer): void {
  const { response, address } = answer;
  const start = redacted(asked.address);
  const status = response.statusCode ?? 0;
  const elsewhere = address.href === asked.address.href ? '' : ` at ${redacted(address)}`;
  if (status !== 200)
    throw new FetchError(
      start,
      `the server answered ${status}${elsewhere}: ${explainStatus(status, asked)}.`,
      status >= 500 || status === 429 ? 'allowed' : 'refused',
    );
  const type = mediaTypeOf(response.headers['content-type']);
  if (type === 'text/html' || type === 'application/xhtml+xml')
    throw new FetchError(
      start,
      `a web page (${type}) came${elsewhere} instead of metadata, probably a login page; give an address that can be read without logging in, or a file.`,
    );
  if (type === undefined || !METADATA_TYPES.includes(type))
    throw new FetchError(
      start,
      `what came${elsewhere} is ${type === undefined ? 'of no stated type' : `of the type ${type}`}, and metadata is one of ${METADATA_TYPES.join(', ')}; if it is metadata all the same, download it and give the file.`,
    );
  const encoding = response.headers['content-encoding']?.trim().toLowerCase();
  if (encoding !== undefined && encoding !== 'identity' && encoding !== 'gzip' && encoding !== 'x-gzip')
    throw new FetchError(start, `the answer is encoded in a way that was not asked for, ${shown(encoding)}.`);
}

function explainStatus(status: number, { entity }: Asked): string {
  if (status === 404 && entity !== undefined) return `it knows no entity ${entity}`;
  return STATUSES[status] ?? (status >= 500 ? 'it is out of order' : 'that is no metadata');
}

const STATUSES: Readonly<Record<number, string>> = {
  400: 'it does not understand the address',
  401: 'it wants a login; metadata is fetched without one',
  403: 'it may not be read; metadata is fetched without a login',
  404: 'there is nothing at this address',
  406: 'it has this in no form of XML',
  407: 'a proxy on the way wants a login; name it in HTTPS_PROXY',
  410: 'there is nothing at this address any more',
  429: 'it was asked too often; try later',
  500: 'it failed',
  502: 'a server behind it failed',
  503: 'it is out of order at the moment',
  504: 'a server behind it does not answer',
};

function mediaTypeOf(header: string | undefined): string | undefined {
  const type = header?.split(';')[0]?.trim().toLowerCase();
  return type === undefined || type === '' ? undefined : shown(type);
}

/** A value of a header, no longer than anybody needs. */
function shown(value: string): string {
  return value.length <= 60 ? value : `${value.slice(0, 60)}…`;
}
