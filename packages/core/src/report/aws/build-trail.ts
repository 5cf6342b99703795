import { readIamArn } from '../../iam/arn.ts';
import type { ClaimedRole } from '../../iam/claimed-roles.ts';
import type { TrailEvent } from '../../iam/cloudtrail.ts';
import { claimsOf } from '../../iam/context.ts';
import { nameQualifier, nameQualifierWithSlash } from '../../iam/name-qualifier.ts';
import { trailOfLogin } from '../../iam/trail-of-login.ts';
import type { Assertion } from '../../saml/model.ts';
import { present } from '../present.ts';
import { meaningOf } from './answers.ts';
import type { AwsTrail, AwsTrailCall } from './report.ts';

/** Kinds of events told one by one. */
const ACTIONS = 50;

/** What the log shows of an assertion. */
export function buildTrail(
  assertion: Assertion,
  claimed: readonly ClaimedRole[],
  events: readonly TrailEvent[],
): AwsTrail {
  const claims = claimsOf(assertion);
  const issued = assertion.issueInstant?.epochMs;
  const { calls, similar, signIns, afterwards } = trailOfLogin(events, {
    assertionId: assertion.id?.value,
    sessionName: claims.sessionName,
    roleArns: claimed.flatMap(({ pair }) => pair.role?.written ?? []),
    issued,
  });
  const match = calls.length > 0 ? 'assertion' : similar.length > 0 ? 'similar' : 'none';
  const told = [...calls, ...similar].map((event) => buildCall(event, claims.issuer, issued));
  return {
    says: says(match, told, events.length),
    match,
    calls: told,
    signIns: signIns.map(({ time, sourceIp, errorMessage, answered }) => ({
      outcome: answered.consoleLogin ?? 'unknown',
      ...present({ time: instant(time), sourceIp, error: errorMessage }),
    })),
    activity: activity(afterwards),
  };
}

function says(match: AwsTrail['match'], calls: readonly AwsTrailCall[], events: number): string {
  if (match === 'none') {
    return `Of ${events === 1 ? 'the one event' : `${events} events`} given, none is of this assertion. AWS logs the call in the account and region of the role.`;
  }
  const granted = calls.filter(({ outcome }) => outcome === 'granted');
  const addresses = new Set(calls.flatMap(({ sourceIp }) => sourceIp ?? []));
  const which =
    match === 'assertion'
      ? 'this assertion'
      : 'an assertion with this session name and role, soon after it was issued';
  const often = calls.length === 1 ? 'once' : `${calls.length} times`;
  const from = addresses.size > 1 ? ` from ${addresses.size} addresses` : '';
  const outcome =
    granted.length === calls.length
      ? 'granted'
      : granted.length === 0
        ? 'refused'
        : `granted ${granted.length === 1 ? 'once' : `${granted.length} times`}`;
  return `AWS saw ${which} ${often}${from}: ${outcome}.`;
}

function buildCall(event: TrailEvent, issuer: string | undefined, issued: number | undefined): AwsTrailCall {
  const { asked, answered, errorCode, errorMessage, time } = event;
  const explained = errorCode === undefined ? undefined : meaningOf(errorCode, errorMessage);
  const qualifier = compareQualifier(event, issuer);
  return {
    outcome: errorCode === undefined ? 'granted' : 'refused',
    ...present({
      eventId: event.id,
      time: instant(time),
      afterIssue: time === undefined || issued === undefined ? undefined : Math.round((time - issued) / 1000),
      region: event.region,
      sourceIp: event.sourceIp,
      userAgent: event.userAgent,
      role: asked.roleArn,
      provider: asked.providerArn,
      errorCode,
      errorMessage,
      explained,
      session: answered.sessionArn,
      nameQualifier: qualifier,
    }),
  };
}

/** The log settles which of the two ways to make NameQualifier is the right one. */
function compareQualifier(
  { asked, answered }: TrailEvent,
  issuer: string | undefined,
): AwsTrailCall['nameQualifier'] {
  const logged = answered.nameQualifier;
  const provider = asked.providerArn === undefined ? undefined : readIamArn(asked.providerArn, 'provider');
  const own = answered.issuer ?? issuer;
  if (logged === undefined || !provider || own === undefined) return undefined;
  const { account, name } = provider;
  const agrees =
    logged === nameQualifier(own, account, name)
      ? 'pseudocode'
      : logged === nameQualifierWithSlash(own, account, name)
        ? 'with slash'
        : 'neither';
  return { logged, agrees };
}

function activity(events: readonly TrailEvent[]): AwsTrail['activity'] {
  const times = events.flatMap(({ time }) => time ?? []);
  const byName = new Map<string, { count: number; errors: number }>();
  for (const { source, name, errorCode } of events) {
    const key = `${source.replace(/\.amazonaws\.com$/, '')}:${name}`;
    const { count, errors } = byName.get(key) ?? { count: 0, errors: 0 };
    byName.set(key, { count: count + 1, errors: errors + (errorCode === undefined ? 0 : 1) });
  }
  return {
    events: events.length,
    ...present({ first: instant(times[0]), last: instant(times.at(-1)) }),
    addresses: [...new Set(events.flatMap(({ sourceIp }) => sourceIp ?? []))],
    regions: [...new Set(events.flatMap(({ region }) => region ?? []))],
    actions: [...byName]
      .map(([name, counts]) => ({ name, ...counts }))
      .sort((one, other) => other.count - one.count)
      .slice(0, ACTIONS),
  };
}

function instant(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
