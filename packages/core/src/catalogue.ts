import type { AnyCheck, Citation, Severity } from './checks/check.ts';
import { checks } from './checks/registry.gen.ts';

/** One check as the catalogue tells it. */
export interface CheckDescription {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly since: string;
  /** What it is asked of: `assertion`, `signature`… */
  readonly on: string;
  /** The facts it cannot do without, by their names in checks. */
  readonly needs: readonly string[];
  readonly cites: readonly Citation[];
  readonly why: string;
  readonly fix: string;
}

/** Every check, sorted by id. */
export const catalogue: readonly CheckDescription[] = checks.map(
  ({ id, title, severity, since, on, needs, cites, why, fix }: AnyCheck) => ({
    id,
    title,
    severity,
    since,
    on,
    needs,
    cites,
    why,
    fix,
  }),
);
