import type { AnyCheck, Citation, Severity } from './checks/check.ts';
import type { Profile } from './checks/facts.ts';
import { checks } from './checks/registry.gen.ts';

/** One check as the catalogue tells it. */
export interface CheckDescription {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly since: string;
  /** The profile that asks for it; without it, it is asked always. */
  readonly profile?: Profile;
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
  ({ id, title, severity, since, profile, on, needs, cites, why, fix }: AnyCheck) => ({
    id,
    title,
    severity,
    since,
    ...(profile !== undefined && { profile }),
    on,
    needs,
    cites,
    why,
    fix,
  }),
);
