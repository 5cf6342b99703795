import { limits as defaultLimits, type Limits } from './base/limits.ts';
import type { AnyCheck, Subjects } from './checks/check.ts';
import type { Facts } from './checks/facts.ts';
import { type GivenFacts, readFacts, resolveFacts, signingKeys } from './checks/given.ts';
import { checks } from './checks/registry.gen.ts';
import { type Result, runChecks } from './checks/run.ts';
import type { SignatureEvidence } from './dsig/evidence.ts';
import { examineSignatures } from './dsig/examine.ts';
import type { AggregateEntity } from './metadata/aggregate-report.ts';
import type { Message } from './metadata/model.ts';
import { readEntities } from './metadata/read-entity.ts';
import { readMessage } from './metadata/read-message.ts';
import { buildReport } from './report/build.ts';
import { buildFindings, countFindings } from './report/build-finding.ts';
import type { Finding, Report } from './report/report.ts';
import type { XmlDocument, XmlElement, XmlNode } from './xml/document.ts';
import { holderOf, isWithin } from './xml/navigate.ts';

/** How to look at entities, apart from what is known. */
export interface LintOptions {
  /** Bounds to use instead of the built-in ones. */
  readonly limits?: Limits;
}

/** What the checks found out about one entity of a metadata file, or about its groups. */
export interface EntityLint {
  /** What is wrong, at its places in the file. */
  readonly findings: readonly Finding[];
  readonly counts: Report['counts'];
  /** Everything, as `inspect` tells it. Made when asked for: of an aggregate most entities have nothing to tell. */
  report(): Report;
}

/** What a check of metadata may be about; all others find nothing in it to ask of. */
const IN_METADATA: ReadonlySet<keyof Subjects> = new Set([
  'document',
  'message',
  'metadata',
  'entity',
  'role',
  'endpoint',
  'keyDescriptor',
  'signature',
  'certificate',
  'instant',
] as const);

/** The same for the outline of a file: that its signatures do not match says nothing of those of the file. */
const ON_GROUPS: ReadonlySet<keyof Subjects> = new Set([
  'document',
  'message',
  'metadata',
  'instant',
] as const);

/**
 * Makes a function that runs the checks on one entity of a metadata file after the other, as `inspectAggregate` hands
 * them out. Findings are about the entity; what is wrong with the groups round it {@link groupLinter} tells, and comparing
 * entities with each other is left to `inspectAggregate`.
 *
 * @param facts see {@link GivenFacts}; of use here are `now`, `profile`, `certificates` and, for who is to take the metadata,
 *   `sp` or `idp`
 * @throws SamlscopeError for wrong facts, as `inspect`
 */
export function entityLinter(
  facts: GivenFacts = {},
  options: LintOptions = {},
): (entity: AggregateEntity) => EntityLint {
  const lint = linter(IN_METADATA, facts, options);
  return ({ document, descriptor, text }) =>
    lint(document, text, (results) =>
      document.root === descriptor.element
        ? results
        : decided(results, (node) => isIn(node, descriptor.element)),
    );
}

/**
 * Makes a function that runs the checks on the groups of a metadata file and what stands in them beside the entities, as
 * `inspectAggregate` hands them out at the end (`onGroups`). What is to be said of the signature, it says itself. With an
 * entityID only what is said of that entity counts: of the groups that it stands in.
 *
 * @param facts as for {@link entityLinter}
 * @throws SamlscopeError for wrong facts, as `inspect`
 */
export function groupLinter(
  facts: GivenFacts = {},
  options: LintOptions = {},
): (outline: XmlDocument, entityID?: string) => EntityLint {
  const lint = linter(ON_GROUPS, facts, options);
  return (outline, entityID) => {
    const sought =
      entityID === undefined || !outline.root
        ? undefined
        : readEntities(outline.root).filter((entity) => entity.entityID?.value === entityID);
    const isHere = (node: XmlNode) =>
      !isInEntity(node) && (!sought || sought.some(({ element }) => isIn(element, groupOf(node) ?? element)));
    return lint(outline, outline.source.text, (results) => decided(results, isHere));
  };
}

function linter(subjects: ReadonlySet<keyof Subjects>, facts: GivenFacts, options: LintOptions) {
  const known = readFacts(facts);
  const asked = checks.filter(({ on }: AnyCheck) => subjects.has(on));
  return (
    document: XmlDocument,
    text: string,
    concerning: (results: readonly Result[]) => readonly Result[],
  ): EntityLint => {
    const keys = signingKeys(known, document);
    const signatures = examineSignatures(document, keys, options.limits);
    const message = document.root && readMessage(document, signatures);
    const resolved = resolveFacts(known, message, keys);
    const results = concerning(runChecks(asked, document, message, resolved));
    const { findings, omitted } = buildFindings(results, 0, defaultLimits.findingsPerCheck);
    const counts = countFindings(findings);
    return {
      findings,
      counts,
      report: () => ({
        ...reportOf(text, document, message, signatures, resolved, results),
        findings,
        omitted,
        counts,
      }),
    };
  };
}

function reportOf(
  text: string,
  document: XmlDocument,
  message: Message | undefined,
  signatures: readonly SignatureEvidence[],
  facts: Facts,
  results: readonly Result[],
): Report {
  const { source } = document;
  return buildReport(source.name, text, [
    { capture: { format: 'XML', source }, message, signatures, encryptions: [], facts, results },
  ]);
}

/** Without what is elsewhere, and without what could not be decided, which holds for all entities alike. */
function decided(results: readonly Result[], isHere: (node: XmlNode) => boolean): Result[] {
  return results.filter(
    ({ outcome }) => outcome.verdict !== 'unknown' && (outcome.verdict !== 'fail' || isHere(outcome.at[0])),
  );
}

function isInEntity(node: XmlNode): boolean {
  return enclosing(node, 'EntityDescriptor') !== undefined;
}

/** The group that something is said of; `undefined` for what stands beside the root. */
function groupOf(node: XmlNode): XmlElement | undefined {
  return enclosing(node, 'EntitiesDescriptor');
}

function enclosing(node: XmlNode, localName: string): XmlElement | undefined {
  let here = node.type === 'element' ? node : holderOf(node);
  while (here && here.localName !== localName) here = here.parent;
  return here;
}

function isIn(node: XmlNode, entity: XmlElement): boolean {
  const holder = node.type === 'element' ? node : holderOf(node);
  return holder !== undefined && isWithin(holder, entity);
}
