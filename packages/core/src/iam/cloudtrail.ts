import { SamlscopeError } from '../base/errors.ts';
import { isObject, items, type JsonValue, member, numberMember, readJson, textMember } from './json.ts';
import { remembered } from './remembered.ts';

/** An event of CloudTrail, as far as it tells of a SAML login and what came of it. */
export interface TrailEvent {
  readonly id: string | undefined;
  readonly name: string;
  readonly source: string;
  /** Milliseconds since the epoch; `undefined` where it cannot be read. */
  readonly time: number | undefined;
  readonly region: string | undefined;
  readonly sourceIp: string | undefined;
  readonly userAgent: string | undefined;
  readonly errorCode: string | undefined;
  readonly errorMessage: string | undefined;
  /** Who did it: `AROA…:ana`, the ARN of the session, its access key. */
  readonly principalId: string | undefined;
  readonly principalArn: string | undefined;
  readonly accessKeyId: string | undefined;
  /** What was asked of AssumeRoleWithSAML; all absent for other events, and often where it failed. */
  readonly asked: {
    readonly assertionId: string | undefined;
    readonly sessionName: string | undefined;
    readonly roleArn: string | undefined;
    readonly providerArn: string | undefined;
    readonly durationSeconds: number | undefined;
    readonly sourceIdentity: string | undefined;
  };
  /** What it answered, likewise. */
  readonly answered: {
    readonly issuer: string | undefined;
    readonly subject: string | undefined;
    readonly subjectType: string | undefined;
    readonly audience: string | undefined;
    readonly nameQualifier: string | undefined;
    readonly sessionArn: string | undefined;
    /** `AROA…:ana`: what later events have as principalId. */
    readonly sessionId: string | undefined;
    readonly accessKeyId: string | undefined;
    /** Of ConsoleLogin: `Success` or `Failure`. */
    readonly consoleLogin: string | undefined;
  };
}

/**
 * Reads CloudTrail events: a file from the bucket (`{"Records": […]}`), the answer of `aws cloudtrail lookup-events`,
 * a list of events, a single one, or any of these one a line.
 *
 * @throws SamlscopeError `unreadable-data` naming the text and the place in it, `limit`
 */
export function readTrail(text: string, from: string): readonly TrailEvent[] {
  if (CSV.test(text)) {
    throw new SamlscopeError(
      'unreadable-data',
      `${from}: it is a table (CSV), which lacks most of an event.`,
      ['In the console, choose Download events > Download as JSON.'],
    );
  }
  return remembered(trailBefore, text, () => {
    const events = documentsIn(text, from).flatMap(eventsIn);
    if (events.length > 0) return events.map(readEvent);
    if (text.trim() !== '' && /"(?:Records|Events)"/.test(text.slice(0, 10_000))) return [];
    throw new SamlscopeError('unreadable-data', `${from}: there are no CloudTrail events in it.`, [
      'It is a file from the bucket of the trail, or what aws cloudtrail lookup-events prints.',
    ]);
  });
}

/** The first line of what the console downloads as CSV. */
const CSV = /^\uFEFF?"?Event (?:ID|name|time)"?,/i;

const trailBefore = new Map<string, readonly TrailEvent[]>();

/** One JSON text, or one a line. */
function documentsIn(text: string, from: string): JsonValue[] {
  const [first = '', second = ''] = text.split('\n', 2);
  if (!/^\s*[{[].*[}\]]\s*$/.test(first) || !/^\s*[{[]/.test(second)) return [readJson(text, from)];
  return text
    .split('\n')
    .flatMap((line, i) => (line.trim() === '' ? [] : [readJson(line, `${from}, line ${i + 1}`)]));
}

function eventsIn(document: JsonValue): JsonValue[] {
  if (Array.isArray(document.value)) return items(document).flatMap(eventsIn);
  if (!isObject(document)) return [];
  const list = member(document, 'Records') ?? member(document, 'Events');
  if (list && Array.isArray(list.value)) return items(list).flatMap(eventsIn);
  const inside = member(document, 'CloudTrailEvent');
  if (inside) {
    if (typeof inside.value !== 'string') return [inside];
    return [readJson(inside.value, `${inside.from}, ${inside.path}`)];
  }
  // CloudTrail Lake and EventBridge wrap an event once more.
  const detail = member(document, 'detail');
  return detail && isObject(detail) ? [detail] : member(document, 'eventName') ? [document] : [];
}

function readEvent(place: JsonValue): TrailEvent {
  const identity = objectMember(place, 'userIdentity');
  const asked = objectMember(place, 'requestParameters');
  const answered = objectMember(place, 'responseElements');
  const session = objectMember(answered, 'assumedRoleUser');
  const time = textMember(place, 'eventTime');
  const moment = time === undefined ? Number.NaN : Date.parse(time);
  return {
    id: textMember(place, 'eventID'),
    name: textMember(place, 'eventName') ?? '',
    source: textMember(place, 'eventSource') ?? '',
    time: Number.isNaN(moment) ? undefined : moment,
    region: textMember(place, 'awsRegion'),
    sourceIp: textMember(place, 'sourceIPAddress'),
    userAgent: textMember(place, 'userAgent'),
    errorCode: textMember(place, 'errorCode'),
    errorMessage: textMember(place, 'errorMessage'),
    principalId: textMember(identity, 'principalId'),
    principalArn: textMember(identity, 'arn'),
    accessKeyId: textMember(identity, 'accessKeyId'),
    asked: {
      assertionId: plainText(asked, 'sAMLAssertionID'),
      sessionName: plainText(asked, 'roleSessionName'),
      roleArn: plainText(asked, 'roleArn'),
      providerArn: plainText(asked, 'principalArn'),
      durationSeconds:
        typeof member(asked, 'durationSeconds')?.value === 'number'
          ? numberMember(asked, 'durationSeconds')
          : undefined,
      sourceIdentity: plainText(asked, 'sourceIdentity'),
    },
    answered: {
      issuer: plainText(answered, 'issuer'),
      subject: plainText(answered, 'subject'),
      subjectType: plainText(answered, 'subjectType'),
      audience: plainText(answered, 'audience'),
      nameQualifier: plainText(answered, 'nameQualifier'),
      sessionArn: plainText(session, 'arn'),
      sessionId: plainText(session, 'assumedRoleId'),
      accessKeyId: plainText(objectMember(answered, 'credentials'), 'accessKeyId'),
      consoleLogin: plainText(answered, 'ConsoleLogin'),
    },
  };
}

/** What other services put under these names is theirs: whatever is no object counts as absent. */
function objectMember(of: JsonValue, name: string): JsonValue {
  const found = member(of, name);
  return found && isObject(found) ? found : { ...of, value: {} };
}

function plainText(of: JsonValue, name: string): string | undefined {
  const value = member(of, name)?.value;
  return typeof value === 'string' ? value : undefined;
}
