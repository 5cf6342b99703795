import type { Message } from '../metadata/model.ts';
import type {
  ArtifactResolve,
  Assertion,
  AuthnRequest,
  Issuer,
  LogoutRequest,
  LogoutResponse,
  NameId,
  Response,
  Status,
} from '../saml/model.ts';
import { kept } from '../xml/kept.ts';
import { assertionsOf } from './run.ts';

export type Protocol = Response | AuthnRequest | LogoutRequest | LogoutResponse | ArtifactResolve;

/** The message where it is one of the protocol: no assertion alone, no metadata, nothing unknown. */
export function protocolOf(message: Message): Protocol | undefined {
  switch (message.kind) {
    case 'response':
    case 'authn-request':
    case 'logout-request':
    case 'logout-response':
    case 'artifact-resolve':
      return message;
    default:
      return undefined;
  }
}

/** Why a check of protocol messages does not apply; `undefined` where it does. */
export function notProtocol(message: Message): string | undefined {
  return protocolOf(message) ? undefined : 'not a protocol message';
}

/** The message and each assertion in it: whatever has an ID, a Version, an IssueInstant and an Issuer of its own. */
export function statersOf(message: Message): readonly (Protocol | Assertion)[] {
  return statedIn(message).staters;
}

/** Every Issuer that the message and its assertions have. */
export function issuersIn(message: Message): readonly Issuer[] {
  return statedIn(message).issuers;
}

/** Every NameID that names a user: of the assertions, of a request to log out, of a request that names its user. */
export function nameIdsIn(message: Message): readonly NameId[] {
  return statedIn(message).nameIds;
}

interface Stated {
  readonly staters: readonly (Protocol | Assertion)[];
  readonly issuers: readonly Issuer[];
  readonly nameIds: readonly NameId[];
}

/** Gathered once for each message, since every other check asks. */
const statedIn = kept(
  (message: Message): Stated => {
    const protocol = protocolOf(message);
    const staters = [...(protocol ? [protocol] : []), ...assertionsOf(message)];
    const issuers = staters.flatMap(({ issuer }) => (issuer ? [issuer] : []));
    return { staters, issuers, nameIds: nameIdsOf(message) };
  },
  ({ document }) => document,
);

function nameIdsOf(message: Message): NameId[] {
  const own =
    message.kind === 'logout-request'
      ? message.nameId
      : message.kind === 'authn-request'
        ? message.subject?.nameId
        : undefined;
  const stated = assertionsOf(message).flatMap(({ subject }) => (subject?.nameId ? [subject.nameId] : []));
  return own ? [own, ...stated] : stated;
}

/** The Status of a Response or LogoutResponse. */
export function statusOf(message: Message): Status | undefined {
  return message.kind === 'response' || message.kind === 'logout-response' ? message.status : undefined;
}
