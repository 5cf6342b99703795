import type { AnyCheck, Data, Fail, Severity } from '../checks/check.ts';
import type { Facts } from '../checks/facts.ts';
import type { Result } from '../checks/run.ts';
import { refusalsFor } from '../peers/peers.ts';
import { excerptOf, placeOf } from './excerpt.ts';
import type { CheckedReport, Finding, Report } from './report.ts';

/** How a person gives each fact: the option of the command, and the name in the library where they differ. */
const HOW_TO_GIVE: Readonly<Record<keyof Facts, string>> = {
  profile: 'the profile to follow (--profile)',
  now: 'the moment to judge at (--now)',
  skewMs: 'the clock difference to forgive (--skew)',
  audiences: "the service provider's entityID (--audience, --sp-metadata or --sp)",
  acsUrls: 'the URL the response was posted to (--acs-url, --sp-metadata or --sp)',
  requestId: 'the ID of the AuthnRequest that was sent (--request-id)',
  relayState: 'the RelayState that was sent with the AuthnRequest (--relay-state)',
  request: 'the AuthnRequest that was sent (--request)',
  issuers: "the identity provider's metadata (--idp-metadata)",
  keys: "the identity provider's certificate (--cert or --idp-metadata)",
  privateKeys: 'the private key that opens what is encrypted (--key)',
  idpMetadata: "the identity provider's metadata (--idp-metadata)",
  spMetadata: "the service provider's metadata (--sp-metadata)",
  selections: 'metadata of either side (--metadata)',
  serviceProvider: 'which service provider it is for (--sp)',
  identityProvider: "the identity provider's metadata (--idp-metadata)",
  iamRoles: 'the roles of AWS IAM (--aws-roles)',
  iamProviders: 'the SAML provider of AWS IAM (--aws-provider)',
  idpFromIam: 'the SAML provider of AWS IAM (--aws-provider)',
  cloudTrail: 'the log of AWS (--cloudtrail)',
  entraApplication: 'the application of Microsoft Entra ID (--service-principal, --application)',
  entraClaims: 'the claims mapping policy of Microsoft Entra ID (--claims-policy)',
};

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

/**
 * Findings from results: faults by severity, the most urgent first, then in document order; crashes with them; and last what
 * could not be decided, once for each check however many subjects asked, the most useful facts first.
 */
export function buildFindings(
  results: readonly Result[],
  messageIndex: number,
  limit: number,
): { findings: Finding[]; omitted: Omitted[] } {
  const faults: { finding: Finding; offset: number }[] = [];
  const unknown = new Map<string, Finding>();
  const perCheck = new Map<string, number>();
  for (const { check, on, outcome } of results) {
    if (outcome.verdict === 'pass' || outcome.verdict === 'skip') continue;
    if (outcome.verdict === 'unknown') {
      if (!unknown.has(check.id)) unknown.set(check.id, unknownFinding(check, messageIndex, outcome.missing));
      continue;
    }
    const count = (perCheck.get(check.id) ?? 0) + 1;
    perCheck.set(check.id, count);
    if (count > limit) continue;
    if (outcome.verdict === 'crash') {
      const message = `The check could not finish: ${outcome.says}. This is a bug of samlscope's; please report it.`;
      faults.push({
        finding: {
          check: check.id,
          ...described(check, messageIndex),
          verdict: 'crash',
          severity: 'error',
          message,
          ...(on && placeOf(on)),
        },
        offset: on?.start ?? 0,
      });
    } else {
      faults.push({ finding: failFinding(check, messageIndex, outcome), offset: outcome.at[0].start });
    }
  }
  if (faults.length > 1) {
    faults.sort(
      (a, b) =>
        RANK[a.finding.severity] - RANK[b.finding.severity] ||
        urgency(a.finding) - urgency(b.finding) ||
        a.offset - b.offset,
    );
  }
  const omitted = [...perCheck]
    .filter(([, count]) => count > limit)
    .map(([check, count]) => ({ check, count: count - limit }));
  return {
    findings: [...faults.map(({ finding }) => finding), ...mostUseful([...unknown.values()])],
    omitted,
  };
}

/** How many findings there are of each kind. */
export function countFindings(findings: readonly Finding[]): Report['counts'] {
  const counts = { error: 0, warning: 0, note: 0, unknown: 0, crash: 0 };
  for (const { verdict, severity } of findings) counts[verdict === 'fail' ? severity : verdict]++;
  return counts;
}

