import { type ClaimedRole, claimedRoles } from '../iam/claimed-roles.ts';
import type { Assertion } from '../saml/model.ts';
import { kept } from '../xml/kept.ts';
import type { Facts } from './facts.ts';

/** The same list each time, so that what was found out about it is found again. */
const NONE: readonly never[] = [];

/** The roles an assertion names, held against what was given of IAM. Evaluated once for all that ask. */
export function rolesClaimed(assertion: Assertion, facts: Facts): readonly ClaimedRole[] {
  const last = lastClaimed(assertion);
  if (last.facts !== facts) {
    last.facts = facts;
    last.roles = claimedRoles(assertion, {
      now: facts.now,
      roles: facts.iamRoles ?? NONE,
      providers: facts.iamProviders ?? NONE,
    });
  }
  return last.roles;
}

const lastClaimed = kept(
  (_: Assertion): { facts: Facts | undefined; roles: readonly ClaimedRole[] } => ({
    facts: undefined,
    roles: NONE,
  }),
  ({ element }) => element.document,
);

/** Why a check that needs the roles of IAM does not apply; `undefined` where they are given. */
export function noRolesGiven(facts: Facts): string | undefined {
  return facts.iamRoles ? undefined : 'no roles of IAM were given (--aws-roles)';
}

/** Why a check that needs the SAML provider of IAM does not apply; `undefined` where one is given. */
export function noProviderGiven(facts: Facts): string | undefined {
  return facts.iamProviders ? undefined : 'no SAML provider of IAM was given (--aws-provider)';
}
