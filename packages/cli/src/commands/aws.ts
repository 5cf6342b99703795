import { type GivenFacts, inspect, type Report, SamlscopeError, visible, visibleJson } from '@samlscope/core';
import type { Export } from '@samlscope/core/aws';
import type { AwsCommand, AwsDriftCommand, AwsManifestCommand, AwsTrustCommand } from '../aws-arguments.ts';
import { readAwsExports, readExports, withLive } from '../aws-exports.ts';
import { wantsColor, widthOf } from '../color.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { readInput } from '../files.ts';
import type { Io } from '../io.ts';
import { readPrivateKeys } from '../private-keys.ts';

/** What may be said of AWS apart from a whole inspection. AWS itself is asked where `--live` is given, and only then. */
export async function runAws(command: AwsCommand, io: Io): Promise<ExitCode> {
  switch (command.action) {
    case 'trust':
      return runTrust(command, io);
    case 'drift':
      return runDrift(command, io);
    case 'manifest':
      return runManifest(command, io);
  }
}

/** Shows how the trust policy of each role an assertion names is evaluated, and one that would let it in. */
async function runTrust(command: AwsTrustCommand, io: Io): Promise<ExitCode> {
  const { renderTrust } = await import('@samlscope/core/aws');
  const privateKeys = await readPrivateKeys(command.keys, io);
  const exports = await readAwsExports(command, io);
  const facts: GivenFacts = {
    ...exports,
    sp: 'aws',
    now: command.now ?? io.now(),
    ...(privateKeys.length > 0 && { privateKeys }),
  };
  const live = command.live ? await (await import('../aws-live/live-iam.ts')).liveIam(io) : undefined;
  const reports: Report[] = [];
  for (const path of command.files.length === 0 ? ['-'] : command.files) {
    const { name, bytes } = await readInput(path, io);
    const known = inspect(bytes, facts, { name });
    const report = live ? inspect(bytes, withLive(facts, await live.factsFor(known)), { name }) : known;
    if (!report.aws)
      throw new SamlscopeError('no-saml', `${name}: there is no assertion in it that could be read.`);
    if (command.format === 'terminal') {
      if (command.files.length > 1) io.stdout.write(`── ${visible(name)}\n\n`);
      io.stdout.write(renderTrust(report, drawing(command, io)));
    }
    reports.push(report);
  }
  if (command.format === 'json')
    write(reports.length === 1 ? reports[0]?.aws : reports.map(({ aws }) => aws), io);
  const roles = reports.flatMap(({ aws }) => aws?.logins ?? []).flatMap(({ roles }) => roles);
  const refused = roles.length === 0 || roles.some(({ outcome }) => outcome === 'refused');
  if (live?.failed()) return exitCode.unreadable;
  return refused ? exitCode.findings : exitCode.nothing;
}

/** Holds the roles of an enterprise application against those in IAM. */
async function runDrift(command: AwsDriftCommand, io: Io): Promise<ExitCode> {
  const { drift, renderDrift } = await import('@samlscope/core/aws');
  const [servicePrincipal] = readExports([command.servicePrincipal], io);
  const [assignments] = command.assignments === undefined ? [] : readExports([command.assignments], io);
  const [policy] = command.policy === undefined ? [] : readExports([command.policy], io);
  if (!servicePrincipal) return exitCode.usage;
  const [, partition = 'aws'] = /arn:(aws[a-z-]{0,20}):iam::\d{12}:role/.exec(servicePrincipal.text) ?? [];
  const roles = await rolesOf(command, partition, io);
  if (!roles) return exitCode.unreadable;
  const report = drift({
    servicePrincipal,
    roles,
    ...(assignments && { assignments }),
    ...(policy && { policy }),
  });
  if (command.format === 'json') write(report, io);
  else io.stdout.write(renderDrift(report, drawing(command, io)));
  const found = [...report.findings, ...(report.policyFindings ?? [])];
  return found.some(({ severity }) => severity !== 'note') ? exitCode.findings : exitCode.nothing;
}

/** Writes the body of a PATCH for Microsoft Graph; what it does besides goes to standard error. */
async function runManifest(command: AwsManifestCommand, io: Io): Promise<ExitCode> {
  const { manifest } = await import('@samlscope/core/aws');
  const [servicePrincipal] =
    command.servicePrincipal === undefined ? [] : readExports([command.servicePrincipal], io);
  const roles = await rolesOf(command, command.provider[0]?.split(':')[1] ?? 'aws', io);
  if (!roles) return exitCode.unreadable;
  const { body, added, disabled, left } = manifest({
    roles,
    provider: command.provider,
    ...(servicePrincipal && { servicePrincipal }),
  });
  write(body, io);
  const lines = [
    `${added.length} added, ${body.appRoles.length} in all.`,
    ...disabled.map((value) => `Disabled, as it is not in IAM: ${value}`),
    ...left.map(({ arn, because }) => `Left out: ${arn}: ${because}.`),
  ];
  io.stderr.write(lines.map((line) => `samlscope: ${visible(line)}\n`).join(''));
  return exitCode.nothing;
}

/** The exports given, and what AWS lists where it is asked; `undefined` where that fails, which is told. */
async function rolesOf(
  { roles, live }: AwsDriftCommand | AwsManifestCommand,
  partition: string,
  io: Io,
): Promise<readonly Export[] | undefined> {
  const given = readExports(roles, io);
  if (!live) return given;
  const listed = await (await import('../aws-live/live-iam.ts')).liveRoles(partition, io);
  return listed && [...given, listed];
}

function drawing({ color }: AwsCommand, io: Io): { color: boolean; width: number } {
  return { color: wantsColor(color, io), width: widthOf(io) };
}

function write(value: unknown, io: Io): void {
  io.stdout.write(visibleJson(value));
}
