import { signaturesCovering } from '../dsig/covered.ts';
import type { EntityDescriptor, IdpRole, Message, SpRole } from '../metadata/model.ts';
import { readArtifact } from '../saml/artifact.ts';
import type { Field } from '../saml/field.ts';
import type {
  ArtifactResolve,
  Assertion,
  AuthnRequest,
  LogoutRequest,
  LogoutResponse,
  ProtocolMessage,
  Response,
  Status,
} from '../saml/model.ts';
import { BEARER } from '../saml/model.ts';
import type { Assertion11, Saml11Message } from '../saml/model11.ts';
import { shortName } from '../saml/names.ts';
import { isWithin } from '../xml/navigate.ts';
import { buildKey } from './build-signature.ts';
import { placeOf } from './excerpt.ts';
import { present } from './present.ts';
import type { AssertionReport, EntityReport, KeyReport, MessageReport } from './report.ts';

/** Who, for whom, when, and what it claims. */
export function buildMessage(message: Message): MessageReport {
  switch (message.kind) {
    case 'response':
      return response(message);
    case 'assertion': {
      const assertion = buildAssertion(message.assertion);
      return {
        kind: 'assertion',
        ...EMPTY,
        summary: `A SAML Assertion${fromWhom(assertion.issuer)}${forWhom(assertion.audiences)}, without a Response round it.`,
        ...issued(assertion),
        assertions: [assertion],
      };
    }
    case 'authn-request':
      return authnRequest(message);
    case 'logout-request':
      return logoutRequest(message);
    case 'logout-response':
      return logoutResponse(message);
    case 'artifact-resolve':
      return artifactResolve(message);
    case 'saml-1.1':
      return saml11(message);
    case 'metadata':
      return {
        kind: 'metadata',
        ...EMPTY,
        summary: metadataSummary(message.entities),
        entities: message.entities.map(buildEntity),
      };
    case 'unknown':
      return { kind: 'unknown', ...EMPTY, summary: message.says };
  }
}

/** Stands for a text in which not even a root element could be read. */
export const UNREADABLE: MessageReport = {
  kind: 'unreadable',
  summary: 'XML of which not even the root element could be read.',
  assertions: [],
  encryptedAssertions: 0,
  entities: [],
  details: [],
};

const EMPTY = {
  assertions: [],
  encryptedAssertions: 0,
  entities: [],
  details: [],
} satisfies Partial<MessageReport>;

function saml11(message: Saml11Message): MessageReport {
  const assertions = message.assertions.map(buildAssertion11);
  const [first] = assertions;
  const what = { assertion: 'Assertion', response: 'Response', 'token-response': 'Assertion' }[
    message.carrier
  ];
  const delivered = message.carrier === 'token-response' ? ', delivered by WS-Federation or WS-Trust' : '';
  return {
    kind: 'saml-1.1',
    ...EMPTY,
    summary: `A SAML 1.1 ${what}${fromWhom(first?.issuer)}${forWhom(first?.audiences ?? [])}${delivered}.`,
    ...(first && issued(first)),
    ...present({ destination: message.recipient?.raw }),
    ...(message.statusCodes.length > 0 && { status: message.statusCodes.map((code) => code.value) }),
    ...present({ statusMessage: message.statusMessage?.raw }),
    assertions,
    details: details({ AppliesTo: message.appliesTo }),
  };
}

/** In the words of SAML 2.0, so that what reads a report need not know both. */
function buildAssertion11(assertion: Assertion11): AssertionReport {
  const { conditions, subjects, authentications } = assertion;
  const nameId = subjects.find(({ nameIdentifier }) => nameIdentifier)?.nameIdentifier;
  const [authentication] = authentications;
  return {
    protection: protectionOf(assertion),
    ...placeOf(assertion.element),
    ...present({
      id: assertion.assertionId?.raw,
      issuer: assertion.issuer?.raw,
      issueInstant: assertion.issueInstant?.raw,
      nameId: nameId && buildNameId(nameId),
    }),
    audiences: (conditions?.audienceRestrictions ?? []).flatMap(({ audiences }) =>
      audiences.map(({ raw }) => raw),
    ),
    recipients: [],
    ...present({
      notBefore: conditions?.notBefore?.raw,
      notOnOrAfter: conditions?.notOnOrAfter?.raw,
      authnInstant: authentication?.authenticationInstant?.raw,
      authnContext: authentication?.authenticationMethod?.raw,
    }),
    attributes: assertion.attributes.map(({ attributeName, attributeNamespace, values }) => ({
      name: [attributeNamespace, attributeName].flatMap((part) => (part ? [part.value] : [])).join('/'),
      values: values.map(({ raw }) => raw),
    })),
  };
}

