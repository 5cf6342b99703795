import { inspect, type Report, SamlscopeError, visible, visibleLines } from '@samlscope/core';
import type { AwsCommand, AwsDriftCommand, AwsManifestCommand, AwsTrustCommand } from '../aws-arguments.ts';
import { readAwsExports, readExports } from '../aws-exports.ts';
import { wantsColor, widthOf } from '../color.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { readInput } from '../files.ts';
import type { Io } from '../io.ts';
import { readPrivateKeys } from '../private-keys.ts';

/** What may be said of AWS apart from a whole inspection. Nothing is asked of AWS itself. */
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
  const facts = {
    ...exports,
    sp: 'aws',
    now: command.now ?? io.now(),
    ...(privateKeys.length > 0 && { privateKeys }),
  };
  const reports: Report[] = [];
  for (const path of command.files.length === 0 ? ['-'] : command.files) {
    const { name, bytes } = await readInput(path, io);
    const report = inspect(bytes, facts, { name });
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
  return refused ? exitCode.findings : exitCode.nothing;
}

/** Holds the roles of an enterprise application against those in IAM. */
async function runDrift(command: AwsDriftCommand, io: Io): Promise<ExitCode> {
  const { drift, renderDrift } = await import('@samlscope/core/aws');
  const [servicePrincipal] = readExports([command.servicePrincipal], io);
  const [assignments] = command.assignments === undefined ? [] : readExports([command.assignments], io);
  const [policy] = command.policy === undefined ? [] : readExports([command.policy], io);
  if (!servicePrincipal) return exitCode.usage;
  const report = drift({
    servicePrincipal,
    roles: readExports(command.roles, io),
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
  const { body, added, disabled, left } = manifest({
    roles: readExports(command.roles, io),
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

function drawing({ color }: AwsCommand, io: Io): { color: boolean; width: number } {
  return { color: wantsColor(color, io), width: widthOf(io) };
}

function write(value: unknown, io: Io): void {
  const text = `${JSON.stringify(value, null, 2)}\n`;
  io.stdout.write(io.stdout.isTTY ? visibleLines(text) : text);
}
