import type { Limits } from './base/limits.ts';
import type { Source } from './base/source.ts';
import { type GivenFacts, readFacts, resolveFacts, signingKeys } from './checks/given.ts';
import { checks } from './checks/registry.gen.ts';
import { runChecks } from './checks/run.ts';
import { examineSignatures } from './dsig/examine.ts';
import type { AggregateEntity } from './metadata/aggregate-report.ts';
import { readMessage } from './metadata/read-message.ts';
import { buildReport } from './report/build.ts';
import type { Finding, Report } from './report/report.ts';
import { parseXml } from './xml/parse.ts';

/** Longer tags of groups are not repeated round each entity. */
const LONGEST_GROUPS = 20_000;

/** How to look at entities, apart from what is known. */
export interface LintOptions {
  /** Bounds to use instead of the built-in ones. */
  readonly limits?: Limits;
}

/**
 * Makes a function that runs the checks on one entity of a metadata file after the other, as `inspectAggregate` hands
 * them out. Findings are about the entity, at its places in the file; what is wrong with the groups round it is not
 * repeated for each, and comparing entities with each other is left to `inspectAggregate`.
 *
 * @param facts see {@link GivenFacts}; of use here are `now`, `profile` and `certificates`
 * @throws SamlscopeError for wrong facts, as `inspect`
 */
export function entityLinter(
  facts: GivenFacts = {},
  options: LintOptions = {},
): (entity: AggregateEntity) => Report {
  const known = readFacts(facts);
  return (entity) => {
    const groups =
      entity.groups.reduce((sum, tag) => sum + tag.length, 0) > LONGEST_GROUPS ? [] : entity.groups;
    const source = surrounded(entity, groups);
    const inherited = groups.length === 0 ? entity.inherited : undefined;
    const document = parseXml(source, options.limits, inherited);
    const keys = signingKeys(known, document);
    const signatures = examineSignatures(document, keys, options.limits);
    const message = document.root && readMessage(document, signatures);
    const resolved = resolveFacts(known, message, keys);
    const results = runChecks(checks, document, message, resolved);
    const capture = { format: 'XML', source };
    const report = buildReport(source.name, entity.document.source.text, [
      { capture, message, signatures, encryptions: [], facts: resolved, results },
    ]);
    return groups.length === 0 ? report : ofEntity(report);
  };
}

/**
 * The entity in the groups it stands in, without its neighbours: what they say of validity and registration holds for it,
 * too. Their tags take the room before the entity in its line, so that it stands where it does in the file.
 */
function surrounded({ document, at }: AggregateEntity, groups: readonly string[]): Source {
  const { source } = document;
  if (groups.length === 0) return source;
  const before = groups.map((tag) => tag.replace(/[\r\n\t]/g, ' ')).join('');
  const after = [...groups].reverse().map((tag) => `</${/^<([^\s/>]+)/.exec(tag)?.[1]}>`);
  return {
    ...source,
    text: before + source.text + after.join(''),
    cutAt: { byte: at.byte, line: at.line, column: at.column - before.length },
  };
}

/** Without what is about the groups. */
function ofEntity(report: Report): Report {
  const findings = report.findings.filter(({ xpath }) => xpath?.includes('/md:EntityDescriptor'));
  const count = (kept: (finding: Finding) => boolean) => findings.filter(kept).length;
  return {
    ...report,
    findings,
    counts: {
      error: count(({ verdict, severity }) => verdict === 'fail' && severity === 'error'),
      warning: count(({ verdict, severity }) => verdict === 'fail' && severity === 'warning'),
      note: count(({ verdict, severity }) => verdict === 'fail' && severity === 'note'),
      unknown: count(({ verdict }) => verdict === 'unknown'),
      crash: count(({ verdict }) => verdict === 'crash'),
    },
  };
}