/** How much more it is worth to be able to ask a question, by what its answer might be. */
const WORTH: Readonly<Record<Severity, number>> = { error: 4, warning: 2, note: 1 };

/**
 * Questions that could not be decided, those together that wait for the same facts, and first those facts that would
 * decide most: whoever gives one thing more learns what to give.
 */
function mostUseful(questions: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const question of questions) {
    const key = question.missing.join();
    groups.set(key, [...(groups.get(key) ?? []), question]);
  }
  const worth = (group: readonly Finding[]) => group.reduce((sum, { severity }) => sum + WORTH[severity], 0);
  return [...groups.values()]
    .sort((a, b) => worth(b) - worth(a))
    .flatMap((group) => group.sort((a, b) => RANK[a.severity] - RANK[b.severity]));
}

/**
 * What is told first among faults of one severity: an attack, before what it broke; what kept the message from being
 * read; whether it is genuine, since nothing else in it can be believed otherwise; what every receiver refuses a login for;
 * then the form of the rest.
 */
function urgency({ check }: Finding): number {
  const [topic = ''] = check.split('/', 1);
  if (topic === 'attack') return 0;
  if (UNREAD.has(check)) return 1;
  if (topic === 'signature') return 2;
  return DECIDE.has(topic) ? 3 : 4;
}

const UNREAD: ReadonlySet<string> = new Set([
  'structure/not-well-formed',
  'structure/doctype',
  'response/status-not-success',
]);
/** Topics by which a login stands or falls beyond that: from whom, for whom, and when. */
const DECIDE: ReadonlySet<string> = new Set([
  'assertion',
  'aws',
  'binding',
  'certificate',
  'conditions',
  'encryption',
  'entra',
  'issuer',
  'logout',
  'request',
  'response',
  'sp',
  'subject',
]);

/** Findings of one check beyond the limit on how many are told one by one. */
export interface Omitted {
  readonly check: string;
  readonly count: number;
}

/** What ran and found nothing, or did not apply, once for each check and reason. */
export function buildChecked(results: readonly Result[]): CheckedReport[] {
  const checked: Tally[] = [];
  // The results of one check stand together, and its reasons are few.
  let ownFrom = 0;
  let current: AnyCheck | undefined;
  for (const { check, outcome } of results) {
    if (outcome.verdict !== 'pass' && outcome.verdict !== 'skip') continue;
    if (check !== current) {
      current = check;
      ownFrom = checked.length;
    }
    const because = outcome.verdict === 'skip' ? outcome.because : undefined;
    let i = ownFrom;
    while (i < checked.length && checked[i]?.because !== because) i++;
    const same = checked[i];
    if (same) same.times++;
    else if (because === undefined) checked.push({ check: check.id, verdict: 'pass', times: 1 });
    else checked.push({ check: check.id, verdict: 'skip', times: 1, because });
  }
  return checked;
}

type Tally = { -readonly [K in keyof CheckedReport]: CheckedReport[K] };

function failFinding(check: AnyCheck, messageIndex: number, outcome: Fail<Data>): Finding {
  const [first, ...rest] = outcome.at;
  return {
    check: check.id,
    ...described(check, messageIndex),
    verdict: 'fail',
    message: check.message(outcome.data),
    ...placeOf(first, outcome.span),
    excerpt: excerptOf(first, outcome.span),
    also: rest.map((node) => placeOf(node)),
    ...(outcome.expected !== undefined && { expected: outcome.expected }),
    ...(outcome.actual !== undefined && { actual: outcome.actual }),
    ...(outcome.nearMiss !== undefined && { nearMiss: outcome.nearMiss }),
    remedies: outcome.remedies ?? [],
    peers: refusalsFor(check.id),
  };
}

function unknownFinding(check: AnyCheck, messageIndex: number, missing: readonly (keyof Facts)[]): Finding {
  const wanted = missing.map((fact) => HOW_TO_GIVE[fact]).join(' and ');
  return {
    check: check.id,
    ...described(check, messageIndex),
    verdict: 'unknown',
    message: `Not checked: give ${wanted}.`,
    missing,
  };
}

/** What the check itself says of every finding, and what a finding has where nothing more is known. */
function described(check: AnyCheck, messageIndex: number): Omit<Finding, 'check' | 'verdict' | 'message'> {
  return {
    messageIndex,
    severity: check.severity,
    title: check.title,
    also: [],
    why: check.why,
    fix: check.fix,
    remedies: [],
    cites: check.cites,
    missing: [],
    peers: [],
  };
}
