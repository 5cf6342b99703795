import { limits } from '../../base/limits.ts';
import type { Span } from '../../base/span.ts';
import { rolesClaimed } from '../../checks/aws-iam.ts';
import type { Facts } from '../../checks/facts.ts';
import { isAws } from '../../checks/remedies.ts';
import { assertionsOf, type Result } from '../../checks/run.ts';
import { type IamArn, sessionArn } from '../../iam/arn.ts';
import type { ClaimedRole } from '../../iam/claimed-roles.ts';
import { claimsOf } from '../../iam/context.ts';
import { nameQualifier, nameQualifierWithSlash } from '../../iam/name-qualifier.ts';
import { type TrustDecision, wantedActions } from '../../iam/trust.ts';
import { minimalTrustPolicy } from '../../iam/trust-policy.ts';
import type { Message } from '../../metadata/model.ts';
import type { Assertion } from '../../saml/model.ts';
import {
  ROLE_SESSION_NAME_PATTERN,
  regionOf,
  SESSION_DURATION,
  SESSION_DURATION_DEFAULT,
  SESSION_DURATION_MAX,
  SESSION_DURATION_MIN,
} from '../../vendors/aws.ts';
import { present } from '../present.ts';
import { aboutRoles, answers } from './answers.ts';
import { buildTrail } from './build-trail.ts';
import type { AwsError, AwsLogin, AwsReport, AwsRole, AwsSession, TrustReport } from './report.ts';

/** What is known of one message. */
interface Judged {
  readonly message: Message | undefined;
  readonly facts: Facts;
  readonly results: readonly Result[];
}

/** Predicts what AWS answers to each assertion that is for it, up to a limit; `undefined` where none is. */
export function buildAws(inspections: readonly Judged[]): AwsReport | undefined {
  const logins = inspections.flatMap(({ message, facts, results }, index) => {
    if (!message || !isAws(facts)) return [];
    const assertions = assertionsOf(message);
    const verdicts = verdictsByAssertion(results, assertions);
    return assertions
      .slice(0, limits.loginsPredicted)
      .map((assertion) => login(assertion, facts, verdicts(assertion), index));
  });
  return logins.length === 0 ? undefined : { logins };
}

function login(assertion: Assertion, facts: Facts, verdicts: Verdicts, messageIndex: number): AwsLogin {
  const claimed = rolesClaimed(assertion, facts);
  const providers = new Map<string, AboutProvider>();
  const roles = claimed.slice(0, limits.rolesEvaluated).map((one) => {
    const { provider } = one.pair;
    if (!provider) return buildRole(one, assertion, facts, undefined);
    // Many roles, and one provider or a few.
    let about = providers.get(provider.written);
    if (!about) {
      about = aboutProvider(provider, assertion);
      providers.set(provider.written, about);
    }
    return buildRole(one, assertion, facts, about);
  });
  const usable = roles.some(({ outcome }) => outcome !== 'refused');
  const errors = predict(verdicts.failed, usable);
  const open = [...verdicts.open];
  const fatal = errors.some(({ scope, at }) => scope === 'login' && at !== 'STS');
  const granted = roles.some(({ outcome }) => outcome === 'granted');
  const outlook = fatal ? 'refused' : open.length > 0 || !granted ? 'open' : 'succeeds';
  return {
    messageIndex,
    ...(assertion.id && { assertionId: assertion.id.value }),
    outlook,
    says: says(outlook, errors, roles, open),
    errors,
    open,
    roles,
    omittedRoles: claimed.length - roles.length,
    session: buildSession(assertion, facts),
    ...(facts.cloudTrail && { trail: buildTrail(assertion, claimed, facts.cloudTrail) }),
  };
}

/** Ids of the checks that matter to AWS. */
interface Verdicts {
  readonly failed: Set<string>;
  /** Not decided. */
  readonly open: Set<string>;
}

/** What was found about each assertion: of itself, and of what holds for the whole message. */
function verdictsByAssertion(
  results: readonly Result[],
  assertions: readonly Assertion[],
): (assertion: Assertion) => Verdicts {
  const none = (): Verdicts => ({ failed: new Set(), open: new Set() });
  const shared = none();
  const own = assertions.map(none);
  for (const { check, on, outcome } of results) {
    if ((outcome.verdict !== 'fail' && outcome.verdict !== 'unknown') || !decisive.has(check.id)) continue;
    const verdicts = (on && own[indexOfHolder(on, assertions)]) ?? shared;
    (outcome.verdict === 'fail' ? verdicts.failed : verdicts.open).add(check.id);
  }
  return (assertion) => {
    const { failed, open } = own[assertions.indexOf(assertion)] ?? none();
    return {
      failed: new Set([...shared.failed, ...failed]),
      open: new Set([...shared.open, ...open]),
    };
  };
}

