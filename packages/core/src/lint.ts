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
import { readMessage } from './metadata/read-message.ts';
import { buildReport } from './report/build.ts';
import { buildFindings, countFindings } from './report/build-finding.ts';
import type { Finding, Report } from './report/report.ts';
import type { XmlElement, XmlNode } from './xml/document.ts';
import { holderOf, isWithin } from './xml/navigate.ts';

/** How to look at entities, apart from what is known. */
export interface LintOptions {
  /** Bounds to use instead of the built-in ones. */
  readonly limits?: Limits;
}

/** What the checks found out about one entity of a metadata file. */
export interface EntityLint {
  /** What is wrong with the entity, at its places in the file. */
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

/**
 * Makes a function that runs the checks on one entity of a metadata file after the other, as `inspectAggregate` hands
 * them out. Findings are about the entity; what is wrong with the groups round it is not repeated for each, and comparing
 * entities with each other is left to `inspectAggregate`.
 *
 * @param facts see {@link GivenFacts}; of use here are `now`, `profile` and `certificates`
 * @throws SamlscopeError for wrong facts, as `inspect`
 */
export function entityLinter(
  facts: GivenFacts = {},
  options: LintOptions = {},
): (entity: AggregateEntity) => EntityLint {
  const known = readFacts(facts);
  const asked = checks.filter(({ on }: AnyCheck) => IN_METADATA.has(on));
  return (entity) => {
    const { document, descriptor, text } = entity;
    const keys = signingKeys(known, document);
    const signatures = examineSignatures(document, keys, options.limits);
    const message = document.root && readMessage(document, signatures);
    const resolved = resolveFacts(known, message, keys);
    const all = runChecks(asked, document, message, resolved);
    const results = document.root === descriptor.element ? all : ofEntity(all, descriptor.element);
    const { findings, omitted } = buildFindings(results, 0, defaultLimits.findingsPerCheck);
    const counts = countFindings(findings);
    return {
      findings,
      counts,
      report: () => ({
        ...reportOf(text, entity, message, signatures, resolved, results),
        findings,
        omitted,
        counts,
      }),
    };
  };
}

function reportOf(
  text: string,
  { document }: AggregateEntity,
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

/** Without what is about the groups, and without what could not be decided, which holds for all entities alike. */
function ofEntity(results: readonly Result[], entity: XmlElement): Result[] {
  return results.filter(({ outcome }) => {
    if (outcome.verdict === 'unknown') return false;
    return outcome.verdict !== 'fail' || isIn(outcome.at[0], entity);
  });
}

function isIn(node: XmlNode, entity: XmlElement): boolean {
  const holder = node.type === 'element' ? node : holderOf(node);
  return holder !== undefined && isWithin(holder, entity);
}
