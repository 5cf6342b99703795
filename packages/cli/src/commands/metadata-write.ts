import { visible, visibleJson } from '@samlscope/core';
import {
  type AggregateEntity,
  type ConversionTarget,
  convertMetadata,
  createMetadata,
  diffMetadata,
  type EntityOutline,
  type MetadataChange,
  withNamespaces,
} from '@samlscope/core/metadata';
import { type ExitCode, exitCode } from '../exit-code.ts';
import { readCertificateFile } from '../files.ts';
import { readMetadataFile } from '../files-as-streams.ts';
import type { Io } from '../io.ts';
import { keyFiles, type MetadataCommand, readPeriod } from '../metadata-arguments.ts';
import { readOutlineFile } from '../outline-file.ts';
import { readPrivateKeys } from '../private-keys.ts';
import { usage } from '../usage-error.ts';
import { notThere } from './metadata-look.ts';

/** Prints one entity as it stands in the file. */
export async function runExtract(command: MetadataCommand, io: Io): Promise<ExitCode> {
  const [path = '-'] = command.paths;
  let found: AggregateEntity | undefined;
  const report = await readMetadataFile(
    path,
    {
      entities: { entityID: command.options.one('entity') ?? '' },
      onEntity: (entity) => {
        found = entity;
        return false;
      },
    },
    io,
  );
  if (!found) return notThere(command, report, io);
  const whole = command.options.flag('with-namespaces');
  io.stdout.write(whole ? `${withNamespaces(found.descriptor.element)}\n` : found.text);
  return exitCode.nothing;
}

/** Tells what changed between two files, entity by entity, without holding either as trees. */
export async function runDiff(command: MetadataCommand, io: Io): Promise<ExitCode> {
  const [before = '-', after = '-'] = command.paths;
  if (before === '-' && after === '-') throw usage('Standard input can be one of the two files, not both.');
  const only = command.options.one('entity');
  const entities = only === undefined ? ('read' as const) : { entityID: only };
  const old = new Map<string, string>();
  let alone = true;
  await readMetadataFile(
    before,
    {
      entities,
      onEntity: (entity) => {
        old.set(entity.descriptor.entityID?.value ?? '', withNamespaces(entity.descriptor.element));
        alone &&= entity.groups.length === 0;
      },
    },
    io,
  );
  const changes: MetadataChange[] = [];
  const seen = new Set<string>();
  await readMetadataFile(
    after,
    {
      entities,
      onEntity: ({ descriptor, groups }) => {
        const entityID = descriptor.entityID?.value ?? '';
        // Two files of one entity are compared whatever it is called.
        const renamed = alone && groups.length === 0 ? [...old.keys()][0] : undefined;
        const was = old.get(entityID) ?? (renamed === undefined ? undefined : old.get(renamed));
        seen.add(renamed ?? entityID).add(entityID);
        const now = withNamespaces(descriptor.element);
        if (was === now) return;
        changes.push(...(was === undefined ? [added(entityID)] : diffMetadata(was, now)));
      },
    },
    io,
  );
  for (const entityID of old.keys()) if (!seen.has(entityID)) changes.push(removed(entityID));
  io.stdout.write(command.format === 'json' ? visibleJson(changes) : changes.map(describeChange).join(''));
  if (changes.length === 0 && command.format === 'terminal')
    io.stdout.write('Nothing that a login could notice changed.\n');
  return changes.some(({ impact }) => impact !== 'harmless') ? exitCode.findings : exitCode.nothing;
}

function added(entityID: string): MetadataChange {
  return {
    kind: 'entity-added',
    entityID,
    impact: 'harmless',
    message: `The entity ${entityID} was added.`,
    after: entityID,
  };
}

function removed(entityID: string): MetadataChange {
  return {
    kind: 'entity-removed',
    entityID,
    impact: 'breaks',
    message: `The entity ${entityID} was removed.`,
    consequence: 'Whoever reads this metadata no longer knows it: logins with it fail.',
    before: entityID,
  };
}

const IMPACTS = { breaks: 'breaks   ', 'may-break': 'may break', harmless: 'harmless ' } as const;

function describeChange({ entityID, role, impact, message, consequence }: MetadataChange): string {
  const lines = [`${IMPACTS[impact]}  ${entityID}${role === undefined ? '' : ` (${role})`}: ${message}`];
  if (consequence !== undefined) lines.push(`           ${consequence}`);
  return lines.map((line) => `${visible(line)}\n`).join('');
}

