import { SamlscopeError } from '../base/errors.ts';
import type { Severity } from '../checks/check.ts';
import type { ErrorExplanation } from '../peers/explain-error.ts';
import { drawJson } from './formats/json.ts';
import { drawLines } from './formats/lines.ts';
import { drawTerminal } from './formats/terminal.ts';
import type { Report } from './report.ts';
import { viewReport } from './view.ts';
import { type DescribedCheck, viewCatalogue, viewCheck } from './view-check.ts';
import { viewError } from './view-error.ts';

/** `terminal`: for people. `json`: the {@link Report} itself. */
export type RenderFormat = 'terminal' | 'json';

/** How to draw a report for the terminal; `json` heeds none of it. */
export interface RenderOptions {
  /** ANSI colours. Off unless set. */
  readonly color?: boolean;
  /** Columns; 80 unless given, 40 at least. */
  readonly width?: number;
  /**
   * `quiet`: findings only, one a line. `normal` unless given. `verbose`: everything, whole lists and digests, and
   * what was checked and found right.
   */
  readonly detail?: 'quiet' | 'normal' | 'verbose';
  /** Findings below it are mentioned rather than explained, and left out of `quiet`. `note` unless given: all are explained. */
  readonly threshold?: Severity;
}

/**
 * Draws a report.
 *
 * @throws SamlscopeError `usage` for a format there is none of
 */
export function render(report: Report, format: RenderFormat, options: RenderOptions = {}): string {
  const { color = false, width = 80, detail = 'normal', threshold = 'note' } = options;
  switch (format) {
    case 'json':
      return drawJson(report);
    case 'terminal': {
      if (detail === 'quiet') return drawLines(report, threshold, color);
      const verbose = detail === 'verbose';
      return drawTerminal(viewReport(report, { verbose, threshold }), { color, width, verbose });
    }
    default:
      throw new SamlscopeError(
        'usage',
        `There is no format "${format as string}"; known are terminal, json.`,
      );
  }
}

/** Draws one check's page: why it matters, what to do, where the rule is written, which facts it needs. */
export function renderCheck(
  check: DescribedCheck,
  options: Pick<RenderOptions, 'color' | 'width'> = {},
): string {
  return drawTerminal(viewCheck(check), { color: false, width: 80, verbose: false, ...options });
}

/** Draws a list of checks by topic. */
export function renderCatalogue(
  checks: readonly DescribedCheck[],
  options: Pick<RenderOptions, 'color' | 'width'> = {},
): string {
  return drawTerminal(viewCatalogue(checks), { color: false, width: 80, verbose: false, ...options });
}

/** Draws what a pasted error message means. */
export function renderError(
  explanation: ErrorExplanation,
  options: Pick<RenderOptions, 'color' | 'width'> = {},
): string {
  return drawTerminal(viewError(explanation), { color: false, width: 80, verbose: false, ...options });
}
