import type { Format, KeyArguments, Values, When } from './arguments.ts';
import type { OptionName } from './options.ts';
import { didYouMean } from './suggestion.ts';
import { usage } from './usage-error.ts';

/** `samlscope aws …`, understood. Files are not read yet. */
export type AwsCommand = AwsTrustCommand | AwsDriftCommand | AwsManifestCommand;

export interface AwsTrustCommand extends Shared {
  readonly action: 'trust';
  /** Empty for standard input. */
  readonly files: readonly string[];
  readonly awsRoles: readonly string[];
  readonly awsProvider?: readonly string[];
  readonly live: boolean;
}

export interface AwsDriftCommand extends Shared {
  readonly action: 'drift';
  readonly servicePrincipal: string;
  readonly roles: readonly string[];
  readonly live: boolean;
  readonly assignments?: string;
  readonly policy?: string;
}

export interface AwsManifestCommand extends Shared {
  readonly action: 'manifest';
  readonly roles: readonly string[];
  readonly live: boolean;
  /** One for each account. */
  readonly provider: readonly string[];
  readonly servicePrincipal?: string;
}

interface Shared extends SharedArguments {
  readonly name: 'aws';
}

/** What every action may be given. */
export interface SharedArguments {
  readonly keys?: KeyArguments;
  readonly now?: number | 'issued';
  readonly format: Format;
  readonly color: When;
}

/** The options each action takes, besides those for output. */
const TAKES: Readonly<Record<AwsCommand['action'], readonly OptionName[]>> = {
  trust: ['aws-roles', 'aws-provider', 'live', 'now', 'key', 'key-passphrase-file'],
  drift: ['service-principal', 'roles', 'live', 'assignments', 'policy'],
  manifest: ['roles', 'live', 'provider', 'service-principal'],
};

const OUTPUT: readonly OptionName[] = ['format', 'color'];

/**
 * Reads what follows `aws`.
 *
 * @throws SamlscopeError `usage`
 */
export function awsCommand(values: Values, operands: readonly string[], shared: SharedArguments): AwsCommand {
  const [written, ...files] = operands;
  const actions = Object.keys(TAKES) as AwsCommand['action'][];
  const action = actions.find((one) => one === written);
  if (!action) {
    const what = written === undefined ? 'aws needs an action' : `aws knows no "${written}"`;
    throw usage(
      `${what}: trust, drift or manifest.${written === undefined ? '' : didYouMean(written, actions)}`,
    );
  }
  const foreign = values.given.find((name) => !TAKES[action].includes(name) && !OUTPUT.includes(name));
  if (foreign !== undefined) throw usage(`aws ${action} takes no option --${foreign}.`);
  if (action === 'trust') return trustCommand(values, files, shared);
  const [extra] = files;
  if (extra !== undefined) throw usage(`aws ${action} does not take "${extra}".`);
  const live = values.flag('live');
  const roles = live ? values.all('roles') : required(values, 'roles', action, ' or --live');
  const servicePrincipal = values.one('service-principal');
  if (action === 'manifest') {
    const provider = required(values, 'provider', action);
    return {
      name: 'aws',
      action,
      roles,
      live,
      provider,
      ...(servicePrincipal !== undefined && { servicePrincipal }),
      ...shared,
    };
  }
  const [application = ''] = required(values, 'service-principal', action).slice(-1);
  const assignments = values.one('assignments');
  const policy = values.one('policy');
  return {
    name: 'aws',
    action,
    servicePrincipal: application,
    roles,
    live,
    ...(assignments !== undefined && { assignments }),
    ...(policy !== undefined && { policy }),
    ...shared,
  };
}

function trustCommand(values: Values, files: readonly string[], shared: SharedArguments): AwsTrustCommand {
  const awsProvider = values.all('aws-provider');
  const live = values.flag('live');
  return {
    name: 'aws',
    action: 'trust',
    files,
    awsRoles: live ? values.all('aws-roles') : required(values, 'aws-roles', 'trust', ' or --live'),
    live,
    ...(awsProvider.length > 0 && { awsProvider }),
    ...shared,
  };
}

function required(values: Values, option: OptionName, action: string, alternative = ''): readonly string[] {
  const given = values.all(option);
  if (given.length === 0)
    throw usage(`aws ${action} needs --${option}${alternative}.`, 'samlscope help tells what it takes.');
  return given;
}