/** Prints an entity as settings of a product. */
export async function runConvert(command: MetadataCommand, io: Io): Promise<ExitCode> {
  const [path = '-'] = command.paths;
  const entityID = command.options.one('entity');
  const found: AggregateEntity[] = [];
  const report = await readMetadataFile(
    path,
    {
      entities: entityID === undefined ? 'read' : { entityID },
      onEntity: (entity) => {
        found.push(entity);
        return found.length < 2;
      },
    },
    io,
  );
  const [entity] = found;
  if (!entity) return notThere(command, report, io);
  if (found.length > 1) throw usage('There is more than one entity in this file; name one with --entity ID.');
  const role = command.options.one('role') as 'idp' | 'sp' | undefined;
  const target = command.options.one('to') as ConversionTarget;
  const conversion = convertMetadata(entity.descriptor, target, role === undefined ? {} : { role });
  if (command.format === 'json') {
    io.stdout.write(visibleJson(conversion));
    return exitCode.nothing;
  }
  const [main, ...others] = conversion.files;
  io.stdout.write(main.text);
  for (const { name, text } of others) io.stdout.write(`\n${'─'.repeat(4)} ${name}\n${text}`);
  // What is to be read stays apart from what is to be pasted.
  const { product, source, checkedOn } = conversion.basis;
  io.stderr.write(`written for  ${product} (${source}, read on ${checkedOn})\n`);
  for (const line of conversion.toFillIn) io.stderr.write(`to fill in   ${visible(line)}\n`);
  for (const line of conversion.notCarried) io.stderr.write(`not carried  ${visible(line)}\n`);
  return exitCode.nothing;
}

/** Writes metadata. */
export async function runNew(command: MetadataCommand, io: Io): Promise<ExitCode> {
  const { options } = command;
  const outline = await outlineOf(command, io);
  const keys = keyFiles(options);
  if (!keys) {
    if (options.one('key-cert') !== undefined) throw usage('--key-cert is for --key, which is not given.');
    io.stdout.write(createMetadata(outline));
    return exitCode.nothing;
  }
  const [privateKey] = await readPrivateKeys(keys, io);
  const own = options.one('key-cert');
  const certificate = own === undefined ? outline.signingCertificates?.[0] : readCertificateFile(own, io);
  if (privateKey === undefined || certificate === undefined)
    throw usage('To sign, the certificate of --key is needed, too: --key-cert FILE.');
  io.stdout.write(createMetadata(outline, { privateKey, certificate }));
  return exitCode.nothing;
}

async function outlineOf(command: MetadataCommand, io: Io): Promise<EntityOutline> {
  const { options } = command;
  const from = options.one('from');
  const given: Partial<EntityOutline> = from === undefined ? {} : await readOutlineFile(from, io);
  if (options.flag('sp') && options.flag('idp')) throw usage('--sp and --idp exclude each other.');
  const role = options.flag('sp') ? 'sp' : options.flag('idp') ? 'idp' : given.role;
  if (role !== 'sp' && role !== 'idp') throw usage('metadata new needs --sp or --idp.');
  const entityID = options.one('entity-id') ?? given.entityID;
  if (entityID === undefined) throw usage('metadata new needs --entity-id ID.');
  const list = (option: 'cert' | 'encryption-cert') =>
    options.all(option).map((path) => readCertificateFile(path, io));
  const [signing, encryption] = [list('cert'), list('encryption-cert')];
  const validFor = options.one('valid-for');
  const organization = options.one('organization');
  const organizationUrl = options.one('organization-url');
  if ((organization === undefined) !== (organizationUrl === undefined))
    throw usage('--organization and --organization-url go together.');
  const [acsUrls, formats, contacts] = [
    options.all('acs-url'),
    options.all('name-id-format'),
    options.all('contact'),
  ];
  const [ssoUrl, sloUrl, displayName] = [
    options.one('sso-url'),
    options.one('slo-url'),
    options.one('display-name'),
  ];
  // A whole second is all that people read.
  const until =
    validFor === undefined
      ? undefined
      : Math.floor(((command.now ?? io.now()) + readPeriod('valid-for', validFor)) / 1000) * 1000;
  return {
    ...given,
    role,
    entityID,
    ...(acsUrls.length > 0 && { acsUrls }),
    ...(ssoUrl !== undefined && { ssoUrl }),
    ...(sloUrl !== undefined && { sloUrl }),
    ...(signing.length > 0 && { signingCertificates: signing }),
    ...(encryption.length > 0 && { encryptionCertificates: encryption }),
    ...(formats.length > 0 && { nameIdFormats: formats }),
    ...(options.flag('requests-signed') && { requestsSigned: true }),
    ...(displayName !== undefined && { displayName }),
    ...(organization !== undefined &&
      organizationUrl !== undefined && { organization: { name: organization, url: organizationUrl } }),
    ...(contacts.length > 0 && { contacts: contacts.map(readContact) }),
    ...(until !== undefined && { validUntil: until }),
  };
}

function readContact(text: string): { readonly type: string; readonly email: string } {
  const colon = text.indexOf(':');
  if (colon < 1)
    throw usage(`--contact takes a type and an address, such as technical:ops@example.org, not "${text}".`);
  return { type: text.slice(0, colon), email: text.slice(colon + 1) };
}
