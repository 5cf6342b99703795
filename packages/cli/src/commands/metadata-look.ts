import {
  type EntityLint,
  entityLinter,
  groupLinter,
  type Report,
  render,
  type Severity,
  visible,
  visibleJson,
} from '@samlscope/core';
import {
  type AggregateEntity,
  type AggregateOptions,
  type AggregateReport,
  type EntitySummary,
  entitySummary,
  type KeySummary,
} from '@samlscope/core/metadata';
import { wantsColor, widthOf } from '../color.ts';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { readCertificateFile } from '../files.ts';
import { readMetadataFile } from '../files-as-streams.ts';
import type { Io } from '../io.ts';
import { type MetadataCommand, readPeriod } from '../metadata-arguments.ts';

/** Up to so many entities are shown one by one; of more, a line each is, and of very many only counts. */
const [FEW, MANY] = [3, 60];
/** So many shared keys and endpoints are told one by one; `--format json` has more. */
const SHARED = 5;

/** Shows what is in a file. */
export async function runShow(command: MetadataCommand, io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCode.nothing;
  const all: { report: AggregateReport; entities: EntitySummary[] }[] = [];
  for (const path of command.paths) {
    const entities: EntitySummary[] = [];
    const report = await read(path, command, io, (entity) => {
      if (entities.length < MANY + 1) entities.push(entitySummary(entity.descriptor));
    });
    all.push({ report, entities });
    if (command.format === 'terminal') io.stdout.write(drawFile(report, entities, command));
    if (command.options.one('entity') !== undefined && entities.length === 0)
      code = notThere(command, report, io);
  }
  if (command.format === 'json') io.stdout.write(visibleJson(all));
  return code;
}

function read(
  path: string,
  command: MetadataCommand,
  io: Io,
  onEntity: (entity: AggregateEntity) => void,
  onGroups?: AggregateOptions['onGroups'],
): Promise<AggregateReport> {
  const entityID = command.options.one('entity');
  const certificates = command.options.all('cert').map((file) => readCertificateFile(file, io));
  return readMetadataFile(
    path,
    {
      now: command.now ?? io.now(),
      certificates,
      entities: entityID === undefined ? 'read' : { entityID },
      onEntity,
      ...(onGroups && { onGroups }),
    },
    io,
  );
}

export function notThere(
  { options }: MetadataCommand,
  { name, entities }: AggregateReport,
  io: Io,
): ExitCode {
  io.stderr.write(
    `samlscope: ${visible(name)}: there is no entity ${visible(options.one('entity') ?? '')} among its ${count(entities.total, 'entity', 'entities')}.\n`,
  );
  return exitCode.findings;
}

function drawFile(
  report: AggregateReport,
  entities: readonly EntitySummary[],
  { options }: MetadataCommand,
): string {
  const lines: string[] = [];
  if (options.one('entity') === undefined) lines.push(...fileLines(report), '');
  if (entities.length <= FEW || options.one('entity') !== undefined) {
    for (const entity of entities) lines.push(...entityLines(entity), '');
  } else if (entities.length <= MANY) {
    const rows = entities.map((entity) => [
      entity.entityID,
      entity.roles.map(({ name }) => name.replace(/Descriptor$/, '')).join(', '),
      entity.organization ?? '',
    ]);
    lines.push(...table(['entity', 'roles', 'organization'], rows), '');
  } else lines.push(`--entity ID shows one of the ${number(report.entities.total)} entities.`, '');
  return `${lines.map(visible).join('\n')}\n`;
}

