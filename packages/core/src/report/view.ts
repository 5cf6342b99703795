import type { Severity } from '../checks/check.ts';
import { awsProductById } from '../vendors/aws-products.ts';
import { viewAws } from './aws/view.ts';
import type { Block, FindingBlock, Instance, QuestionGroup, Quote, Row, Tone } from './blocks.ts';
import { duration } from './duration.ts';
import type { FactsReport, Finding, InputReport, Report } from './report.ts';
import { privateKeyText, viewEncryptions } from './view-encryption.ts';
import { viewMessage } from './view-message.ts';
import { viewSignatures } from './view-signature.ts';

/** How much to show. */
export interface ViewOptions {
  /** Everything: passes and skips with their reasons, whole lists, every digest. */
  readonly verbose: boolean;
  /** Findings at or above it are explained; those below are mentioned in a line. */
  readonly threshold: Severity;
}

/** Instances of one fault that are shown unless everything is. */
const INSTANCES = 3;

/**
 * Lays a report out for a person whose login failed: the answer, each fault with its remedy, then what the message
 * says, what its signatures prove, how it was read, and what was left undecided.
 */
export function viewReport(report: Report, options: ViewOptions): Block[] {
  const faults = viewFindings(report, options);
  return [
    ...verdict(report),
    ...faults,
    ...report.messages.flatMap((message, i) => [
      ...viewAws(report.aws, i, options.verbose),
      ...viewMessage(message, report.facts.now, options.verbose),
      ...viewSignatures(
        report.signatures.filter(({ messageIndex }) => messageIndex === i),
        options.verbose,
      ),
      ...viewEncryptions(
        report.encryptions.filter(({ messageIndex }) => messageIndex === i),
        options.verbose,
      ),
    ]),
    ...viewInput(report.input, options.verbose),
    ...viewFacts(report.facts, options.verbose),
    ...viewQuestions(report.findings),
    ...(options.verbose ? viewChecked(report) : []),
  ];
}

