import type { Message } from '../metadata/model.ts';
import type { Field } from '../saml/field.ts';
import type { Instant } from '../saml/instant.ts';
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
import type { Assertion11 } from '../saml/model11.ts';
import type { XmlElement } from '../xml/document.ts';
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

/** Whatever has an ID and an IssueInstant of its own: the message and each assertion in it, in SAML 2.0 and in 1.1. */
export interface Issued {
  readonly element: XmlElement;
  readonly id: Field | undefined;
  readonly issueInstant: Instant | undefined;
}

export function issuedIn(message: Message): readonly Issued[] {
  if (message.kind !== 'saml-1.1') return statersOf(message);
  const response = { element: message.element, id: message.responseId, issueInstant: message.issueInstant };
  const assertions = message.assertions.map(({ element, assertionId, issueInstant }) => ({
    element,
    id: assertionId,
    issueInstant,
  }));
  return message.carrier === 'response' ? [response, ...assertions] : assertions;
}

/** The assertions of either version of SAML, of which times and windows are read alike. */
export function anyAssertionsOf(message: Message): readonly (Assertion | Assertion11)[] {
  return message.kind === 'saml-1.1' ? message.assertions : assertionsOf(message);
}

/** Every Issuer that the message and its assertions have. */
export function issuersIn(message: Message): readonly Issuer[] {
  return statedIn(message).issuers;
}

/**
 * Every NameID that names a user: of the assertions, of a request to log out, of a request that names its user. In SAML 1.1
 * that is the NameIdentifier of each statement.
 */
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
  if (message.kind === 'saml-1.1')
    return message.assertions.flatMap(({ subjects }) =>
      subjects.flatMap(({ nameIdentifier }) => (nameIdentifier ? [nameIdentifier] : [])),
    );
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