function fileLines(report: AggregateReport): string[] {
  const { name, bytes, compressedBytes, byteOrderMark, root, signature, entities, certificates, roles } =
    report;
  const size =
    compressedBytes === undefined
      ? `${number(bytes)} bytes`
      : `${number(bytes)} bytes, ${number(compressedBytes)} as gzip`;
  const lines = [
    `${name}: ${root?.name}${root?.groupName === undefined ? '' : ` ${root.groupName}`}, ${size}, ${count(entities.total, 'entity', 'entities')}`,
  ];
  if (byteOrderMark) lines.push('  begins with a byte order mark, at which some readers stop');
  if (root?.validUntil !== undefined)
    lines.push(`  valid until ${root.validUntil}${root.isExpired ? ': THAT IS PAST' : ''}`);
  if (root?.cacheDuration !== undefined) lines.push(`  to be read again after ${root.cacheDuration}`);
  lines.push(`  signature: ${signature.says}`);
  if (roles && roles.length > 0)
    lines.push(`  roles: ${roles.map((role) => `${role.name} ${number(role.entities)}`).join(', ')}`);
  if (certificates) lines.push(`  certificates: ${certificateCounts(certificates)}`);
  for (const { entityID, count: times, at } of report.duplicates)
    lines.push(`  ${times} entities are called ${entityID}: lines ${at.map(({ line }) => line).join(', ')}`);
  lines.push(...sharedLines(report));
  if (report.expiredEntities && report.expiredEntities.count > 0)
    lines.push(
      `  ${count(report.expiredEntities.count, 'entity is', 'entities are')} past their validUntil: ${report.expiredEntities.listed
        .slice(0, 5)
        .map(({ entityID }) => entityID)
        .join(', ')}`,
    );
  lines.push(...problemLines(report));
  return lines;
}

/** What several entities have in common, a line for each of the first. */
function sharedLines({ sharedKeys, sharedEndpoints }: AggregateReport): string[] {
  const names = ({ entities, of }: { entities: number; of: readonly { entityID: string; line: number }[] }) =>
    `${of.map(({ entityID, line }) => `${entityID} (line ${line})`).join(', ')}${entities > of.length ? ` and ${number(entities - of.length)} more` : ''}`;
  const lines: string[] = [];
  for (const one of sharedKeys?.listed.slice(0, SHARED) ?? [])
    lines.push(
      `  ${count(one.entities, 'entity', 'entities')} share the key of ${one.subject ?? one.spkiSha256}: ${names(one)}`,
    );
  const moreKeys = (sharedKeys?.count ?? 0) - SHARED;
  if (moreKeys > 0) lines.push(`  ${count(moreKeys, 'more key is', 'more keys are')} shared`);
  for (const one of sharedEndpoints?.listed.slice(0, SHARED) ?? [])
    lines.push(
      `  ${count(one.entities, 'entity', 'entities')} share ${one.service} ${one.location}: ${names(one)}`,
    );
  const moreEndpoints = (sharedEndpoints?.count ?? 0) - SHARED;
  if (moreEndpoints > 0)
    lines.push(`  ${count(moreEndpoints, 'more endpoint is', 'more endpoints are')} shared`);
  return lines;
}

function certificateCounts(counts: NonNullable<AggregateReport['certificates']>): string {
  const parts = [`${number(counts.uses)} uses of ${number(counts.distinct)}`];
  if (counts.expired) parts.push(`${number(counts.expired)} expired`);
  if (counts.notYetValid) parts.push(`${number(counts.notYetValid)} not yet valid`);
  if (counts.weak > 0) parts.push(`${number(counts.weak)} weak`);
  if (counts.unreadable > 0)
    parts.push(`${count(counts.unreadable, 'KeyDescriptor', 'KeyDescriptors')} unreadable`);
  return parts.join(', ');
}

function problemLines({ problems, complete }: AggregateReport): string[] {
  const lines = problems.map(({ at, message, entityID, resumedAt }) => {
    const whose = entityID === undefined ? '' : ` in ${entityID}`;
    const on = resumedAt ? ` Reading went on at line ${resumedAt.line}.` : '';
    return `  DAMAGED at line ${at.line}, column ${at.column} (byte ${at.byte})${whose}: ${message}${on}`;
  });
  if (!complete) lines.push('  The file was not read to its end.');
  return lines;
}

function entityLines(entity: EntitySummary): string[] {
  const lines = [entity.entityID];
  if (entity.organization !== undefined) lines.push(`  organization  ${entity.organization}`);
  if (entity.validUntil !== undefined) lines.push(`  valid until   ${entity.validUntil}`);
  for (const role of entity.roles) {
    lines.push(`  ${role.name}${role.wishes.length > 0 ? `  ${role.wishes.join(' ')}` : ''}`);
    for (const { service, binding, location, index, isDefault } of role.endpoints) {
      const marks = [index === undefined ? '' : `index ${index}`, isDefault ? 'default' : ''].filter(
        (mark) => mark !== '',
      );
      lines.push(
        `    ${service}  ${binding}  ${location}${marks.length > 0 ? `  (${marks.join(', ')})` : ''}`,
      );
    }
    for (const key of role.keys)
      lines.push(
        `    key for ${key.use === 'both' ? 'signing and encryption' : key.use}: ${describeKey(key)}`,
      );
    for (const format of role.nameIdFormats) lines.push(`    NameIDFormat  ${format}`);
    for (const { name, friendlyName, isRequired } of role.requestedAttributes)
      lines.push(
        `    asks for  ${friendlyName === undefined ? '' : `${friendlyName} `}${name}${isRequired ? '  (required)' : ''}`,
      );
  }
  return lines;
}

