import type { Report } from '../report.ts';
import { visibleJson } from '../visible.ts';

/** The report as JSON, its keys always in the same order. */
export function drawJson(report: Report): string {
  return visibleJson(ordered(report));
}

/** What a reader needs first stands first. */
function ordered(report: Report): Report {
  const { schemaVersion, tool, input, counts, findings, messages, ...rest } = report;
  const { signatures, encryptions, aws, facts, checked, omitted } = rest;
  return {
    schemaVersion,
    tool,
    input,
    counts,
    findings,
    messages,
    signatures,
    encryptions,
    ...(aws && { aws }),
    facts,
    checked,
    omitted,
  };
}
