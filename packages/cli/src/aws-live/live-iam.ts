import { type GivenFacts, type Report, visible } from '@samlscope/core';
import type { Export } from '@samlscope/core/aws';
import type { Io } from '../io.ts';
import { type Asking, askProviders, askRoles, listRoles, plannedCalls } from './ask.ts';
import { type ClaimedArn, claimedIn } from './claimed.ts';
import { iamOf } from './iam.ts';
import { loadSdk } from './sdk.ts';

/** Asks AWS IAM about what messages name: each role and provider once, however many messages name it. */
export interface LiveIam {
  /** What IAM says of the roles and providers that a message names, and what it said before. */
  factsFor(report: Report): Promise<LiveFacts>;
  /** Whether a call failed that would have told more. */
  failed(): boolean;
}

type LiveFacts = Pick<GivenFacts, 'awsRoles' | 'awsProvider'>;

/**
 * @throws SamlscopeError `usage` where the package that calls AWS is not installed. What goes wrong with a call is told
 *   on standard error instead.
 */
export async function liveIam(io: Pick<Io, 'stderr'>): Promise<LiveIam> {
  const begin = await beginning(io);
  const asked = new Set<string>();
  const roles: Export[] = [];
  const providers: Export[] = [];
  const rounds = new Map<string, Asking>();
  return {
    async factsFor(report) {
      const claimed = claimedIn(report);
      const fresh = (arns: readonly ClaimedArn[]) => arns.filter(({ written }) => !asked.has(written));
      const [newRoles, newProviders] = [fresh(claimed.roles), fresh(claimed.providers)];
      if (claimed.roles.length === 0)
        tell(io, `--live asks nothing: ${report.input.name} names no role of AWS.`);
      for (const partition of new Set([...newRoles, ...newProviders].map((one) => one.partition))) {
        const within = (arns: readonly ClaimedArn[]) => arns.filter((one) => one.partition === partition);
        const asking = rounds.get(partition) ?? begin(partition);
        rounds.set(partition, asking);
        if (asking.stopped) continue;
        announce(plannedCalls(within(newRoles), within(newProviders)), partition, io);
        roles.push(...(await askRoles(within(newRoles), asking)));
        providers.push(...(await askProviders(within(newProviders), asking)));
      }
      for (const { written } of [...newRoles, ...newProviders]) asked.add(written);
      return {
        ...(roles.length > 0 && { awsRoles: roles.map(({ text }) => text) }),
        ...(providers.length > 0 && { awsProvider: providers.map(({ text }) => text) }),
      };
    },
    failed: () => [...rounds.values()].some(({ failed }) => failed),
  };
}

/**
 * Every role of the account that the credentials are of; `undefined` where that fails, which is told.
 *
 * @throws SamlscopeError `usage` likewise
 */
export async function liveRoles(partition: string, io: Pick<Io, 'stderr'>): Promise<Export | undefined> {
  const begin = await beginning(io);
  announce(['iam:ListRoles'], partition, io);
  return listRoles(begin(partition));
}

async function beginning(io: Pick<Io, 'stderr'>): Promise<(partition: string) => Asking> {
  const sdk = await loadSdk();
  return (partition) => ({
    iam: iamOf(sdk, partition),
    tell: (line) => tell(io, line),
    account: undefined,
    failed: false,
    stopped: false,
  });
}

function announce(calls: readonly string[], partition: string, io: Pick<Io, 'stderr'>): void {
  const where = partition === 'aws' ? '' : ` of partition ${partition}`;
  tell(io, `--live asks AWS IAM${where} with your credentials, by calls that only read:`);
  for (const call of calls) io.stderr.write(`  ${visible(call)}\n`);
}

function tell(io: Pick<Io, 'stderr'>, line: string): void {
  io.stderr.write(`samlscope: ${visible(line)}\n`);
}