function describeKey({ subject, type, bits, curve, sha1, spkiSha256, notAfter }: KeySummary): string {
  const kind = curve ?? `${type} ${bits}`;
  if (subject === undefined) return `${kind}, public key SHA-256 ${spkiSha256}`;
  return `${subject}, ${kind}, SHA-1 ${sha1}, until ${notAfter?.slice(0, 10)}`;
}

/** Decides the signature on the root. */
export async function runVerify(command: MetadataCommand, io: Io): Promise<ExitCode> {
  const certificates = command.options.all('cert').map((file) => readCertificateFile(file, io));
  const [path = '-'] = command.paths;
  const report = await readMetadataFile(
    path,
    { now: command.now ?? io.now(), certificates, entities: 'count' },
    io,
  );
  const { signature, root } = report;
  if (command.format === 'json') io.stdout.write(visibleJson(report));
  else {
    const lines = [`${report.name}: ${signature.says}`];
    if (signature.outcome === 'known-signer')
      lines.push(
        `  ${signature.key?.subject ?? ''}  ${signature.signatureMethod}, ${signature.canonicalization}, ${number(signature.octets ?? 0)} octets digested`,
      );
    lines.push(
      ...signature.problems
        .filter((problem) => !signature.says.includes(problem))
        .map((problem) => `  ${problem}`),
    );
    if (signature.outcome === 'digest-mismatch')
      lines.push(
        `  digest written   ${signature.digestWritten}`,
        `  digest computed  ${signature.digestComputed}`,
      );
    if (root?.isExpired)
      lines.push(`  It was valid until ${root.validUntil}: a receiver must not use it any more.`);
    lines.push(...problemLines(report));
    io.stdout.write(`${lines.map(visible).join('\n')}\n`);
  }
  return signature.outcome === 'known-signer' ? exitCode.nothing : exitCode.findings;
}

/** Lists keys. */
export async function runKeys(command: MetadataCommand, io: Io): Promise<ExitCode> {
  const within = command.options.one('expires-within');
  const now = command.now ?? io.now();
  const limit = within === undefined ? undefined : now + readPeriod('expires-within', within);
  const found: (KeySummary & {
    readonly file: string;
    readonly entityID: string;
    readonly role: string;
    readonly line: number;
  })[] = [];
  for (const path of command.paths) {
    const report = await read(path, command, io, ({ descriptor, at }) => {
      const { entityID, roles } = entitySummary(descriptor);
      for (const role of roles) {
        for (const key of role.keys) {
          if (limit !== undefined && !(key.notAfter !== undefined && Date.parse(key.notAfter) <= limit))
            continue;
          found.push({ file: path, entityID, role: role.name, line: at.line, ...key });
        }
      }
    });
    for (const line of problemLines(report))
      io.stderr.write(`samlscope: ${visible(report.name)}:${visible(line)}\n`);
  }
  if (command.format === 'json') io.stdout.write(visibleJson(found));
  else {
    const rows = found.map(({ entityID, role, use, type, bits, curve, subject, sha1, notAfter }) => [
      entityID,
      role.replace(/Descriptor$/, ''),
      use,
      curve ?? `${type} ${bits}`,
      notAfter === undefined
        ? 'no certificate'
        : `${notAfter.slice(0, 10)} (${left(Date.parse(notAfter) - now)})`,
      sha1 ?? '',
      subject ?? '',
    ]);
    const lines =
      rows.length === 0 ? [] : table(['entity', 'role', 'use', 'key', 'until', 'SHA-1', 'subject'], rows);
    io.stdout.write(lines.map((line) => `${visible(line)}\n`).join(''));
  }
  return limit !== undefined && found.length > 0 ? exitCode.findings : exitCode.nothing;
}

function left(ms: number): string {
  const days = Math.floor(ms / 86_400_000);
  return days < 0 ? `EXPIRED ${-days} days ago` : `${days} days`;
}

