import { type ClaimedRole, claimedRoles } from '../iam/claimed-roles.ts';
import type { Assertion } from '../saml/model.ts';
import type { Facts } from './facts.ts';

const before = new WeakMap<Facts, WeakMap<Assertion, readonly ClaimedRole[]>>();

/** The same list each time, so that what was found out about it is found again. */
const NONE: readonly never[] = [];

/** The roles an assertion names, held against what was given of IAM. Evaluated once for all that ask. */
export function rolesClaimed(assertion: Assertion, facts: Facts): readonly ClaimedRole[] {
  const known = before.get(facts) ?? new WeakMap<Assertion, readonly ClaimedRole[]>();
  before.set(facts, known);
  const found = known.get(assertion);
  if (found) return found;
  const roles = claimedRoles(assertion, {
    now: facts.now,
    roles: facts.iamRoles ?? NONE,
    providers: facts.iamProviders ?? NONE,
  });
  known.set(assertion, roles);
  return roles;
}

/** Why a check that needs the roles of IAM does not apply; `undefined` where they are given. */
export function noRolesGiven(facts: Facts): string | undefined {
  return facts.iamRoles ? undefined : 'no roles of IAM were given (--aws-roles)';
}

/** Why a check that needs the SAML provider of IAM does not apply; `undefined` where one is given. */
export function noProviderGiven(facts: Facts): string | undefined {
  return facts.iamProviders ? undefined : 'no SAML provider of IAM was given (--aws-provider)';
}
