import { limits } from '../base/limits.ts';
import type { Message } from '../metadata/model.ts';
import { endpointUses, entityUses, keyDescriptorUses, roleUses } from '../metadata/uses.ts';
import type { Assertion } from '../saml/model.ts';
import type { EncryptionEvidence } from '../xenc/evidence.ts';
import type { XmlDocument, XmlNode } from '../xml/document.ts';
import type { AnyCheck, CertificateUse, Data, Explained, Outcome, Subjects } from './check.ts';
import { isCoveredBeside } from './coverage.ts';
import type { Facts } from './facts.ts';

/** What one check said of one subject. */
export interface Result {
  readonly check: AnyCheck;
  /** The subject's own node, for results that point at nothing more telling. */
  readonly on: XmlNode | undefined;
  readonly outcome: Outcome<Data> | Unknown | Crash;
}

/** Facts are missing without which the question cannot be answered. */
export interface Unknown {
  readonly verdict: 'unknown';
  readonly missing: readonly (keyof Facts)[];
}

/** The check threw: a bug of ours, kept apart so that the others still run. */
export interface Crash {
  readonly verdict: 'crash';
  readonly says: string;
}

/**
 * Runs every check on every subject of its kind, in the order of the list and of the document.
 *
 * `message` is absent where the text has no root element; only checks on the document itself run then.
 * Checks of a profile run only where it is given. `encryptions` are the parts of it that are or were encrypted. A failure that only repeats another one is skipped.
 * Never throws.
 */
export function runChecks(
  checks: readonly AnyCheck[],
  document: XmlDocument,
  message: Message | undefined,
  facts: Facts,
  encryptions: readonly EncryptionEvidence[] = [],
): Result[] {
  const results: Result[] = [];
  const found = new Map<keyof Subjects, readonly Subject[]>();
  const known = new Set<keyof Facts>();
  for (const name in facts) {
    if (facts[name as keyof Facts] !== undefined) known.add(name as keyof Facts);
  }
  let explains = false;
  for (const check of checks) {
    if (check.profile !== undefined && check.profile !== facts.profile) continue;
    let subjects = found.get(check.on);
    if (!subjects) {
      subjects = subjectsOf(check.on, document, message, encryptions);
      found.set(check.on, subjects);
    }
    for (const { subject, on } of subjects) {
      const outcome = judge(check, subject, facts, known);
      if (outcome.verdict === 'fail' && outcome.explains) explains = true;
      results.push({ check, on, outcome });
    }
  }
  return explains ? withoutRepetitions(results) : results;
}

/**
 * Turns failures that another one explains into skips that name it. A failure that is explained itself explains
 * nothing, so that no two can silence one another.
 */
function withoutRepetitions(results: Result[]): Result[] {
  const failures = indexFailures(results);
  const explained = new Map<Result, AnyCheck>();
  for (const result of results) {
    if (result.outcome.verdict !== 'fail' || !result.outcome.explains || explained.has(result)) continue;
    for (const [check, nodes] of nodesByCheck(result.outcome.explains)) {
      for (const other of candidates(failures.get(check), nodes)) {
        if (other === result || explained.has(other) || !isExplained(other, nodes)) continue;
        explained.set(other, result.check);
      }
      // Nobody needs to go through them again.
      if (nodes === undefined) failures.delete(check);
    }
  }
  return results.map((result) => {
    const by = explained.get(result);
    return by ? { ...result, outcome: { verdict: 'skip', because: `${by.id} says why` } } : result;
  });
}

/** Failures by the node they are about, and by the first they point at. */
type ByNode = Map<XmlNode | undefined, Result[]>;

function indexFailures(results: readonly Result[]): Map<string, ByNode> {
  const index = new Map<string, ByNode>();
  for (const result of results) {
    if (result.outcome.verdict !== 'fail') continue;
    let byNode = index.get(result.check.id);
    if (!byNode) {
      byNode = new Map();
      index.set(result.check.id, byNode);
    }
    for (const node of new Set([result.on, result.outcome.at[0]])) {
      const there = byNode.get(node);
      if (there) there.push(result);
      else byNode.set(node, [result]);
    }
  }
  return index;
}

/** The failures that may be explained by these nodes; all of them where none is named. */
function* candidates(
  failures: ByNode | undefined,
  nodes: ReadonlySet<XmlNode> | undefined,
): Generator<Result, void, undefined> {
  if (!failures) return;
  for (const node of nodes ?? failures.keys()) yield* failures.get(node) ?? [];
}

/** For each check the nodes that are explained; `undefined` for all of them. */
function nodesByCheck(explains: readonly Explained[]): Map<string, Set<XmlNode> | undefined> {
  const nodes = new Map<string, Set<XmlNode> | undefined>();
  for (const { check, on } of explains) {
    if (on === undefined) nodes.set(check, undefined);
    else if (!nodes.has(check)) nodes.set(check, new Set([on]));
    else nodes.get(check)?.add(on);
  }
  return nodes;
}