/** Which of the assertions, which stand in document order, a node is in; -1 for none. */
function indexOfHolder({ start, end }: Span, assertions: readonly Assertion[]): number {
  let low = 0;
  let high = assertions.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const { element } = assertions[middle] as Assertion;
    if (start < element.start) high = middle - 1;
    else if (end > element.end) low = middle + 1;
    else return middle;
  }
  return -1;
}

function predict(failed: ReadonlySet<string>, usable: boolean): AwsError[] {
  return answers.flatMap(({ by, ...answer }) => {
    const checks = by.filter((id) => failed.has(id));
    if (checks.length === 0) return [];
    const some = usable && checks.every((id) => aboutRoles.includes(id));
    return [{ scope: some ? 'some roles' : 'login', ...answer, checks }];
  });
}

/** Checks that tell of something AWS answers to. */
const decisive: ReadonlySet<string> = new Set(answers.flatMap(({ by }) => by));

function says(
  outlook: AwsLogin['outlook'],
  errors: readonly AwsError[],
  roles: readonly AwsRole[],
  open: readonly string[],
): string {
  if (outlook === 'refused') {
    const first = errors.find(({ scope, at }) => scope === 'login' && at !== 'STS');
    const code = first?.code === undefined ? '' : ` (${first.code})`;
    return first?.text === undefined
      ? `AWS would refuse this${code}; it documents no text for the case.`
      : `AWS would refuse this: "${shortened(first.text)}"${code}`;
  }
  const granted = roles.filter((role) => role.outcome === 'granted').length;
  if (outlook === 'succeeds') {
    return `AWS would sign the user in, with ${granted === 1 ? 'one role' : `${granted} roles to choose from`}.`;
  }
  const questions = [
    ...(granted > 0
      ? []
      : [roles.some(({ trust }) => trust) ? 'the trust policies, as told below' : NO_POLICY]),
    ...(open.length === 0
      ? []
      : [open.length === 1 ? `${open[0]}` : `${open.length} questions listed below`]),
  ];
  return `Nothing is known that AWS would refuse. Left open: ${questions.join(', and ')}.`;
}

const NO_POLICY = 'what the trust policies of the roles say (--aws-roles)';

/** Without the part in parentheses, which only repeats the code. */
function shortened(text: string): string {
  return text.replace(/ \(service: .*\)$/, '');
}

/** What is the same for every role of one provider. */
interface AboutProvider {
  readonly nameQualifiers: Pick<AwsRole, 'nameQualifier' | 'nameQualifierWithSlash'>;
  readonly trustPolicy: NonNullable<AwsRole['minimalTrustPolicy']>;
}

function aboutProvider(provider: IamArn, assertion: Assertion): AboutProvider {
  const claims = claimsOf(assertion);
  const { issuer, recipient } = claims;
  const qualifier = (make: typeof nameQualifier) =>
    issuer !== undefined && issuer.length <= LONGEST
      ? make(issuer, provider.account, provider.name)
      : undefined;
  const [plain, slashed] = [qualifier(nameQualifier), qualifier(nameQualifierWithSlash)];
  return {
    nameQualifiers: present({ nameQualifier: plain, nameQualifierWithSlash: slashed }),
    trustPolicy: minimalTrustPolicy(
      provider,
      wantedActions(claims),
      recipient === undefined || recipient.length > LONGEST ? [] : [recipient],
    ),
  };
}

function buildRole(
  claimed: ClaimedRole,
  assertion: Assertion,
  facts: Facts,
  about: AboutProvider | undefined,
): AwsRole {
  const { pair, value, role, trust } = claimed;
  const { sessionName } = claimsOf(assertion);
  const [outcome, sentence] = outcomeOf(claimed, facts);
  const { provider } = pair;
  const most = role?.maxSessionDuration;
  return {
    value: value.raw,
    ...(pair.role && { account: pair.role.account, partition: pair.role.partition, role: pair.role.written }),
    ...(provider && { provider: provider.written, doc: `${provider.account}/${provider.name}` }),
    outcome,
    says: sentence,
    ...(trust && { trust: buildTrust(trust) }),
    ...(pair.role && about && { minimalTrustPolicy: about.trustPolicy }),
    ...(pair.role &&
      sessionName !== undefined &&
      ROLE_SESSION_NAME_PATTERN.test(sessionName) && { session: sessionArn(pair.role, sessionName) }),
    ...(most !== undefined && {
      maxSessionDuration: most,
      longest: Math.min(most, ...limitsOf(assertion, facts).map(({ seconds }) => seconds)),
    }),
    ...about?.nameQualifiers,
  };
}

