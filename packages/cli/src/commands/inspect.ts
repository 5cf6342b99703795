import {
  decode,
  type GivenFacts,
  inspect,
  type Report,
  render,
  SamlscopeError,
  type Severity,
  visible,
} from '@samlscope/core';
import type { FactArguments, InspectCommand } from '../arguments.ts';
import { readAwsExports, withLive } from '../aws-exports.ts';
import { wantsColor, widthOf } from '../color.ts';
import { complain } from '../complain.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { type InputFile, readCertificateFile, readInput, readText, UnreadableFile } from '../files.ts';
import type { Io } from '../io.ts';
import { namesLargeMetadata, readMetadataFacts } from '../large-metadata.ts';
import { readPrivateKeys } from '../private-keys.ts';
import { loadSecondOpinion, mayDiffer } from '../second-opinion.ts';

/** Inspects each input and prints its report. One that cannot be read does not keep the others from it. */
export async function runInspect(command: InspectCommand, io: Io): Promise<ExitCode> {
  const privateKeys = await readPrivateKeys(command.keys, io);
  const paths = command.files.length === 0 ? ['-'] : command.files;
  const held = namesLargeMetadata(command.facts, io)
    ? await readable(paths, io)
    : new Map<string, InputFile>();
  const facts: GivenFacts = {
    ...readFactFiles(command.facts, io),
    ...(await readMetadataFacts(command.facts, [...held.values()], privateKeys, io)),
    ...(await readAwsExports(command.aws, io)),
    ...(privateKeys.length > 0 && { privateKeys }),
  };
  const ask = askingFor(command);
  const live = command.aws.live ? await (await import('../aws-live/live-iam.ts')).liveIam(io) : undefined;
  const reports: Report[] = [];
  let code: ExitCode = exitCode.nothing;
  for (const path of paths) {
    try {
      const input = held.get(path) ?? (await readInput(path, io));
      const asked = live && (await live.factsFor(inspect(input.bytes, facts, { name: input.name })));
      const report = await inspectFile(input, asked ? withLive(facts, asked) : facts, ask);
      reports.push(report);
      if (command.format === 'terminal') io.stdout.write(draw(report, paths.length > 1, command, io));
      if (hasFindings(report, command.threshold)) code = worse(code, exitCode.findings);
    } catch (error) {
      if (!isAboutInput(error)) throw error;
      complain(error, io);
      code = worse(code, exitCode.unreadable);
    }
  }
  if (command.format === 'json') io.stdout.write(json(reports, paths.length > 1));
  return live?.failed() ? worse(code, exitCode.unreadable) : code;
}

/** The inputs that can be read, by their paths; the others are told of when their turn comes. */
async function readable(paths: readonly string[], io: Io): Promise<ReadonlyMap<string, InputFile>> {
  const inputs = new Map<string, InputFile>();
  for (const path of paths) {
    try {
      inputs.set(path, await readInput(path, io));
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
    }
  }
  return inputs;
}

async function inspectFile({ name, bytes }: InputFile, facts: GivenFacts, ask: Asking): Promise<Report> {
  if (ask !== 'always') {
    const report = inspect(bytes, facts, { name });
    if (
      ask === 'never' ||
      !mayDiffer(
        report,
        decode(bytes, { name, privateKeys: facts.privateKeys ?? [] }).map(({ xml }) => xml),
      )
    )
      return report;
  }
  return inspect(bytes, facts, { name, secondOpinion: await loadSecondOpinion() });
}

type Asking = InspectCommand['secondOpinion'];

/** A program that reads the report can count on the opinion; a list of findings has no place for it. */
function askingFor({ secondOpinion, format, detail }: InspectCommand): Asking {
  if (secondOpinion !== 'auto') return secondOpinion;
  if (format === 'json' || detail === 'verbose') return 'always';
  return detail === 'quiet' ? 'never' : 'auto';
}

/** The facts other than metadata with their files read and, unless a moment was given, the time. */
function readFactFiles(given: FactArguments, io: Io): GivenFacts {
  const { idpMetadata, spMetadata, metadata, request, certificates, now, ...others } = given;
  const { servicePrincipal, application, claimsPolicy, ...rest } = others;
  return {
    ...rest,
    now: now ?? io.now(),
    ...(request !== undefined && { request: readText(request, io) }),
    ...(servicePrincipal !== undefined && { servicePrincipal: readText(servicePrincipal, io) }),
    ...(application !== undefined && { application: readText(application, io) }),
    ...(claimsPolicy !== undefined && { claimsPolicy: readText(claimsPolicy, io) }),
    ...(certificates && { certificates: certificates.map((path) => readCertificateFile(path, io)) }),
  };
}

function draw(report: Report, several: boolean, command: InspectCommand, io: Io): string {
  const { detail, threshold } = command;
  const text = render(report, 'terminal', {
    color: wantsColor(command.color, io),
    width: widthOf(io),
    detail,
    threshold,
  });
  return several && detail !== 'quiet' ? `── ${visible(report.input.name)}\n\n${text}\n` : text;
}

/** One report stands alone; several make an array. */
function json(reports: readonly Report[], several: boolean): string {
  const texts = reports.map((report) => render(report, 'json').trimEnd());
  if (several) return `[${texts.join(',\n')}]\n`;
  return texts.length === 0 ? '' : `${texts[0]}\n`;
}

/** A crash counts whatever the threshold: what was not judged must not pass for right. */
function hasFindings({ counts }: Report, threshold: Severity): boolean {
  const { error, warning, note, crash } = counts;
  return error + crash + (threshold === 'error' ? 0 : warning) + (threshold === 'note' ? note : 0) > 0;
}

/** Errors of one input; those of the facts concern all of them. */
function isAboutInput(error: unknown): error is Error {
  return (
    error instanceof UnreadableFile ||
    (error instanceof SamlscopeError && (error.code === 'no-saml' || error.code === 'limit'))
  );
}

function worse(one: ExitCode, other: ExitCode): ExitCode {
  return one > other ? one : other;
}
