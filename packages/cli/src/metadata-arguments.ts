import type { Severity } from '@samlscope/core';
import { type Format, type KeyArguments, readNow, type When } from './arguments.ts';
import { type NetworkArguments, networkArguments, networkOptions } from './network-arguments.ts';
import { type GivenOptions, parseOptions } from './option-parser.ts';
import { type OptionDescription, options } from './options.ts';
import { didYouMean } from './suggestion.ts';
import { usage } from './usage-error.ts';

/** What can be done with metadata, with what the help says of it. */
export const metadataActions = {
  show: [
    '[file… | -]',
    'what is in a file: its signature, roles, keys, damage; each entity where they are few',
  ],
  lint: ['[file… | -]', 'run the checks of metadata on each entity'],
  verify: ['--cert FILE [file | -]', 'whether the root is what that key signed; exits with 0 only then'],
  keys: ['[file… | -]', 'every key with fingerprints and expiry'],
  extract: ['--entity ID [file | -]', 'print one entity, byte for byte as it stands in the file'],
  diff: ['OLD NEW', 'what changed, what will break because of it, and for whom'],
  convert: ['--to PRODUCT [file | -]', "an entity as a product's settings, ready to paste"],
  new: ['--sp | --idp …', 'write metadata from options, or from a file of YAML or JSON with --from'],
} as const satisfies Readonly<Record<string, readonly [operands: string, help: string]>>;

export type MetadataAction = keyof typeof metadataActions;

type Description = Omit<OptionDescription, 'of'> & { readonly of: readonly MetadataAction[] };

const ALL = Object.keys(metadataActions) as MetadataAction[];
/** The actions that read metadata. */
const READING: readonly MetadataAction[] = ALL.filter((action) => action !== 'new');
const TARGETS = [
  'node-saml',
  'passport-saml',
  'samlify',
  'python3-saml',
  'ruby-saml',
  'spring',
  'terraform-aws',
];

