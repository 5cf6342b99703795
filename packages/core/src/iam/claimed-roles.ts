import { limits } from '../base/limits.ts';
import type { Assertion, AttributeValue } from '../saml/model.ts';
import { type IamArn, ROLE, type RolePair, rolePairOf } from '../vendors/aws.ts';
import type { RequestFacts } from './context.ts';
import type { IamProvider, IamProviders } from './provider.ts';
import type { IamRole, IamRoles } from './role.ts';
import { evaluateTrust, type TrustDecision } from './trust.ts';

/** What is known of IAM besides the assertion. */
export interface IamFacts extends RequestFacts {
  readonly roles: readonly IamRoles[];
  readonly providers: readonly IamProviders[];
}

/** One value of the Role attribute, held against what is known of IAM. */
export interface ClaimedRole {
  readonly value: AttributeValue;
  readonly pair: RolePair;
  /** `absent`: an export that is complete for the account does not have it. `unknown`: no export tells. */
  readonly state: 'known' | 'absent' | 'unknown';
  readonly role: IamRole | undefined;
  readonly provider: IamProvider | undefined;
  /** Whether an export that is complete for the account lacks the provider. */
  readonly providerAbsent: boolean;
  /** What the trust policy says, where it is known and the pair can be read. */
  readonly trust: TrustDecision | undefined;
}

/** Reads the Role attribute and holds each value against the exports. Beyond a limit values are read, not evaluated. */
export function claimedRoles(assertion: Assertion, facts: IamFacts): readonly ClaimedRole[] {
  const values = assertion.attributes
    .filter(({ name }) => name?.raw === ROLE)
    .flatMap(({ values }) => values);
  const { byArn, accounts, providerAccounts } = indexOf(facts);
  return values.map((value, i) => {
    const pair = rolePairOf(value);
    const role = pair.role && byArn.get(pair.role.written);
    const provider = pair.provider && providerOf(pair.provider, facts.providers);
    const evaluated = role && pair.provider && i < limits.rolesEvaluated;
    return {
      value,
      pair,
      state: role ? 'known' : pair.role && accounts.has(pair.role.account) ? 'absent' : 'unknown',
      role,
      provider,
      providerAbsent:
        pair.provider !== undefined && provider === undefined && providerAccounts.has(pair.provider.account),
      trust: evaluated ? evaluateTrust(assertion, role, pair.provider, facts) : undefined,
    };
  });
}

/** The role that one which does not exist was probably meant to be: of the same account, in another case or on another path. */
export function roleLike(
  arn: IamArn,
  exports: readonly IamRoles[],
): { readonly role: IamRole; readonly differs: 'case' | 'path' } | undefined {
  const { byLowerCase, byName } = likenessOf(exports);
  const otherCase = byLowerCase.get(arn.written.toLowerCase());
  if (otherCase) return { role: otherCase, differs: 'case' };
  const otherPath = byName.get(`${arn.account}/${arn.name}`);
  return otherPath && { role: otherPath, differs: 'path' };
}

interface Likeness {
  readonly byLowerCase: ReadonlyMap<string, IamRole>;
  readonly byName: ReadonlyMap<string, IamRole>;
}

function likenessOf(exports: readonly IamRoles[]): Likeness {
  const before = likenesses.get(exports);
  if (before) return before;
  const roles = exports.flatMap((one) => one.roles);
  const likeness = {
    byLowerCase: new Map(roles.map((role) => [role.arn.written.toLowerCase(), role])),
    byName: new Map(roles.map((role) => [`${role.arn.account}/${role.arn.name}`, role])),
  };
  likenesses.set(exports, likeness);
  return likeness;
}

const likenesses = new WeakMap<readonly IamRoles[], Likeness>();

/** The provider of this ARN, or the only one given, where its export does not say its ARN. */
export function providerOf(arn: IamArn, exports: readonly IamProviders[]): IamProvider | undefined {
  const all = exports.flatMap(({ providers }) => providers);
  const named = all.filter((one) => one.arn?.written === arn.written);
  const nameless = all.filter((one) => one.arn === undefined);
  return (
    named.find(({ metadata }) => metadata) ?? (nameless.length === 1 ? nameless[0] : undefined) ?? named[0]
  );
}

interface Index {
  readonly byArn: ReadonlyMap<string, IamRole>;
  /** Accounts all of whose roles are known. */
  readonly accounts: ReadonlySet<string>;
  /** Accounts all of whose providers are known. */
  readonly providerAccounts: ReadonlySet<string>;
}

/** Made once, however many assertions are held against the exports. */
function indexOf(facts: IamFacts): Index {
  const before = indexes.get(facts.roles);
  if (before?.providers === facts.providers) return before.index;
  const complete = <T extends { readonly complete: boolean }>(all: readonly T[]) =>
    all.filter((one) => one.complete);
  const index = {
    byArn: new Map(
      facts.roles.flatMap(({ roles }) => roles.map((role) => [role.arn.written, role] as const)),
    ),
    accounts: accountsOf(complete(facts.roles).flatMap(({ roles }) => roles)),
    providerAccounts: accountsOf(complete(facts.providers).flatMap(({ providers }) => providers)),
  };
  indexes.set(facts.roles, { providers: facts.providers, index });
  return index;
}

const indexes = new WeakMap<readonly IamRoles[], { providers: readonly IamProviders[]; index: Index }>();

function accountsOf(all: readonly { readonly arn: IamArn | undefined }[]): ReadonlySet<string> {
  return new Set(all.flatMap(({ arn }) => (arn ? [arn.account] : [])));
}
