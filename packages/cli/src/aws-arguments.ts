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
}

export interface AwsDriftCommand extends Shared {
  readonly action: 'drift';
  readonly servicePrincipal: string;
  readonly roles: readonly string[];
  readonly assignments?: string;
  readonly policy?: string;
}

export interface AwsManifestCommand extends Shared {
  readonly action: 'manifest';
  readonly roles: readonly string[];
  readonly provider: string;
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
  trust: ['aws-roles', 'aws-provider', 'now', 'key', 'key-passphrase-file'],
  drift: ['service-principal', 'roles', 'assignments', 'policy'],
  manifest: ['roles', 'provider', 'service-principal'],
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
  const roles = required(values, 'roles', action);
  const servicePrincipal = values.one('service-principal');
  if (action === 'manifest') {
    const [provider = ''] = required(values, 'provider', action).slice(-1);
    return {
      name: 'aws',
      action,
      roles,
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
    ...(assignments !== undefined && { assignments }),
    ...(policy !== undefined && { policy }),
    ...shared,
  };
}

function trustCommand(values: Values, files: readonly string[], shared: SharedArguments): AwsTrustCommand {
  const awsProvider = values.all('aws-provider');
  return {
    name: 'aws',
    action: 'trust',
    files,
    awsRoles: required(values, 'aws-roles', 'trust'),
    ...(awsProvider.length > 0 && { awsProvider }),
    ...shared,
  };
}

function required(values: Values, option: OptionName, action: string): readonly string[] {
  const given = values.all(option);
  if (given.length === 0)
    throw usage(`aws ${action} needs --${option}.`, 'samlscope help tells what it takes.');
  return given;
}