/** Characters of an identifier that is told once for every role. No real one comes near. */
const LONGEST = 2048;

function outcomeOf(claimed: ClaimedRole, facts: Facts): [AwsRole['outcome'], string] {
  const { pair, state, providerAbsent, trust } = claimed;
  const problem = pair.problems.find(({ code }) => code !== 'white-space');
  if (problem) return ['refused', problem.message];
  if (providerAbsent) return ['refused', `There is no provider ${pair.provider?.written ?? ''} in IAM.`];
  if (state === 'absent') return ['refused', 'There is no such role in IAM.'];
  if (trust) {
    return [
      trust.outcome === 'allowed' ? 'granted' : trust.outcome === 'denied' ? 'refused' : 'unknown',
      trust.says,
    ];
  }
  if (state === 'known') return ['unknown', 'It is there in IAM; its trust policy was not evaluated.'];
  return [
    'unknown',
    facts.iamRoles ? 'No export given is of its account.' : 'Its trust policy was not given.',
  ];
}

/** A trust decision as plain JSON. */
export function buildTrust({ outcome, says, actions, statements }: TrustDecision): TrustReport {
  return {
    outcome,
    says,
    actions: actions.map(({ action, outcome, says }) => ({ action, outcome, says })),
    statements: statements.map(({ number, sid, effect, state, principal, actions, conditions }) => ({
      number,
      ...(sid !== undefined && { sid }),
      effect,
      state,
      principal,
      actions,
      conditions: conditions.map(({ operator, key, values, actual, state, says }) => ({
        operator,
        key,
        wanted: values,
        ...(actual && { actual: actual.slice(0, 50).map((value) => value.slice(0, LONGEST)) }),
        state,
        says,
      })),
    })),
  };
}

function buildSession(assertion: Assertion, facts: Facts): AwsSession {
  const claims = claimsOf(assertion);
  const transitive = new Set(claims.transitiveTagKeys.map((key) => key.toLowerCase()));
  const region = claims.recipient === undefined ? undefined : regionOf(claims.recipient);
  return {
    console: consoleDuration(assertion, facts),
    ...present({
      name: claims.sessionName,
      sourceIdentity: claims.sourceIdentity,
      audience: claims.recipient,
      issuer: claims.issuer,
      subject: claims.subject,
      subjectType: claims.subjectType,
      region,
    }),
    tags: claims.tags.map(({ key, values }) => ({
      key,
      value: values.join(', '),
      transitive: transitive.has(key.toLowerCase()),
    })),
  };
}

interface Bound {
  readonly seconds: number;
  readonly because: string;
}

/** What bounds a session: the attribute, and the end that the identity provider sets. */
function limitsOf(assertion: Assertion, { now }: Facts): Bound[] {
  const written = claimsOf(assertion).byName.get(SESSION_DURATION)?.[0];
  const seconds = written !== undefined && /^\d{1,9}$/.test(written) ? Number(written) : undefined;
  const counts = seconds !== undefined && seconds >= SESSION_DURATION_MIN && seconds <= SESSION_DURATION_MAX;
  const from = now ?? assertion.issueInstant?.epochMs;
  const ends = assertion.authnStatements.flatMap(
    ({ sessionNotOnOrAfter }) => sessionNotOnOrAfter?.epochMs ?? [],
  );
  return [
    ...(counts && seconds !== undefined ? [{ seconds, because: 'SessionDuration' }] : []),
    ...(from === undefined
      ? []
      : ends.map((end) => ({
          seconds: Math.max(0, Math.floor((end - from) / 1000)),
          because: 'SessionNotOnOrAfter',
        }))),
  ];
}

/** The lesser of SessionDuration, one hour where there is none, and SessionNotOnOrAfter. */
function consoleDuration(assertion: Assertion, facts: Facts): Bound {
  const bounds = limitsOf(assertion, facts);
  const all = bounds.some(({ because }) => because === 'SessionDuration')
    ? bounds
    : [
        { seconds: SESSION_DURATION_DEFAULT, because: 'the default, as there is no SessionDuration' },
        ...bounds,
      ];
  return all.reduce((least, one) => (one.seconds < least.seconds ? one : least));
}
