import type { GivenOptions } from './option-parser.ts';
import type { OptionDescription } from './options.ts';
import { usage } from './usage-error.ts';

/** The options of every command that takes metadata by its address. */
export const networkOptions = {
  mdq: {
    type: 'string',
    value: 'URL',
    help: 'ask the metadata query service (MDQ) at this address for --entity; with --allow-network',
  },
  'mdq-sha1': {
    type: 'boolean',
    help: 'name the entity to --mdq by its hash, {sha1}…, instead of its entityID',
  },
  'allow-network': {
    type: 'boolean',
    help: 'permit fetching metadata that is given as an https address; without it nothing leaves this machine',
  },
  timeout: {
    type: 'string',
    value: 'TIME',
    help: 'how long fetching one address may take: 10s, 2m (default 30s)',
  },
  'ca-file': {
    type: 'string',
    value: 'FILE',
    help: 'certificates, in PEM, of authorities to trust beside the well-known ones when fetching',
  },
  'no-cache': {
    type: 'boolean',
    help: 'fetch anew, and keep no copy of what was fetched',
  },
} as const satisfies Readonly<Record<string, Omit<OptionDescription, 'of'>>>;

type NetworkOption = keyof typeof networkOptions;

/** What the command line says about fetching. */
export interface NetworkArguments {
  readonly allowed: boolean;
  /** The entities to ask a metadata query service for. */
  readonly mdq?: {
    readonly base: string;
    /** entityIDs, or `{sha1}` and the hash of one. */
    readonly entities: readonly string[];
    readonly bySha1: boolean;
  };
  /** For one address, from the first step to the last, redirects included. */
  readonly timeoutMs: number;
  readonly caFile?: string;
  readonly cache: boolean;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * Reads the options about fetching.
 *
 * @param entities what to ask a metadata query service for
 * @throws SamlscopeError `usage`
 */
export function networkArguments(
  values: Pick<GivenOptions<NetworkOption>, 'flag' | 'one'>,
  entities: readonly string[],
): NetworkArguments {
  const base = values.one('mdq');
  const bySha1 = values.flag('mdq-sha1');
  if (base === undefined && bySha1) throw usage('--mdq-sha1 is for --mdq, which is not given.');
  if (base !== undefined && entities.length === 0)
    throw usage('--mdq needs to be told whom to ask for: --entity ID.');
  const timeout = values.one('timeout');
  const caFile = values.one('ca-file');
  return {
    allowed: values.flag('allow-network'),
    ...(base !== undefined && { mdq: { base, entities, bySha1 } }),
    timeoutMs: timeout === undefined ? DEFAULT_TIMEOUT_MS : readTimeout(timeout),
    ...(caFile !== undefined && { caFile }),
    cache: !values.flag('no-cache'),
  };
}

const MILLISECONDS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };
const LONGEST_MS = 3_600_000;

function readTimeout(text: string): number {
  const part = /^(\d{1,7})(ms|s|m)?$/.exec(text);
  const time = part ? Number(part[1]) * (MILLISECONDS[part[2] ?? 's'] ?? 1000) : 0;
  if (time === 0 || time > LONGEST_MS)
    throw usage(`--timeout takes a time from 1ms to 60m, such as 10s or 2m, not "${text}".`);
  return time;
}
