import type { Severity } from '@samlscope/core';
import { type AwsCommand, awsCommand } from './aws-arguments.ts';
import { type MetadataCommand, metadataCommand } from './metadata-arguments.ts';
import { type NetworkArguments, networkArguments } from './network-arguments.ts';
import { type GivenOptions, parseOptions } from './option-parser.ts';
import {
  type CommandName,
  commandNames,
  type OptionDescription,
  type OptionName,
  options,
} from './options.ts';
import { didYouMean } from './suggestion.ts';
import { usage } from './usage-error.ts';

/** A command line, understood. */
export type Command =
  | InspectCommand
  | {
      readonly name: 'decode';
      readonly files: readonly string[];
      readonly pretty: boolean;
      readonly keys?: KeyArguments;
    }
  | {
      readonly name: 'query';
      readonly expression: string;
      readonly files: readonly string[];
      readonly format: Format;
      readonly quiet: boolean;
    }
  | {
      readonly name: 'explain';
      /** The id of a check, or the text of an error; `-` for a text on standard input. */
      readonly subject: string;
      readonly format: Format;
      readonly color: When;
    }
  | { readonly name: 'checks'; readonly format: Format; readonly color: When }
  | AwsCommand
  | MetadataCommand
  | { readonly name: 'help' }
  | { readonly name: 'version' };

export interface InspectCommand {
  readonly name: 'inspect';
  /** Empty for standard input. */
  readonly files: readonly string[];
  readonly facts: FactArguments;
  readonly aws: AwsFiles;
  readonly network: NetworkArguments;
  readonly keys?: KeyArguments;
  /** `auto`: asked where it might decide otherwise. */
  readonly secondOpinion: 'auto' | 'always' | 'never';
  readonly format: Format;
  readonly threshold: Severity;
  readonly detail: 'quiet' | 'normal' | 'verbose';
  readonly color: When;
}

/** What the command line says about the two sides. Files are not read yet. */
export interface FactArguments {
  readonly idpMetadata?: string;
  readonly spMetadata?: string;
  readonly metadata?: readonly string[];
  readonly sp?: string;
  readonly idp?: string;
  readonly profile?: 'saml2int';
  readonly audience?: readonly string[];
  readonly acsUrl?: readonly string[];
  readonly requestId?: string;
  readonly relayState?: string;
  readonly request?: string;
  readonly certificates?: readonly string[];
  readonly servicePrincipal?: string;
  readonly application?: string;
  readonly claimsPolicy?: string;
  /** Milliseconds since the epoch; absent for the clock. */
  readonly now?: number | 'issued';
  readonly skewMs?: number;
}

/** Exports of AWS. Files are not read yet. */
export interface AwsFiles {
  readonly awsRoles?: readonly string[];
  readonly awsProvider?: readonly string[];
  readonly cloudTrail?: readonly string[];
  /** Whether AWS itself is asked for the roles and the provider. */
  readonly live?: boolean;
}

/** Private keys to decrypt with. Files are not read yet. */
export interface KeyArguments {
  readonly files: readonly string[];
  readonly passphraseFile?: string;
}

export type Format = 'terminal' | 'json';
export type When = 'auto' | 'always' | 'never';

/**
 * Reads a command line.
 *
 * @throws SamlscopeError `usage`, with what was probably meant
 */
export function readArguments(args: readonly string[]): Command {
  if (args[0] === 'metadata') return metadataCommand(args.slice(1));
  const { values, positionals } = parseOptions(args, options);
  const [first, ...rest] = positionals;
  const named = commandNames.find((name) => name === first);
  const name = named ?? 'inspect';
  const operands = named ? rest : positionals;
  if (values.flag('version')) return { name: 'version' };
  if (values.flag('help') || name === 'help') return { name: 'help' };
  requireOptionsOf(name, values.given);

  const format = values.one('format') as Format | undefined;
  const color = values.one('color') as When | undefined;
  switch (name) {
    case 'inspect':
      return inspectCommand(values, operands);
    case 'decode':
      return { name, files: operands, pretty: values.flag('pretty'), ...keyArguments(values) };
    case 'query': {
      const [expression, ...files] = operands;
      if (expression === undefined) {
        throw usage(
          'query needs an XPath expression.',
          "For example: samlscope query '//saml:Audience' response.xml",
        );
      }
      return { name, expression, files, format: format ?? 'terminal', quiet: values.flag('quiet') };
    }
    case 'aws':
      return awsCommand(values, operands, {
        ...keyArguments(values),
        ...nowArgument(values),
        format: format ?? 'terminal',
        color: color ?? 'auto',
      });
    case 'metadata':
      throw usage('metadata comes first: samlscope metadata show FILE.');
    case 'explain': {
      if (operands.length === 0)
        throw usage(
          'explain needs the id of a check, or the text of an error.',
          'samlscope checks lists the checks. An error on standard input: samlscope explain -',
        );
      // An error pasted without quotes comes as its words.
      return { name, subject: operands.join(' '), format: format ?? 'terminal', color: color ?? 'auto' };
    }
    case 'checks':
      requireNoMore(name, operands);
      return { name, format: format ?? 'terminal', color: color ?? 'auto' };
  }
}

