import type { Export } from '@samlscope/core/aws';
import type { ClaimedArn } from './claimed.ts';
import { explainFailure, isAbsent } from './failure.ts';
import type { Answer, Iam } from './iam.ts';

/** One round of calls with the same credentials. */
export interface Asking {
  readonly iam: Iam;
  /** Tells a line on standard error. */
  readonly tell: (line: string) => void;
  /** The account of the credentials, as soon as an answer shows it. */
  account: string | undefined;
  /** Set where a call failed that would have told more. */
  failed: boolean;
  /** Set where every further call would fail as well. */
  stopped: boolean;
}

/** From so many roles on it is fewer calls to list all. */
const ONE_BY_ONE = 20;

/** The calls that {@link askRoles} and {@link askProviders} will make, one a line. */
export function plannedCalls(roles: readonly ClaimedArn[], providers: readonly ClaimedArn[]): string[] {
  return [
    ...(roles.length > ONE_BY_ONE
      ? ['iam:ListRoles']
      : [
          ...namesOf(roles).map((name) => `iam:GetRole ${name}`),
          ...(roles.length > 0 ? ['iam:ListRoles, where there is none of that name'] : []),
        ]),
    ...providers.map(({ written }) => `iam:GetSAMLProvider ${written}`),
    ...(providers.length > 0 ? ['iam:ListSAMLProviders, where there is none of that name'] : []),
  ];
}

/** Asks for roles one by one, and for the list where one is not there or there are many. */
export async function askRoles(roles: readonly ClaimedArn[], asking: Asking): Promise<Export[]> {
  if (roles.length > ONE_BY_ONE) {
    const all = await listRoles(asking);
    return all ? [all] : [];
  }
  const exports: Export[] = [];
  const absent: string[] = [];
  for (const name of namesOf(roles)) {
    if (!roles.some((role) => role.name === name && isWithin(asking, role))) continue;
    const answer = await attempt(asking, 'GetRole', name, () => asking.iam.getRole(name));
    // The name alone finds a role on another path or in another case, which the one claimed is not.
    const other = (one: Answer) => roles.some((role) => role.name === name && isMistaken(role, one, asking));
    if (answer === 'absent' || (answer && other(answer))) absent.push(name);
    else if (answer) exports.push(answer);
  }
  const all = absent.length > 0 ? await listRoles(asking) : undefined;
  if (all) exports.push(all);
  else for (const name of absent) tellAbsent(asking, 'GetRole', name);
  tellForeign(roles, asking);
  return exports;
}

/** Every role of the account; `undefined` where that fails, which is told. */
export async function listRoles(asking: Asking): Promise<Export | undefined> {
  const answer = await attempt(asking, 'ListRoles', '', () => asking.iam.listRoles());
  return answer === 'absent' ? undefined : answer;
}

/** Asks for providers one by one, and for the list where one is not there. */
export async function askProviders(providers: readonly ClaimedArn[], asking: Asking): Promise<Export[]> {
  const exports: Export[] = [];
  const absent: string[] = [];
  for (const provider of providers) {
    if (!isWithin(asking, provider)) continue;
    const { written } = provider;
    const answer = await attempt(asking, 'GetSAMLProvider', written, () => asking.iam.getProvider(written));
    if (answer === 'absent') absent.push(written);
    else if (answer) exports.push(answer);
  }
  const all =
    absent.length > 0
      ? await attempt(asking, 'ListSAMLProviders', '', () => asking.iam.listProviders())
      : undefined;
  if (all && all !== 'absent') exports.push(all);
  else for (const arn of absent) tellAbsent(asking, 'GetSAMLProvider', arn);
  return exports;
}

/** Makes one call. That there is no such role is an answer; why else a call failed is told. */
async function attempt(
  asking: Asking,
  operation: string,
  about: string,
  call: () => Promise<Answer>,
): Promise<Answer | 'absent' | undefined> {
  if (asking.stopped) return undefined;
  try {
    const answer = await call();
    asking.account ??= answer.arn?.split(':')[4];
    return answer;
  } catch (error) {
    if (isAbsent(error)) return 'absent';
    const { says, general } = explainFailure(error, operation);
    asking.tell(`iam:${operation}${about === '' ? '' : ` ${about}`}: ${says}.`);
    asking.failed = true;
    asking.stopped = general;
    return undefined;
  }
}

function tellAbsent(asking: Asking, operation: string, about: string): void {
  asking.tell(`iam:${operation} ${about}: there is none of that name in the account of the credentials.`);
}

/** Credentials are of one account, and a message may name roles of many. */
function tellForeign(roles: readonly ClaimedArn[], asking: Asking): void {
  const foreign = new Set(roles.filter((role) => !isWithin(asking, role)).map(({ account }) => account));
  if (foreign.size === 0) return;
  asking.tell(
    `The credentials are of account ${asking.account}; nothing is known of ${[...foreign].join(', ')}. For those, give --aws-roles.`,
  );
}

function isMistaken(role: ClaimedArn, { arn }: Answer, asking: Asking): boolean {
  return role.account === asking.account && role.written !== arn;
}

function isWithin({ account }: Asking, arn: ClaimedArn): boolean {
  return account === undefined || account === arn.account;
}

function namesOf(arns: readonly ClaimedArn[]): string[] {
  return [...new Set(arns.map(({ name }) => name))];
}
