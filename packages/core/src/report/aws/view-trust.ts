import type { Block, Row, Tone } from '../blocks.ts';
import type { AwsReport, AwsRole, TrustStatementReport } from './report.ts';

/** The trust policy of each role an assertion names, statement by statement. */
export function viewTrust(report: AwsReport | undefined): Block[] {
  const roles = (report?.logins ?? []).flatMap((login) => login.roles);
  if (roles.length === 0) {
    return [{ type: 'verdict', tone: 'error', text: 'The assertion names no role of AWS' }];
  }
  const granted = roles.filter(({ outcome }) => outcome === 'granted').length;
  const refused = roles.filter(({ outcome }) => outcome === 'refused').length;
  return [
    {
      type: 'verdict',
      tone: refused > 0 ? 'error' : granted === roles.length ? 'good' : 'note',
      text: `Of ${roles.length === 1 ? 'one role' : `${roles.length} roles`}, ${granted} let${granted === 1 ? 's' : ''} the assertion in${refused > 0 ? `, ${refused} refuse${refused === 1 ? 's' : ''} it` : ''}`,
    },
    {
      type: 'text',
      text: 'Judged by the trust policies alone. Policies of the organization may deny as well, and are not seen.',
      tone: 'faint',
    },
    ...roles.flatMap(viewRole),
  ];
}

const OUTCOMES: Readonly<Record<AwsRole['outcome'], readonly [note: string, tone: Tone]>> = {
  granted: ['lets the assertion in', 'good'],
  refused: ['refuses', 'error'],
  unknown: ['not decided', 'warning'],
};

function viewRole({ role, value, outcome, says, trust }: AwsRole): Block[] {
  const [note, tone] = OUTCOMES[outcome];
  return [
    { type: 'heading', level: 1, text: role ?? value, note, tone },
    { type: 'text', text: says },
    ...(trust
      ? [
          {
            type: 'table',
            rows: trust.actions.map(
              ({ action, outcome, says }): Row => ({
                key: action,
                values: [`${outcome}. ${says}`],
                tone: outcome === 'allowed' ? 'good' : outcome === 'denied' ? 'error' : 'warning',
              }),
            ),
          } satisfies Block,
          ...trust.statements.flatMap(viewStatement),
        ]
      : []),
  ];
}

const STATES: Readonly<Record<TrustStatementReport['state'], string>> = {
  met: 'applies',
  unmet: 'does not apply',
  unknown: 'may apply',
};

function viewStatement(statement: TrustStatementReport): Block[] {
  const { number, sid, effect, state, principal, actions, conditions } = statement;
  return [
    {
      type: 'heading',
      level: 2,
      text: `Statement ${number}${sid === undefined || sid === '' ? '' : ` (${sid})`}: ${effect}`,
      note: actions.length === 0 ? 'about none of the actions wanted' : STATES[state],
    },
    {
      type: 'table',
      rows: [
        { key: 'principal', values: [principal.says], tone: principal.matches ? 'good' : 'error' },
        { key: 'actions', values: actions.length === 0 ? ['none of those wanted'] : actions },
        ...conditions.map(
          ({ operator, key, wanted, actual, state, says }): Row => ({
            key,
            values: [
              `${operator} ${wanted.join(' or ')}`,
              actual ? `actual ${actual.join(', ')}` : says,
              ...(actual ? [says] : []),
            ],
            tone: state === 'met' ? 'good' : state === 'unmet' ? 'error' : 'warning',
          }),
        ),
      ],
    },
  ];
}