function inspectCommand(values: Values, files: readonly string[]): InspectCommand {
  if (values.flag('quiet') && values.flag('verbose'))
    throw usage('--quiet and --verbose exclude each other.');
  const acsUrl = [...values.all('acs-url'), ...values.all('recipient')];
  const audience = values.all('audience');
  const certificates = values.all('cert').flatMap((list) => list.split(',').filter((path) => path !== ''));
  const idpMetadata = values.one('idp-metadata');
  const spMetadata = values.one('sp-metadata');
  const metadata = values.all('metadata');
  const sp = values.one('sp');
  const idp = values.one('idp');
  const profile = values.one('profile') as 'saml2int' | undefined;
  const requestId = values.one('request-id');
  const relayState = values.one('relay-state');
  const request = values.one('request');
  const awsRoles = values.all('aws-roles');
  const awsProvider = values.all('aws-provider');
  const cloudTrail = values.all('cloudtrail');
  const servicePrincipal = values.one('service-principal');
  const application = values.one('application');
  const claimsPolicy = values.one('claims-policy');
  const skew = values.one('skew');
  requireOneReader(files, [idpMetadata, spMetadata, ...metadata]);
  return {
    name: 'inspect',
    files,
    facts: {
      ...(idpMetadata !== undefined && { idpMetadata }),
      ...(spMetadata !== undefined && { spMetadata }),
      ...(metadata.length > 0 && { metadata }),
      ...(sp !== undefined && { sp }),
      ...(idp !== undefined && { idp }),
      ...(profile !== undefined && { profile }),
      ...(audience.length > 0 && { audience }),
      ...(acsUrl.length > 0 && { acsUrl }),
      ...(requestId !== undefined && { requestId }),
      ...(relayState !== undefined && { relayState }),
      ...(request !== undefined && { request }),
      ...(certificates.length > 0 && { certificates }),
      ...(servicePrincipal !== undefined && { servicePrincipal }),
      ...(application !== undefined && { application }),
      ...(claimsPolicy !== undefined && { claimsPolicy }),
      ...nowArgument(values),
      ...(skew !== undefined && { skewMs: readSkew(skew) }),
    },
    aws: {
      ...(awsRoles.length > 0 && { awsRoles }),
      ...(awsProvider.length > 0 && { awsProvider }),
      ...(cloudTrail.length > 0 && { cloudTrail }),
      ...(values.flag('live') && { live: true }),
    },
    network: networkOf(values),
    ...keyArguments(values),
    secondOpinion: values.flag('no-second-opinion')
      ? 'never'
      : values.flag('second-opinion')
        ? 'always'
        : 'auto',
    format: (values.one('format') as Format | undefined) ?? 'terminal',
    threshold: (values.one('threshold') as Severity | undefined) ?? 'warning',
    detail: values.flag('quiet') ? 'quiet' : values.flag('verbose') ? 'verbose' : 'normal',
    color: (values.one('color') as When | undefined) ?? 'auto',
  };
}

/** Standard input is the message, unless it is metadata, and can be read once. */
function requireOneReader(files: readonly string[], metadata: readonly (string | undefined)[]): void {
  const readers = [...(files.length === 0 ? ['-'] : files), ...metadata].filter((path) => path === '-');
  if (metadata.includes('-') && readers.length > 1)
    throw usage('Standard input can be the message or metadata, not both; name a file for the other.');
}

/** Entities are named for the query service alone; the message says which of the metadata is meant. */
function networkOf(values: Values): NetworkArguments {
  if (values.one('entity') !== undefined && values.one('mdq') === undefined)
    throw usage('--entity is for --mdq, which is not given.');
  return networkArguments(values, values.all('entity'));
}

function nowArgument(values: Values): { readonly now?: number | 'issued' } {
  const now = values.one('now');
  return now === undefined ? {} : { now: readNow(now) };
}

function keyArguments(values: Values): { readonly keys?: KeyArguments } {
  const files = values.all('key');
  const passphraseFile = values.one('key-passphrase-file');
  if (files.length === 0) {
    if (passphraseFile !== undefined) throw usage('--key-passphrase-file is for --key, which is not given.');
    return {};
  }
  return { keys: { files, ...(passphraseFile !== undefined && { passphraseFile }) } };
}

/** Options as given. */
export type Values = GivenOptions<OptionName>;

function requireOptionsOf(command: CommandName, given: readonly OptionName[]): void {
  for (const name of given) {
    const { of }: OptionDescription = options[name];
    if (!of.includes(command)) throw usage(`${command} takes no option --${name}.`);
  }
}

function requireNoMore(command: CommandName, operands: readonly string[]): void {
  if (operands.length > 0) throw usage(`${command} does not take "${operands[0]}".`);
}

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** An instant as SAML writes it; without a zone it is in UTC, as there. `what` is what to call it in an error. */
export function readNow(text: string, what = '--now'): number | 'issued' {
  if (text === 'issued') return text;
  const part = INSTANT.exec(text);
  const zoneless = part !== null && text.includes('T') && part[4] === undefined;
  const instant = part ? Date.parse(zoneless ? `${text}Z` : text) : Number.NaN;
  const days = part ? new Date(Date.UTC(Number(part[1]), Number(part[2]), 0)).getUTCDate() : 0;
  if (Number.isNaN(instant) || Number(part?.[3]) > days) {
    throw usage(
      `${what} takes an instant such as 2026-05-01T09:00:00Z${what === '--now' ? ', or "issued"' : ''}, not "${text}".${what === '--now' ? didYouMean(text, ['issued']) : ''}`,
    );
  }
  return instant;
}

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

function readSkew(text: string): number {
  const part = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)?$/.exec(text);
  if (!part) throw usage(`--skew takes a time such as 180, 180s, 3m, 1h or 500ms, not "${text}".`);
  return Number(part[1]) * (MILLISECONDS[part[2] ?? 's'] ?? 1000);
}