function isExplained({ on, outcome }: Result, nodes: ReadonlySet<XmlNode> | undefined): boolean {
  if (outcome.verdict !== 'fail') return false;
  return (
    nodes === undefined || (on !== undefined && nodes.has(on)) || outcome.at.every((node) => nodes.has(node))
  );
}

function judge(
  check: AnyCheck,
  subject: unknown,
  facts: Facts,
  known: ReadonlySet<keyof Facts>,
): Result['outcome'] {
  try {
    const because = check.skip?.(subject, facts);
    if (because !== undefined) return { verdict: 'skip', because };
    const { needs } = check;
    if (needs.length > 0) {
      const missing = needs.filter((need) => !known.has(need));
      if (missing.length > 0) return { verdict: 'unknown', missing };
    }
    return check.run(subject, facts);
  } catch (error) {
    return { verdict: 'crash', says: error instanceof Error ? error.message : String(error) };
  }
}

interface Subject {
  readonly subject: Subjects[keyof Subjects];
  readonly on: XmlNode | undefined;
}

function subjectsOf(
  kind: keyof Subjects,
  document: XmlDocument,
  message: Message | undefined,
  encryptions: readonly EncryptionEvidence[],
): readonly Subject[] {
  if (kind === 'document') return [{ subject: document, on: document.root }];
  if (!message) return [];
  switch (kind) {
    case 'message':
      return [{ subject: message, on: message.element }];
    case 'response':
      return only(message, 'response');
    case 'authnRequest':
      return only(message, 'authn-request');
    case 'logoutRequest':
      return only(message, 'logout-request');
    case 'logoutResponse':
      return only(message, 'logout-response');
    case 'metadata':
      return only(message, 'metadata');
    case 'entity':
      return entityUses(message).map((subject) => ({ subject, on: subject.entity.element }));
    case 'role':
      return roleUses(message).map((subject) => ({ subject, on: subject.element }));
    case 'endpoint':
      return endpointUses(message).map((subject) => ({ subject, on: subject.element }));
    case 'keyDescriptor':
      return keyDescriptorUses(message).map((subject) => ({ subject, on: subject.descriptor.element }));
    case 'assertion':
      return assertionsOf(message).map((subject) => ({ subject, on: subject.element }));
    case 'subjectConfirmation':
      return assertionsOf(message).flatMap((assertion) =>
        (assertion.subject?.confirmations ?? []).map((subject) => ({ subject, on: subject.element })),
      );
    case 'saml11Message':
      return only(message, 'saml-1.1');
    case 'saml11Assertion':
      return message.kind === 'saml-1.1'
        ? message.assertions.map((subject) => ({ subject, on: subject.element }))
        : [];
    case 'signature':
      return message.signatures.map((subject) => ({ subject, on: subject.element }));
    case 'detachedSignature': {
      const signature = message.delivery?.signature;
      return signature ? [{ subject: { signedMessage: message, ...signature }, on: message.element }] : [];
    }
    case 'certificate':
      return certificatesOf(message).map((subject) => ({ subject, on: subject.at }));
    case 'encryption':
      return encryptions.map((evidence) => ({
        subject: { signatures: message.signatures, ...evidence, signedBeside: isCoveredBeside(message) },
        on: evidence.element,
      }));
    case 'instant':
      return message.instants.map((subject) => ({ subject, on: subject.at }));
  }
}

function only(message: Message, kind: Message['kind']): Subject[] {
  return message.kind === kind ? [{ subject: message, on: message.element }] : [];
}

/** Every assertion that was read: those of a Response, or one captured alone. */
export function assertionsOf(message: Message): readonly Assertion[] {
  if (message.kind === 'response') return message.assertions;
  return message.kind === 'assertion' ? [message.assertion] : [];
}

/** The certificate each signature matches under, or else those it brings; and those that metadata lists. */
function certificatesOf(message: Message): CertificateUse[] {
  const uses: CertificateUse[] = [];
  for (const signature of message.signatures) {
    const keys = signature.value.under ? [signature.value.under] : signature.keyInfo;
    for (const { certificate } of keys.slice(0, limits.keysPerSignature)) {
      const use = `signs the ${signature.parent?.localName ?? 'document'}`;
      if (certificate) uses.push({ certificate, use, at: signature.element });
    }
  }
  if (message.kind === 'metadata') {
    for (const entity of message.entities) {
      for (const role of entity.roles) {
        for (const { keys, use, element } of role.keys) {
          for (const { certificate } of keys) {
            const name = `${role.kind === 'idp' ? 'identity' : 'service'} provider key for ${use ?? 'signing and encryption'}`;
            if (certificate) uses.push({ certificate, use: name, at: element });
          }
        }
      }
    }
  }
  return uses;
}