function response(message: Response): MessageReport {
  const assertions = message.assertions.map((assertion) => signedBeside(buildAssertion(assertion), message));
  const issuer = message.issuer?.value ?? assertions[0]?.issuer;
  const audiences = assertions[0]?.audiences ?? [];
  return {
    kind: 'response',
    ...EMPTY,
    summary: `A SAML Response${fromWhom(issuer)}${forWhom(audiences)}.`,
    ...protocol(message),
    ...present({ issuer, inResponseTo: message.inResponseTo?.raw }),
    ...status(message.status),
    assertions,
    encryptedAssertions: message.encryptedAssertions.length,
  };
}

function authnRequest(message: AuthnRequest): MessageReport {
  return {
    kind: 'authn-request',
    ...EMPTY,
    summary: `A SAML AuthnRequest${fromWhom(message.issuer?.value)}.`,
    ...protocol(message),
    details: details({
      AssertionConsumerServiceURL: message.assertionConsumerServiceURL,
      AssertionConsumerServiceIndex: message.assertionConsumerServiceIndex,
      ProtocolBinding: message.protocolBinding,
      'NameIDPolicy Format': message.nameIdPolicy?.format,
      'NameIDPolicy AllowCreate': message.nameIdPolicy?.allowCreate,
      ForceAuthn: message.forceAuthn,
      IsPassive: message.isPassive,
      'RequestedAuthnContext Comparison': message.requestedAuthnContext?.comparison,
      RequestedAuthnContext: message.requestedAuthnContext?.classRefs,
    }),
  };
}

function logoutRequest(message: LogoutRequest): MessageReport {
  return {
    kind: 'logout-request',
    ...EMPTY,
    summary: `A SAML LogoutRequest${fromWhom(message.issuer?.value)}.`,
    ...protocol(message),
    details: details({
      NameID: message.nameId,
      'NameID Format': message.nameId?.format,
      SessionIndex: message.sessionIndexes,
      Reason: message.reason,
    }),
  };
}

function logoutResponse(message: LogoutResponse): MessageReport {
  return {
    kind: 'logout-response',
    ...EMPTY,
    summary: `A SAML LogoutResponse${fromWhom(message.issuer?.value)}.`,
    ...protocol(message),
    ...present({ inResponseTo: message.inResponseTo?.raw }),
    ...status(message.status),
  };
}

function artifactResolve(message: ArtifactResolve): MessageReport {
  const artifact = readArtifact(message.artifact?.raw ?? '');
  return {
    kind: 'artifact-resolve',
    ...EMPTY,
    summary: `A SAML ArtifactResolve${fromWhom(message.issuer?.value)}.`,
    ...protocol(message),
    details: [
      ...details({ Artifact: message.artifact }),
      ...('fault' in artifact
        ? []
        : [
            { name: 'SourceID', value: artifact.sourceId },
            { name: 'EndpointIndex', value: String(artifact.endpointIndex) },
          ]),
    ],
  };
}

function buildAssertion(assertion: Assertion): AssertionReport {
  const { subject, conditions } = assertion;
  const bearer = (subject?.confirmations ?? []).filter(({ method }) => method?.value === BEARER);
  const statement = assertion.authnStatements[0];
  const limit = bearer[0]?.notOnOrAfter?.raw;
  return {
    protection: protectionOf(assertion),
    ...placeOf(assertion.element),
    ...present({
      id: assertion.id?.raw,
      issuer: assertion.issuer?.raw,
      issueInstant: assertion.issueInstant?.raw,
      nameId: subject?.nameId && buildNameId(subject.nameId),
    }),
    audiences: (conditions?.audienceRestrictions ?? []).flatMap(({ audiences }) =>
      audiences.map(({ raw }) => raw),
    ),
    recipients: bearer.flatMap(({ recipient }) => (recipient ? [recipient.raw] : [])),
    ...present({
      notBefore: conditions?.notBefore?.raw,
      notOnOrAfter: conditions?.notOnOrAfter?.raw,
      confirmationNotOnOrAfter: limit,
      authnInstant: statement?.authnInstant?.raw,
      sessionIndex: statement?.sessionIndex?.raw,
      authnContext: statement?.classRef?.raw,
    }),
    attributes: assertion.attributes.map(({ name, friendlyName, values }) => ({
      name: name?.raw ?? '',
      ...present({ friendlyName: friendlyName?.raw }),
      values: values.map(({ raw }) => raw),
    })),
  };
}