/** Whether a severity is at or above a threshold. */
export function reaches(severity: Severity, threshold: Severity): boolean {
  return RANK[severity] <= RANK[threshold];
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/** Faults and crashes, worst first; a check's findings stay together, at its first. */
export function faultsOf(report: Report): Finding[] {
  return report.findings
    .filter(({ verdict }) => verdict !== 'unknown')
    .sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

function verdict(report: Report): Block[] {
  const { error, warning, note, unknown, crash } = report.counts;
  const [worst] = faultsOf(report).filter(({ verdict }) => verdict === 'fail');
  const counted = [counting(error, 'error'), counting(warning, 'warning'), counting(note, 'note')]
    .filter((part, i) => part !== '' && (i < 2 || error + warning === 0))
    .join(', ');
  const failed = crash === 0 ? '' : `; ${counting(crash, 'check')} could not finish`;
  const open = unknown === 0 ? '' : `; ${counting(unknown, 'question')} left open`;
  const stranger = report.messages.some(({ assertions }) =>
    assertions.some(({ protection }) => protection === 'intact'),
  );
  const text = worst
    ? `${counted}${failed}: ${asClause(worst.title)}`
    : `Nothing wrong found${stranger ? ', but nobody you know vouches for the signer' : ''}${failed}${open}`;
  const tone: Tone = worst?.severity ?? (crash > 0 ? 'warning' : stranger ? 'note' : 'good');
  const summaries = report.messages.map(({ summary }) => summary);
  return [{ type: 'verdict', tone, text }, ...summaries.map((text): Block => ({ type: 'text', text }))];
}

/** `2 errors`; nothing for none. */
function counting(count: number, noun: string): string {
  return count === 0 ? '' : `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A title as it reads after a colon: its first word in lower case where that is no name. */
function asClause(title: string): string {
  return /^(?:An?|The|No|One|Two|This|These|It|Nothing|Neither|Both|More|Several|There|Its|Some|Signed|Another)\b/.test(
    title,
  )
    ? title.charAt(0).toLowerCase() + title.slice(1)
    : title;
}

function viewFindings(report: Report, { verbose, threshold }: ViewOptions): Block[] {
  const provider = report.facts.serviceProvider?.id ?? '';
  const aws = provider === 'aws' || awsProductById(provider) !== undefined;
  const groups = new Map<string, Finding[]>();
  for (const finding of faultsOf(report)) {
    const key = `${finding.verdict} ${finding.check}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  const omitted = new Map(report.omitted.map(({ check, count }) => [check, count]));
  return [...groups.values()].map((group) => {
    const [first] = group as [Finding, ...Finding[]];
    const full = verbose || first.verdict === 'crash' || reaches(first.severity, threshold);
    const shown = verbose ? group.length : full ? INSTANCES : 1;
    const more = Math.max(0, group.length - shown) + (omitted.get(first.check) ?? 0);
    return full
      ? {
          ...explained(group, shown, more),
          peers: verbose ? first.peers.map(quoteOf) : nearestPeer(first, aws),
        }
      : mentioned(first, more);
  });
}

function explained(group: readonly Finding[], shown: number, more: number): FindingBlock {
  const [first] = group as [Finding, ...Finding[]];
  const crash = first.verdict === 'crash';
  const remedies = group
    .flatMap((finding) => finding.remedies)
    .filter((remedy, i, all) => all.findIndex((one) => one.do === remedy.do && one.end === remedy.end) === i);
  return {
    type: 'finding',
    severity: crash ? 'crash' : first.severity,
    title: crash ? 'A check of samlscope could not finish' : first.title,
    check: first.check,
    instances: group.slice(0, shown).map(instanceOf),
    more,
    ...(!crash && { why: first.why }),
    ...(!crash && remedies.length === 0 && { fix: first.fix }),
    remedies,
    cites: crash ? [] : first.cites,
    peers: [],
  };
}

/**
 * The one product that most readers will have met this refusal in: AWS itself where the message is for it, and else the
 * first that refuses without reservations. What is no error is refused by few, and by none of them always.
 */
function nearestPeer({ severity, peers }: Finding, aws: boolean): Quote[] {
  if (severity !== 'error') return [];
  const candidates = peers.filter(({ product }) => (product === AWS) === aws);
  const nearest =
    candidates.find(({ note, unverified }) => note === undefined && !unverified) ?? candidates[0];
  return nearest ? [{ by: nearest.product, text: nearest.says }] : [];
}

/** What the texts of AWS are told under. */
const AWS = 'AWS IAM';

function quoteOf({ product, says, note, unverified }: Finding['peers'][number]): Quote {
  const notes = [note, unverified && 'not seen at its source'].filter(Boolean).join('; ');
  return { by: product, text: says, ...(notes !== '' && { note: notes }) };
}

/** A fault below the threshold: what and where, no more. */
function mentioned(finding: Finding, more: number): FindingBlock {
  const { message, place } = instanceOf(finding);
  return {
    type: 'finding',
    severity: finding.severity,
    title: finding.title,
    check: finding.check,
    instances: [{ message, also: [], ...(place && { place }) }],
    more,
    remedies: [],
    cites: [],
    peers: [],
  };
}

function instanceOf(finding: Finding): Instance {
  const { message, line, column, xpath, source, also, excerpt, expected, actual, nearMiss } = finding;
  return {
    message,
    ...(line !== undefined &&
      column !== undefined && {
        place: { line, column, xpath: xpath ?? '', ...(source !== undefined && { source }) },
      }),
    also,
    ...(excerpt && { excerpt }),
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
    ...(nearMiss !== undefined && { nearMiss }),
  };
}

/** How the input was read. Plain XML in UTF-8 needs no word, unless everything is wanted. */
function viewInput(input: InputReport, verbose: boolean): Block[] {
  const { name, size, format, parameter, relayState, steps } = input;
  if (!verbose && steps.length === 0 && relayState === undefined && parameter === undefined) return [];
  const rows: Row[] = [
    {
      key: 'input',
      values: [`${name}, ${format}${parameter === undefined ? '' : `, parameter ${parameter}`}`],
    },
    ...(verbose ? [{ key: 'size', values: [`${size}`] }] : []),
    ...(relayState === undefined ? [] : [{ key: 'RelayState', values: [relayState] }]),
    ...(steps.length === 0 ? [] : [{ key: 'decoded', values: steps.map(({ says }) => says) }]),
    ...steps.flatMap(({ repaired }): Row[] =>
      repaired === undefined ? [] : [{ key: 'repaired', values: [repaired], tone: 'warning' }],
    ),
  ];
  return [
    { type: 'heading', level: 1, text: 'How it was read' },
    { type: 'table', rows },
  ];
}

function viewFacts(facts: FactsReport, verbose: boolean): Block[] {
  const expected = (values: FactsReport['audiences']): string[] => {
    if (verbose) return values.map(({ value, from }) => `${value} (${from})`);
    const shown = values.slice(0, values.length <= INSTANCES + 1 ? values.length : INSTANCES);
    const more = values.length - shown.length;
    return [...shown.map(({ value }) => value), ...(more > 0 ? [`… ${more} more`] : [])];
  };
  const rows: Row[] = [
    {
      key: 'moment',
      values: [
        facts.now === undefined
          ? 'none given'
          : `${facts.now}${facts.skewMs > 0 ? `, forgiving ${duration(facts.skewMs)} of clock difference` : ''}`,
      ],
    },
    ...(facts.profile === undefined ? [] : [{ key: 'profile', values: [facts.profile] }]),
    ...[facts.identityProvider, facts.serviceProvider].flatMap((vendor, i): Row[] =>
      vendor ? [{ key: i === 0 ? 'IdP' : 'SP', values: [`${vendor.name} (by ${vendor.by})`] }] : [],
    ),
    { key: 'metadata', values: (facts.selections ?? []).map(selectionText) },
    { key: 'issuers', values: expected(facts.issuers) },
    { key: 'audiences', values: expected(facts.audiences) },
    { key: 'ACS URLs', values: expected(facts.acsUrls) },
    ...(facts.requestId === undefined
      ? []
      : [{ key: 'request', values: [facts.requestId === '' ? 'none was sent' : facts.requestId] }]),
    ...(facts.relayState === undefined
      ? []
      : [{ key: 'RelayState', values: [facts.relayState === '' ? 'none was sent' : facts.relayState] }]),
    {
      key: 'keys',
      values: facts.keys.map(({ from, subject, sha1 }) =>
        [from, subject, verbose && sha1].filter(Boolean).join(', '),
      ),
    },
    { key: 'private keys', values: facts.privateKeys.map(privateKeyText) },
  ];
  return [
    { type: 'heading', level: 1, text: 'Judged against' },
    { type: 'table', rows: rows.filter(({ values }) => values.length > 0) },
  ];
}

function selectionText({
  name,
  taken,
  total,
  unreadable,
}: NonNullable<FactsReport['selections']>[number]): string {
  const damage = unreadable === 0 ? '' : `; ${unreadable.toLocaleString('en')} cannot be read`;
  return `${taken.toLocaleString('en')} of ${total.toLocaleString('en')} entities of ${name} ${taken === 1 ? 'was' : 'were'} taken${damage}`;
}

/** What to give on the command line for each fact. */
const FLAGS: Readonly<Record<string, string>> = {
  now: '--now INSTANT',
  audiences: '--audience VALUE, --sp-metadata FILE or --sp NAME',
  acsUrls: '--acs-url URL, --sp-metadata FILE or --sp NAME',
  requestId: "--request-id ID (or '' where no request was sent)",
  relayState: "--relay-state VALUE (or '' where none was sent)",
  request: '--request FILE',
  issuers: '--idp-metadata FILE',
  keys: '--cert FILE or --idp-metadata FILE',
  privateKeys: '--key FILE',
  idpMetadata: '--idp-metadata FILE',
  spMetadata: '--sp-metadata FILE',
  serviceProvider: '--sp NAME or --sp-metadata FILE',
  identityProvider: '--idp-metadata FILE',
  iamRoles: '--aws-roles FILE',
  iamProviders: '--aws-provider FILE',
  cloudTrail: '--cloudtrail FILE',
  entraApplication: '--service-principal FILE',
  entraClaims: '--claims-policy FILE',
};

/** How to give facts on the command line: `--request-id ID … and --cert FILE or …`. */
export function flagsFor(facts: readonly string[]): string {
  return [...new Set(facts.map((fact) => FLAGS[fact] ?? fact))].join(', and ');
}

function viewQuestions(findings: readonly Finding[]): Block[] {
  const groups = new Map<
    string,
    { facts: readonly string[]; questions: QuestionGroup['questions'][number][] }
  >();
  for (const { verdict, missing, check, title } of findings) {
    if (verdict !== 'unknown') continue;
    const flags = flagsFor(missing);
    const group = groups.get(flags);
    if (!group) groups.set(flags, { facts: missing, questions: [{ check, title }] });
    else if (!group.questions.some((question) => question.check === check))
      group.questions.push({ check, title });
  }
  if (groups.size === 0) return [];
  return [
    {
      type: 'heading',
      level: 1,
      text: 'Not checked',
      note: 'the message cannot tell; give more, learn more',
    },
    { type: 'questions', groups: [...groups].map(([flags, group]) => ({ flags, ...group })) },
  ];
}

function viewChecked(report: Report): Block[] {
  const row = ({ check, times, because }: Report['checked'][number]) => ({
    text: `${check}${times > 1 ? ` (${times} times)` : ''}`,
    values: because === undefined ? [] : [because],
  });
  const passed = report.checked.filter(({ verdict }) => verdict === 'pass');
  const skipped = report.checked.filter(({ verdict }) => verdict === 'skip');
  return [
    ...(passed.length === 0
      ? []
      : ([
          { type: 'heading', level: 1, text: 'Checked and found right' },
          { type: 'list', items: passed.map(row) },
        ] satisfies Block[])),
    ...(skipped.length === 0
      ? []
      : ([
          { type: 'heading', level: 1, text: 'Does not apply here' },
          { type: 'list', items: skipped.map(row) },
        ] satisfies Block[])),
  ];
}
