/** Why a call of AWS failed: one clause, in our own words, since those of AWS may quote the request with its token. */
export interface Failure {
  readonly says: string;
  /** Whether every other call would fail likewise. */
  readonly general: boolean;
}

/** Names of errors, as the AWS SDK gives them, and what they mean. `{call}` is the action: `iam:GetRole`. */
const BY_NAME: readonly (readonly [name: RegExp, says: string, general: boolean])[] = [
  [
    /^(?:CredentialsProviderError|CredentialsError|NoCredentials)$/,
    'no AWS credentials were found (environment, ~/.aws, SSO, instance role), or the SSO session is over: log in with aws sso login, or set AWS_PROFILE',
    true,
  ],
  [
    /^(?:ExpiredToken|ExpiredTokenException|RequestExpired|TokenRefreshRequired)$/,
    'the AWS credentials have expired: get new ones',
    true,
  ],
  [
    /^(?:InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|InvalidAccessKeyId|IncompleteSignature|AuthFailure|InvalidSignatureException|MissingAuthenticationToken)$/,
    'AWS does not accept the credentials: a key that was deleted or is of another partition, a wrong secret, or a clock that is wrong',
    true,
  ],
  [
    /^(?:AccessDenied|AccessDeniedException|UnauthorizedOperation)$/,
    'the credentials may not call {call}',
    false,
  ],
  [
    /^(?:Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|RequestThrottled\w*|SlowDown)$/,
    'AWS IAM was asked too often and refuses for now (throttling), also when asked again: try later',
    true,
  ],
  [/^NoSuchEntity(?:Exception)?$/, 'there is none of that name in the account of the credentials', false],
  [/^(?:ServiceFailure\w*|InternalFailure|ServiceUnavailable)$/, 'AWS IAM itself fails: try later', true],
];

const UNREACHABLE =
  /^(?:ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|TimeoutError|NetworkingError|(?:CERT|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|ERR_TLS)\w*)$/;

/** Explains what a call threw. */
export function explainFailure(error: unknown, operation: string): Failure {
  const { name, code, status } = signsOf(error);
  const network = [code, name].find((one) => UNREACHABLE.test(one));
  if (network !== undefined) {
    return { says: `AWS IAM cannot be reached (${network}): is there a network, a proxy?`, general: true };
  }
  const known = BY_NAME.find(([pattern]) => pattern.test(name));
  if (known) return { says: known[1].replace('{call}', `iam:${operation}`), general: known[2] };
  if (status >= 500) return { says: `AWS IAM itself fails (HTTP ${status}): try later`, general: true };
  const what = /^[A-Za-z][A-Za-z0-9._]{0,59}$/.test(name) ? name : 'an unknown error';
  return { says: `${what}${status > 0 ? ` (HTTP ${status})` : ''}`, general: false };
}

/** Whether the error says that there is no such role or provider, which is an answer. */
export function isAbsent(error: unknown): boolean {
  return /^NoSuchEntity(?:Exception)?$/.test(signsOf(error).name);
}

function signsOf(error: unknown): { name: string; code: string; status: number } {
  const { name, code, errors, $metadata } = (error ?? {}) as {
    name?: unknown;
    code?: unknown;
    /** Of an AggregateError: one for each address of the host. */
    errors?: readonly { code?: unknown }[];
    $metadata?: { httpStatusCode?: number };
  };
  return {
    name: typeof name === 'string' ? name : '',
    code: String(code ?? (Array.isArray(errors) ? errors[0]?.code : undefined) ?? ''),
    status: $metadata?.httpStatusCode ?? 0,
  };
}
