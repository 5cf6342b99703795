import type { Block, Row, Tone } from '../blocks.ts';
import { duration } from '../duration.ts';
import type { AwsError, AwsLogin, AwsReport, AwsRole, AwsSession, AwsTrail, AwsTrailCall } from './report.ts';

/** Roles and tags that are shown unless everything is. */
const SHOWN = 10;

/** What AWS would answer to one message, to whom it would give which roles, and what its log shows. */
export function viewAws(report: AwsReport | undefined, messageIndex: number, verbose: boolean): Block[] {
  return (report?.logins ?? [])
    .filter((login) => login.messageIndex === messageIndex)
    .flatMap((login) => viewLogin(login, verbose));
}

const TONES: Readonly<Record<AwsLogin['outlook'], Tone>> = {
  succeeds: 'good',
  refused: 'error',
  open: 'plain',
};

function viewLogin(login: AwsLogin, verbose: boolean): Block[] {
  const { outlook, says, errors, roles, omittedRoles, session, trail } = login;
  const rest = errors.filter((error) => verbose || error.scope !== 'login' || errors.length > 1);
  return [
    { type: 'heading', level: 1, text: 'What AWS would answer' },
    { type: 'text', text: says, tone: TONES[outlook] },
    ...(rest.length === 0 ? [] : ([{ type: 'table', rows: rest.map(errorRow) }] satisfies Block[])),
    ...viewRoles(roles, omittedRoles, verbose),
    { type: 'heading', level: 2, text: outlook === 'refused' ? 'The session it asks for' : 'The session' },
    { type: 'table', rows: sessionRows(session, roles, verbose) },
    ...(trail ? viewTrail(trail, verbose) : []),
  ];
}

function errorRow({ code, status, text, at, basis, scope, checks }: AwsError): Row {
  const where =
    at === 'sign-in and STS' ? '' : at === 'STS' ? 'by API and command line: ' : 'in the browser: ';
  const what = text ?? 'AWS documents no text for this';
  const few = scope === 'some roles' ? ' For some roles.' : '';
  const unsure = basis === 'inferred' ? ' We infer that.' : '';
  return {
    key: code === undefined ? 'error' : `${code}${status === undefined ? '' : ` ${status}`}`,
    values: [`${where}${what}${unsure}${few}`, `by ${checks.join(', ')}`],
    tone: scope === 'login' ? 'error' : 'warning',
  };
}

const ROLE_TONES: Readonly<Record<AwsRole['outcome'], Tone>> = {
  granted: 'good',
  refused: 'error',
  unknown: 'plain',
};

/** Accounts, with the providers by which their roles are offered. */
function viewRoles(roles: readonly AwsRole[], omitted: number, verbose: boolean): Block[] {
  const groups = new Map<string, AwsRole[]>();
  const shown = verbose || roles.length <= SHOWN + 1 ? roles : roles.slice(0, SHOWN);
  for (const role of shown) {
    const key = titleOf(role);
    groups.set(key, [...(groups.get(key) ?? []), role]);
  }
  const more = roles.length - shown.length + omitted;
  return [
    ...[...groups].flatMap(([text, group]): Block[] => [
      { type: 'heading', level: 2, text },
      { type: 'table', rows: roleRows(group, verbose) },
    ]),
    ...(more > 0 ? [{ type: 'text', text: `… ${more} more roles`, tone: 'faint' } satisfies Block] : []),
  ];
}

/** Roles of which nothing is known but the name stand together. */
function roleRows(group: readonly AwsRole[], verbose: boolean): Row[] {
  const unasked = group.filter(({ outcome, trust }) => outcome === 'unknown' && trust === undefined);
  const [first] = unasked;
  if (!first || unasked.length < group.length) return group.map((role) => roleRow(role, verbose));
  return [
    { key: 'roles', values: unasked.map(nameOf) },
    { key: '', values: [first.says], tone: 'faint' },
  ];
}

function nameOf({ role, value }: AwsRole): string {
  return role === undefined ? value : role.slice(role.indexOf(':role/') + 6);
}

function titleOf({ account, provider, partition }: AwsRole): string {
  if (account === undefined || provider === undefined) return 'Values of Role that are no role and provider';
  const where = partition === 'aws' ? '' : ` of partition ${partition}`;
  return `Account ${account}${where}, by provider ${provider.slice(provider.lastIndexOf('/') + 1)}`;
}

function roleRow(role: AwsRole, verbose: boolean): Row {
  const { outcome, says, maxSessionDuration, longest } = role;
  const time =
    longest === undefined
      ? []
      : [`at most ${duration(longest * 1000)} by API (role: ${duration((maxSessionDuration ?? 0) * 1000)})`];
  return {
    key: nameOf(role),
    values: [says, ...(verbose ? time : [])],
    tone: ROLE_TONES[outcome],
  };
}