/** The options of `samlscope metadata`, in the order of its help. */
export const metadataOptions = {
  entity: {
    type: 'string',
    value: 'ID',
    of: READING,
    help: 'only the entity of this entityID; with --mdq, the one to ask for',
  },
  mdq: { ...networkOptions.mdq, of: READING },
  'mdq-sha1': { ...networkOptions['mdq-sha1'], of: READING },
  'allow-network': { ...networkOptions['allow-network'], of: READING },
  timeout: { ...networkOptions.timeout, of: READING },
  'ca-file': { ...networkOptions['ca-file'], of: READING },
  'no-cache': { ...networkOptions['no-cache'], of: READING },
  cert: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    of: ['verify', 'show', 'lint', 'new'],
    help: "certificate or key of whoever signed the file; for new, the entity's signing certificate (repeatable)",
  },
  'with-namespaces': {
    type: 'boolean',
    of: ['extract'],
    help: 'declare the namespaces of its surroundings on it, so that it stands alone',
  },
  'expires-within': {
    type: 'string',
    value: 'TIME',
    of: ['keys'],
    help: 'only keys that expire within 30d, 12w…; exits with 1 where there are any',
  },
  to: { type: 'string', value: 'PRODUCT', choices: TARGETS, of: ['convert'], help: TARGETS.join(', ') },
  role: {
    type: 'string',
    value: 'ROLE',
    choices: ['idp', 'sp'],
    of: ['convert'],
    help: 'idp or sp, where the entity is both',
  },
  profile: {
    type: 'string',
    value: 'NAME',
    choices: ['saml2int'],
    of: ['lint'],
    help: 'ask what saml2int asks for as well',
  },
  sp: { type: 'boolean', of: ['new'], help: 'for new: a service provider' },
  idp: { type: 'boolean', of: ['new'], help: 'an identity provider' },
  from: {
    type: 'string',
    value: 'FILE',
    of: ['new'],
    help: 'YAML or JSON with the same in fields (entityID, acsUrls, signingCertificates…); options add to it',
  },
  'entity-id': { type: 'string', value: 'ID', of: ['new'], help: 'its entityID' },
  'acs-url': {
    type: 'string',
    multiple: true,
    value: 'URL',
    of: ['new'],
    help: 'where responses are posted (repeatable; the first is the default)',
  },
  'sso-url': { type: 'string', value: 'URL', of: ['new'], help: 'where requests arrive' },
  'slo-url': { type: 'string', value: 'URL', of: ['new'], help: 'where logout messages arrive' },
  'encryption-cert': {
    type: 'string',
    multiple: true,
    value: 'FILE',
    of: ['new'],
    help: 'certificate to encrypt for (repeatable)',
  },
  'name-id-format': {
    type: 'string',
    multiple: true,
    value: 'FORMAT',
    of: ['new'],
    help: 'emailAddress, persistent, transient, unspecified or a URI (repeatable)',
  },
  'requests-signed': {
    type: 'boolean',
    of: ['new'],
    help: 'the SP signs its requests; the IdP wants them signed',
  },
  'display-name': { type: 'string', value: 'NAME', of: ['new'], help: 'what people see' },
  organization: { type: 'string', value: 'NAME', of: ['new'], help: 'whose it is; with --organization-url' },
  'organization-url': { type: 'string', value: 'URL', of: ['new'], help: 'where the organization is' },
  contact: {
    type: 'string',
    multiple: true,
    value: 'TYPE:MAIL',
    of: ['new'],
    help: 'technical:ops@example.org, support:… (repeatable)',
  },
  'valid-for': { type: 'string', value: 'TIME', of: ['new'], help: 'how long it may be used: 30d, 2w…' },
  key: {
    type: 'string',
    value: 'FILE',
    of: ['new'],
    help: 'private key to sign the metadata with; nothing of it is shown',
  },
  'key-cert': {
    type: 'string',
    value: 'FILE',
    of: ['new'],
    help: 'its certificate, where that is not the first --cert',
  },
  'key-passphrase-file': {
    type: 'string',
    value: 'FILE',
    of: ['new'],
    help: 'holds the passphrase of --key in its first line; without it, a terminal is asked',
  },
  now: {
    type: 'string',
    value: 'INSTANT',
    of: ['show', 'lint', 'verify', 'keys', 'new'],
    help: 'judge at this moment (2026-05-01T09:00:00Z) instead of now',
  },
  threshold: {
    type: 'string',
    value: 'SEVERITY',
    choices: ['error', 'warning', 'note'],
    of: ['lint'],
    help: 'tell findings from this severity on, and exit with 1 for them: error, warning (default), note',
  },
  format: {
    type: 'string',
    value: 'FORMAT',
    choices: ['terminal', 'json'],
    of: ['show', 'lint', 'verify', 'keys', 'diff', 'convert'],
    help: 'terminal (default) or json',
  },
  color: {
    type: 'string',
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
    of: ALL,
    help: 'auto (default: on a terminal), always or never',
  },
  help: { type: 'boolean', short: 'h', of: ALL, help: 'this text' },
} as const satisfies Readonly<Record<string, Description>>;

export type MetadataOption = keyof typeof metadataOptions;

/** The same for lint, where `--sp` and `--idp` name who is to take the metadata, as they do for `inspect`. */
export const lintOptions: Readonly<Record<MetadataOption, Description>> = {
  ...metadataOptions,
  sp: {
    ...options.sp,
    of: ['lint'],
    help: 'for lint: ask what a service provider asks that samlscope knows, such as aws',
  },
  idp: {
    ...options.idp,
    of: ['lint'],
    help: 'for lint: ask what an identity provider asks that samlscope knows, such as entra',
  },
};

/** `samlscope metadata …`, understood. Files are not read yet. */
export interface MetadataCommand {
  readonly name: 'metadata';
  readonly action: MetadataAction | 'help';
  /** `-` for standard input. */
  readonly paths: readonly string[];
  readonly options: GivenOptions<MetadataOption>;
  readonly network: NetworkArguments;
  readonly now?: number;
  readonly format: Format;
  readonly threshold: Severity;
  readonly color: When;
}

/**
 * Reads what follows `metadata`.
 *
 * @throws SamlscopeError `usage`
 */
