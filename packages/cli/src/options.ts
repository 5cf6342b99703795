import { networkOptions } from './network-arguments.ts';

/** The subcommands; without one, `inspect` is meant. */
export const commandNames = [
  'inspect',
  'decode',
  'query',
  'explain',
  'checks',
  'aws',
  'metadata',
  'help',
] as const;

export type CommandName = (typeof commandNames)[number];

/** One option of the command line: how it is read and what the help says of it. */
export interface OptionDescription {
  readonly type: 'string' | 'boolean';
  readonly short?: string;
  readonly multiple?: true;
  /** What stands for its value in the help. */
  readonly value?: string;
  /** The values it may take, where it takes only these. */
  readonly choices?: readonly string[];
  /** The subcommands that take it. */
  readonly of: readonly CommandName[];
  readonly help: string;
}

const everywhere = commandNames;

/** Every option, in the order of the help. */
export const options = {
  'idp-metadata': {
    type: 'string',
    value: 'FILE',
    of: ['inspect'],
    help: 'metadata of the identity provider: its entityID and signing keys',
  },
  'sp-metadata': {
    type: 'string',
    value: 'FILE',
    of: ['inspect'],
    help: 'metadata of the service provider: its entityID and ACS URLs',
  },
  metadata: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    of: ['inspect'],
    help: 'metadata of either side, or the aggregate of a federation: roles, Issuer and Audience say which is which (repeatable)',
  },
  mdq: { ...networkOptions.mdq, of: ['inspect'] },
  entity: {
    type: 'string',
    multiple: true,
    value: 'ID',
    of: ['inspect'],
    help: 'the entity to ask --mdq for, by its entityID or as {sha1}… (repeatable)',
  },
  'mdq-sha1': { ...networkOptions['mdq-sha1'], of: ['inspect'] },
  'allow-network': { ...networkOptions['allow-network'], of: ['inspect'] },
  timeout: { ...networkOptions.timeout, of: ['inspect'] },
  'ca-file': { ...networkOptions['ca-file'], of: ['inspect'] },
  'no-cache': { ...networkOptions['no-cache'], of: ['inspect'] },
  sp: {
    type: 'string',
    value: 'NAME',
    of: ['inspect'],
    help: 'a service provider samlscope knows, such as aws',
  },
  idp: {
    type: 'string',
    value: 'NAME',
    of: ['inspect'],
    help: 'the product that the identity provider is, such as entra, where the message does not show it',
  },
  profile: {
    type: 'string',
    value: 'NAME',
    choices: ['saml2int'],
    of: ['inspect'],
    help: 'ask what a profile asks for as well: saml2int, that of federations',
  },
  audience: {
    type: 'string',
    multiple: true,
    value: 'VALUE',
    of: ['inspect'],
    help: 'what the service provider answers to as Audience (repeatable)',
  },
  'acs-url': {
    type: 'string',
    multiple: true,
    value: 'URL',
    of: ['inspect'],
    help: 'where the response was posted to (repeatable)',
  },
  recipient: {
    type: 'string',
    multiple: true,
    value: 'URL',
    of: ['inspect'],
    help: 'the same as --acs-url',
  },
  'request-id': {
    type: 'string',
    value: 'ID',
    of: ['inspect'],
    help: "ID of the AuthnRequest that was sent; '' where none was",
  },
  'relay-state': {
    type: 'string',
    value: 'VALUE',
    of: ['inspect'],
    help: "RelayState that was sent with it; '' where none was",
  },
  request: {
    type: 'string',
    value: 'FILE',
    of: ['inspect'],
    help: 'the AuthnRequest that was sent, in any encoding: its ID, its ACS URL, what it asks for, the RelayState beside it',
  },
  cert: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    of: ['inspect'],
    help: "the identity provider's certificate or key, PEM or DER (repeatable, or a list with commas)",
  },
  key: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    of: ['inspect', 'decode', 'aws'],
    help: "the service provider's private key to decrypt with, PEM, DER or PKCS #12 (repeatable); nothing of it is shown",
  },
  'key-passphrase-file': {
    type: 'string',
    value: 'FILE',
    of: ['inspect', 'decode', 'aws'],
    help: 'holds the passphrase of --key in its first line; without it, a terminal is asked',
  },
  'aws-roles': {
    type: 'string',
    multiple: true,
    value: 'FILE',
    of: ['inspect', 'aws'],
    help: 'what aws iam list-roles or get-role printed: the trust policies are evaluated (repeatable, one for each account)',
  },
  'aws-provider': {
    type: 'string',
    multiple: true,
    value: 'FILE',
    of: ['inspect', 'aws'],
    help: 'what aws iam get-saml-provider or list-saml-providers printed, or the metadata uploaded (repeatable)',
  },
  live: {
    type: 'boolean',
    of: ['inspect', 'aws'],
    help: 'ask AWS IAM for the roles and the provider, by calls that only read and are listed first; needs @aws-sdk/client-iam and credentials',
  },
  cloudtrail: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    of: ['inspect'],
    help: 'events of CloudTrail, gzip or not: what became of the message (repeatable)',
  },
  'service-principal': {
    type: 'string',
    value: 'FILE',
    of: ['inspect', 'aws'],
    help: 'the enterprise application of Entra ID, as Microsoft Graph or az ad sp show prints it',
  },
  application: {
    type: 'string',
    value: 'FILE',
    of: ['inspect'],
    help: 'its app registration, as Microsoft Graph or az ad app show prints it, or its manifest',
  },
  'claims-policy': {
    type: 'string',
    value: 'FILE',
    of: ['inspect'],
    help: 'its claims mapping policy, as Microsoft Graph prints it',
  },
  roles: {
    type: 'string',
    multiple: true,
    value: 'FILE',
    of: ['aws'],
    help: 'what aws iam list-roles printed (repeatable, one for each account)',
  },
  assignments: {
    type: 'string',
    value: 'FILE',
    of: ['aws'],
    help: 'appRoleAssignedTo of the application: who has which role',
  },
  policy: {
    type: 'string',
    value: 'FILE',
    of: ['aws'],
    help: "policy of the connector's user, held against what it needs",
  },
  provider: {
    type: 'string',
    multiple: true,
    value: 'ARN',
    of: ['aws'],
    help: 'the SAML provider of the manifest (repeatable, one for each account)',
  },
  now: {
    type: 'string',
    value: 'INSTANT',
    of: ['inspect', 'aws'],
    help: 'judge at this moment (2026-05-01T09:00:00Z) or at the time of issue ("issued") instead of now',
  },
  skew: {
    type: 'string',
    value: 'TIME',
    of: ['inspect'],
    help: 'clock difference to forgive: 180, 180s, 3m, 1h, 500ms (default 0)',
  },
  'second-opinion': {
    type: 'boolean',
    of: ['inspect'],
    help: 'ask xml-crypto about every signature; without this, about those it might see differently than samlscope; --no-second-opinion: about none',
  },
  'no-second-opinion': { type: 'boolean', of: ['inspect'], help: '' },
  format: {
    type: 'string',
    value: 'FORMAT',
    choices: ['terminal', 'json'],
    of: ['inspect', 'query', 'checks', 'explain', 'aws'],
    help: 'terminal (default) or json; several files make one JSON array',
  },
  threshold: {
    type: 'string',
    value: 'SEVERITY',
    choices: ['error', 'warning', 'note'],
    of: ['inspect'],
    help: 'explain findings from this severity on, and exit with 1 for them: error, warning (default), note',
  },
  quiet: {
    type: 'boolean',
    short: 'q',
    of: ['inspect', 'query'],
    help: 'one finding a line: file:line:column severity check message',
  },
  verbose: {
    type: 'boolean',
    short: 'v',
    of: ['inspect'],
    help: 'everything: whole lists, digests, and what was checked and found right',
  },
  pretty: { type: 'boolean', of: ['decode'], help: 'indent the XML' },
  color: {
    type: 'string',
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
    of: everywhere,
    help: 'auto (default: on a terminal), always or never; NO_COLOR and FORCE_COLOR are honoured',
  },
  help: { type: 'boolean', short: 'h', of: everywhere, help: 'this text' },
  version: { type: 'boolean', of: everywhere, help: 'the version' },
} as const satisfies Readonly<Record<string, OptionDescription>>;

export type OptionName = keyof typeof options;