function sessionRows(session: AwsSession, roles: readonly AwsRole[], verbose: boolean): Row[] {
  const { name, sourceIdentity, audience, issuer, subject, subjectType, tags, console } = session;
  const shownTags = verbose || tags.length <= SHOWN + 1 ? tags : tags.slice(0, SHOWN);
  const qualifiers = new Map(
    roles.flatMap(({ doc, nameQualifier }) =>
      doc === undefined || nameQualifier === undefined ? [] : [[doc, nameQualifier]],
    ),
  );
  const rows: (Row | undefined)[] = [
    row('name', name),
    row('lasts', `${duration(console.seconds * 1000)} in the console (${console.because})`),
    row('source identity', sourceIdentity),
    ...(tags.length === 0
      ? []
      : [
          {
            key: 'tags',
            values: [
              ...shownTags.map(
                ({ key, value, transitive }) => `${key} = ${value}${transitive ? ' (transitive)' : ''}`,
              ),
              ...(tags.length > shownTags.length ? [`… ${tags.length - shownTags.length} more`] : []),
            ],
          },
        ]),
    row('SAML:aud', audience === undefined ? undefined : `${audience} (Recipient, not Audience)`),
    verbose ? row('SAML:iss', issuer) : undefined,
    row('SAML:sub', subject),
    row('SAML:sub_type', subjectType),
    ...(verbose
      ? [...qualifiers].flatMap(([doc, qualifier]): (Row | undefined)[] => [
          row('SAML:doc', doc),
          row(
            'namequalifier',
            `${qualifier} (by the pseudocode of STS; the page on condition keys puts a slash after the issuer, which gives another)`,
          ),
        ])
      : []),
  ];
  return rows.filter((one) => one !== undefined);
}

function viewTrail({ says, calls, signIns, activity }: AwsTrail, verbose: boolean): Block[] {
  const shown = verbose ? calls : calls.slice(0, SHOWN);
  return [
    { type: 'heading', level: 2, text: 'What AWS logged' },
    { type: 'text', text: says },
    ...(shown.length === 0 ? [] : ([{ type: 'table', rows: shown.map(callRow) }] satisfies Block[])),
    ...(signIns.length === 0
      ? []
      : ([
          {
            type: 'table',
            rows: signIns.map(({ time, outcome, sourceIp, error }) => ({
              key: 'console',
              values: [[time, outcome, sourceIp, error].filter(Boolean).join(', ')],
              tone: outcome === 'Success' ? 'good' : 'error',
            })),
          },
        ] satisfies Block[])),
    ...viewActivity(activity, verbose),
  ];
}

function callRow(call: AwsTrailCall): Row {
  const after =
    call.afterIssue === undefined ? '' : ` (${duration(call.afterIssue * 1000)} after it was issued)`;
  const qualifier = call.nameQualifier;
  return {
    key: call.outcome,
    values: [
      [`${call.time ?? 'at an unknown time'}${after}`, call.sourceIp, call.region].filter(Boolean).join(', '),
      ...(call.role === undefined ? [] : [call.role]),
      ...(call.errorCode === undefined
        ? []
        : [[call.errorCode, call.errorMessage].filter(Boolean).join(': ')]),
      ...(call.explained === undefined ? [] : [call.explained]),
      ...(call.session === undefined ? [] : [`session ${call.session}`]),
      ...(qualifier ? [`nameQualifier ${qualifier.logged}, ${AGREES[qualifier.agrees]}`] : []),
    ],
    tone: call.outcome === 'granted' ? 'good' : 'error',
  };
}

const AGREES = {
  pseudocode: 'as the pseudocode of STS makes it',
  'with slash': 'as the page on condition keys describes it, with a slash after the issuer',
  neither: 'as neither way that AWS documents makes it of this issuer and provider',
} as const;

function viewActivity(
  { events, first, last, addresses, regions, actions }: AwsTrail['activity'],
  verbose: boolean,
): Block[] {
  if (events === 0) return [];
  const shown = verbose ? actions : actions.slice(0, SHOWN);
  const more = actions.length - shown.length;
  return [
    {
      type: 'table',
      rows: [
        {
          key: 'afterwards',
          values: [`${events} ${events === 1 ? 'event' : 'events'}, ${first ?? '?'} to ${last ?? '?'}`],
        },
        { key: 'from', values: addresses.slice(0, SHOWN) },
        { key: 'in', values: regions.slice(0, SHOWN) },
        {
          key: 'did',
          values: [
            ...shown.map(
              ({ name, count, errors }) =>
                `${name}${count === 1 ? '' : ` ${count} times`}${errors === 0 ? '' : `, ${errors} refused`}`,
            ),
            ...(more > 0 ? [`… ${more} more`] : []),
          ],
        },
      ],
    },
  ];
}

function row(key: string, value: string | undefined): Row | undefined {
  return value === undefined ? undefined : { key, values: [value] };
}
