import type { Report } from '../report.ts';

/** What JSON leaves unescaped though a terminal would obey it or nobody can see it. */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/**
 * The report as JSON: keys always in the same order, two spaces of indentation, a line feed at the end.
 * Controls and direction marks are escaped, which changes no value.
 */
export function drawJson(report: Report): string {
  const text = JSON.stringify(ordered(report), null, 2).replace(UNSEEN, escaped);
  return `${text}\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
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