function buildNameId({
  raw,
  format,
}: {
  readonly raw: string;
  readonly format: Field | undefined;
}): NonNullable<AssertionReport['nameId']> {
  return { value: raw, ...present({ format: format?.raw }) };
}

/** A signature beside the message, over all of its XML, protects the assertions in it as well. */
function signedBeside(assertion: AssertionReport, { delivery }: Response): AssertionReport {
  const outcome = delivery?.signature?.outcome;
  if (outcome === 'known-signer') return { ...assertion, protection: 'signed' };
  return outcome === 'signer-unknown' && assertion.protection !== 'signed'
    ? { ...assertion, protection: 'intact' }
    : assertion;
}

/** What the signatures prove of an assertion, by node identity. */
function protectionOf({
  element,
  signatures,
}: Pick<Assertion, 'element' | 'signatures'>): AssertionReport['protection'] {
  const covering = signaturesCovering(element, signatures);
  if (covering.some(({ outcome }) => outcome === 'known-signer')) return 'signed';
  if (covering.length > 0) return 'intact';
  const broken = signatures.some(
    ({ covers, parent }) => covers.length === 0 && parent && isWithin(element, parent),
  );
  return broken ? 'broken' : 'unsigned';
}

function buildEntity(entity: EntityDescriptor): EntityReport {
  return {
    roles: [
      ...entity.roles.map(({ kind }) => (kind === 'idp' ? 'identity provider' : 'service provider')),
      ...entity.otherRoles.map(({ name }) => name),
    ],
    endpoints: entity.roles.flatMap(endpointsOf),
    keys: entity.roles
      .flatMap(({ keys }) => keys.flatMap(({ keys: candidates }) => candidates.map(buildKey)))
      .filter(firstOfItsKind),
    ...present({ entityID: entity.entityID?.raw }),
  };
}

function firstOfItsKind(key: KeyReport, i: number, all: readonly KeyReport[]): boolean {
  return all.findIndex(({ sha256, from }) => (key.sha256 ? sha256 === key.sha256 : from === key.from)) === i;
}

function endpointsOf(role: IdpRole | SpRole): EntityReport['endpoints'] {
  const own =
    role.kind === 'idp'
      ? role.singleSignOnServices.map((endpoint) => ({ service: 'SingleSignOnService', endpoint }))
      : role.assertionConsumerServices.map((endpoint) => ({ service: 'AssertionConsumerService', endpoint }));
  return [
    ...own,
    ...role.singleLogoutServices.map((endpoint) => ({ service: 'SingleLogoutService', endpoint })),
  ].map(({ service, endpoint }) => ({
    service,
    binding: shortName(endpoint.binding?.value ?? ''),
    location: endpoint.location?.raw ?? '',
  }));
}

function metadataSummary(entities: readonly EntityDescriptor[]): string {
  const [first] = entities;
  if (!first) return 'SAML metadata without an EntityDescriptor.';
  if (entities.length > 1) return `SAML metadata of ${entities.length} entities.`;
  const roles = [
    ...new Set(first.roles.map(({ kind }) => (kind === 'idp' ? 'identity provider' : 'service provider'))),
  ];
  const what =
    roles.length === 0
      ? 'an entity'
      : `${roles.includes('identity provider') ? 'an' : 'a'} ${roles.join(' and ')}`;
  return `SAML metadata of ${what}, ${first.entityID?.value ?? 'which states no entityID'}.`;
}

function protocol(message: ProtocolMessage): Partial<MessageReport> {
  return present({
    id: message.id?.raw,
    issuer: message.issuer?.raw,
    issueInstant: message.issueInstant?.raw,
    destination: message.destination?.raw,
  });
}

function status(written: Status | undefined): Partial<MessageReport> {
  if (!written) return {};
  return {
    status: written.codes.map((code) => shortName(code.value)),
    ...(written.message && { statusMessage: written.message.value }),
  };
}

function issued({ id, issuer, issueInstant }: AssertionReport): Partial<MessageReport> {
  return present({ id, issuer, issueInstant });
}

function details(fields: Record<string, Field | readonly Field[] | undefined>): MessageReport['details'] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (!field) return [];
    const all: readonly Field[] = 'raw' in field ? [field] : field;
    return all.map((one) => ({ name, value: one.value }));
  });
}

function fromWhom(issuer: string | undefined): string {
  return issuer === undefined ? '' : ` from ${issuer}`;
}

function forWhom(audiences: readonly string[]): string {
  return audiences.length === 0 ? '' : ` for ${audiences.join(', ')}`;
}