export function metadataCommand(args: readonly string[]): MetadataCommand {
  const table = args.find(isAction) === 'lint' ? lintOptions : metadataOptions;
  const { values, positionals } = parseOptions<MetadataOption>(args, table);
  const [written, ...operands] = positionals;
  const action = written !== undefined && isAction(written) ? written : undefined;
  const now = values.one('now');
  const at = now === undefined ? undefined : readNow(now);
  if (at === 'issued') throw usage('--now takes an instant here: metadata has no time of issue.');
  const network = networkArguments(values, values.all('entity').slice(-1));
  const command: MetadataCommand = {
    name: 'metadata',
    action: action ?? 'help',
    paths: operands.length === 0 && action !== 'new' && network.mdq === undefined ? ['-'] : operands,
    options: values,
    network,
    ...(at !== undefined && { now: at }),
    format: (values.one('format') as Format | undefined) ?? 'terminal',
    threshold: (values.one('threshold') as Severity | undefined) ?? 'warning',
    color: (values.one('color') as When | undefined) ?? 'auto',
  };
  if (values.flag('help') || written === 'help' || written === undefined)
    return { ...command, action: 'help' };
  if (!action)
    throw usage(
      `There is no "metadata ${written}".${didYouMean(written, ALL)}`,
      `Known are ${ALL.join(', ')}.`,
    );
  requireFitting(action, operands, values, table);
  return command;
}

function isAction(word: string): word is MetadataAction {
  return Object.hasOwn(metadataActions, word);
}

const ONE_FILE: readonly MetadataAction[] = ['verify', 'extract', 'convert'];

function requireFitting(
  action: MetadataAction,
  operands: readonly string[],
  values: GivenOptions<MetadataOption>,
  table: Readonly<Record<MetadataOption, Description>>,
): void {
  for (const name of values.given) {
    const { of } = table[name];
    if (!of.includes(action)) throw usage(`metadata ${action} takes no option --${name}.`);
  }
  const sources = operands.length + (values.flag('mdq') ? 1 : 0);
  if (action === 'diff' && sources !== 2)
    throw usage('metadata diff takes two files: the old metadata and the new.');
  if (ONE_FILE.includes(action) && sources > 1) throw usage(`metadata ${action} takes one file.`);
  if (action === 'verify' && values.flag('entity') && !values.flag('mdq'))
    throw usage('metadata verify takes --entity only with --mdq: what is signed is the root of a file.');
  if (action === 'new' && operands.length > 0)
    throw usage(
      `metadata new does not take "${operands[0]}".`,
      'A file of YAML or JSON is given with --from.',
    );
  if (action === 'extract' && values.one('entity') === undefined)
    throw usage('metadata extract needs --entity ID.');
  if (action === 'convert' && values.one('to') === undefined)
    throw usage(`metadata convert needs --to PRODUCT: ${TARGETS.join(', ')}.`);
  if (action === 'verify' && values.all('cert').length === 0) {
    throw usage(
      'metadata verify needs --cert FILE: the certificate that the federation publishes.',
      'A signature that is only held against the key in the file itself proves nothing.',
    );
  }
}

const DAYS: Readonly<Record<string, number>> = { h: 1 / 24, d: 1, w: 7, m: 30, y: 365 };

/** A time as options write it, in milliseconds. */
export function readPeriod(option: string, text: string): number {
  const part = /^(\d{1,5})(h|d|w|m|y)?$/.exec(text);
  if (!part) throw usage(`--${option} takes a time such as 30d, 12h, 2w, 6m or 1y, not "${text}".`);
  return Number(part[1]) * (DAYS[part[2] ?? 'd'] ?? 1) * 86_400_000;
}

/** Private key files, as other commands have them. */
export function keyFiles(values: GivenOptions<MetadataOption>): KeyArguments | undefined {
  const file = values.one('key');
  const passphraseFile = values.one('key-passphrase-file');
  if (file === undefined) return undefined;
  return { files: [file], ...(passphraseFile !== undefined && { passphraseFile }) };
}
