/** What Node says of a connection that failed, in words. */
const CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the server refuses the connection: nothing listens there',
  ECONNRESET: 'the server closed the connection before it had answered in full',
  EPIPE: 'the server closed the connection before it had answered in full',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up at the moment',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'the host does not answer',
};

/** Why a certificate was not accepted. */
const CERTIFICATE_CAUSES: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed, by nobody this machine trusts',
  SELF_SIGNED_CERT_IN_CHAIN: 'its chain ends with an authority this machine does not trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'the certificate of its issuer is missing: the server should send the chain',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate of an issuer in its chain is missing',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'this machine does not trust its issuer',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not yet valid',
  CERT_SIGNATURE_FAILURE: 'no authority this machine trusts has signed it',
  CERT_REVOKED: 'it was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another host',
};

/** A failed connection, explained. */
export interface ConnectionFault {
  /** One sentence without a full stop. */
  readonly says: string;
  /** Whether the server could not be asked at all, rather than proved to be another or answered nonsense. */
  readonly isOffline: boolean;
}

/** Explains what Node threw. */
export function explainConnection(error: Error): ConnectionFault {
  const code = codeOf(error);
  if (code === undefined) return { says: error.message, isOffline: false };
  const certificate = CERTIFICATE_CAUSES[code];
  if (certificate !== undefined)
    return {
      says: `the server's TLS certificate is not accepted: ${certificate} (${code}); --ca-file FILE names an authority to trust`,
      isOffline: false,
    };
  const known = CAUSES[code];
  if (known !== undefined) return { says: known, isOffline: true };
  if (code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS'))
    return { says: `no TLS could be agreed on with the server (${code})`, isOffline: false };
  if (code.startsWith('HPE_'))
    return { says: `what the server answered is no HTTP that can be read (${code})`, isOffline: false };
  return { says: `the connection failed (${code})`, isOffline: false };
}

/** A host with several addresses fails with an error for each. */
function codeOf(error: Error): string | undefined {
  const { code, errors } = error as { readonly code?: unknown; readonly errors?: readonly Error[] };
  if (typeof code === 'string') return code;
  return errors?.[0] && codeOf(errors[0]);
}