/** Runs the checks on each entity. */
export async function runLint(command: MetadataCommand, io: Io): Promise<ExitCode> {
  const profile = command.options.one('profile') as 'saml2int' | undefined;
  const certificates = command.options.all('cert').map((file) => readCertificateFile(file, io));
  const sp = command.options.one('sp');
  const idp = command.options.one('idp');
  const entityID = command.options.one('entity');
  const facts = {
    now: command.now ?? io.now(),
    certificates,
    ...(profile && { profile }),
    ...(sp !== undefined && { sp }),
    ...(idp !== undefined && { idp }),
  };
  const [lint, lintGroups] = [entityLinter(facts), groupLinter(facts)];
  const color = wantsColor(command.color, io);
  const { threshold } = command;
  const list = command.format === 'json' ? new ReportList(io) : undefined;
  let code: ExitCode = exitCode.nothing;
  for (const path of command.paths) {
    const counts = { error: 0, warning: 0, note: 0, crash: 0 };
    let linted = 0;
    let whole: Report | undefined;
    const take = (found: EntityLint, isWhole: boolean) => {
      for (const severity of ['error', 'warning', 'note', 'crash'] as const)
        counts[severity] += found.counts[severity];
      if (isWhole) whole = found.report();
      else if (found.findings.length === 0) return;
      else if (list) list.add(found.report());
      else io.stdout.write(render(found.report(), 'terminal', { detail: 'quiet', threshold, color }));
    };
    const file = await read(
      path,
      command,
      io,
      (entity) => {
        linted++;
        take(lint(entity), isWholeFile(entity));
      },
      (outline) => take(lintGroups(outline, entityID), false),
    );
    if (linted === 0 && entityID !== undefined) code = notThere(command, file, io);
    if (list) {
      if (whole) list.add(whole);
      list.endFile(file);
    } else {
      if (whole) io.stdout.write(render(whole, 'terminal', { threshold, color, width: widthOf(io) }));
      else
        io.stdout.write(
          `${[...fileLines(file), `  ${count(linted, 'entity', 'entities')} checked: ${count(counts.error, 'error', 'errors')}, ${count(counts.warning, 'warning', 'warnings')}, ${count(counts.note, 'note', 'notes')}`].map(visible).join('\n')}\n`,
        );
    }
    // The same severity as the checks have that find it in a file inspected as a whole.
    counts.note += (file.sharedKeys?.count ?? 0) + (file.sharedEndpoints?.count ?? 0);
    if (reaches(counts, command.threshold) || file.problems.length > 0 || file.duplicates.length > 0)
      code = exitCode.findings;
  }
  list?.end();
  return code;
}

/** Writes reports as they come, since those of an aggregate would fill memory: `[{ "reports": […], "file": {…} }, …]`. */
class ReportList {
  private readonly io: Io;
  private files = 0;
  private reports = 0;

  constructor(io: Io) {
    this.io = io;
  }

  add(report: Report): void {
    const before = this.reports++ > 0 ? ',' : this.head();
    this.io.stdout.write(`${before}\n      ${indented(report, 6)}`);
  }

  endFile(file: AggregateReport): void {
    const end = this.reports > 0 ? '\n    ]' : `${this.head()}]`;
    this.io.stdout.write(`${end},\n    "file": ${indented(file, 4)}\n  }`);
    this.reports = 0;
  }

  end(): void {
    this.io.stdout.write(this.files > 0 ? '\n]\n' : '[]\n');
  }

  private head(): string {
    return `${this.files++ > 0 ? ',' : '['}\n  {\n    "reports": [`;
  }
}

function indented(value: object, by: number): string {
  return visibleJson(value)
    .trimEnd()
    .replaceAll('\n', `\n${' '.repeat(by)}`);
}

function isWholeFile({ groups }: AggregateEntity): boolean {
  return groups.length === 0;
}

function reaches(
  { error, warning, note, crash }: Readonly<Record<Severity | 'crash', number>>,
  threshold: Severity,
): boolean {
  return error + crash + (threshold === 'error' ? 0 : warning) + (threshold === 'note' ? note : 0) > 0;
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function count(value: number, one: string, several: string): string {
  return `${number(value)} ${value === 1 ? one : several}`;
}

/** Columns as wide as what is in them, the last one open. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => visible(row[i] ?? '').length)),
  );
  return [head, ...rows].map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}
