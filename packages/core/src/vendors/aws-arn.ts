import type { AttributeValue } from '../saml/model.ts';
import { kept } from '../xml/kept.ts';

/**
 * The ARNs in a value of the Role attribute: one of an IAM role and one of an IAM SAML provider, in either order,
 * separated by a comma.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
 */
export interface RolePair {
  readonly role: IamArn | undefined;
  readonly provider: IamArn | undefined;
  /** Which of the two stands first; `undefined` where one is missing. Either order works. */
  readonly order: 'role-first' | 'provider-first' | undefined;
  /** In the order they were found; empty for a value as it should be. */
  readonly problems: readonly RolePairProblem[];
}

/** `arn:aws:iam::111122223333:role/team/Admin`, taken apart. Parts that break the grammar are kept as written. */
export interface IamArn {
  /** As written, without white space around it. */
  readonly written: string;
  /** `aws`, `aws-us-gov`, `aws-cn`… */
  readonly partition: string;
  readonly account: string;
  /** `/` or `/team/`; always `/` for a provider. */
  readonly path: string;
  readonly name: string;
}

export interface RolePairProblem {
  readonly code:
    | 'white-space'
    | 'separator'
    | 'missing-role'
    | 'missing-provider'
    | 'extra-part'
    | 'malformed-arn'
    | 'partition-unknown'
    | 'partitions-differ'
    | 'account-malformed'
    | 'accounts-differ'
    | 'name-malformed';
  /** One sentence. */
  readonly message: string;
}

/** The partitions an ARN may name. */
export const partitionIds: readonly string[] = [
  'aws',
  'aws-us-gov',
  'aws-cn',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
  'aws-eusc',
];

/** A value may be as long as an attacker likes; no more of its parts than this are looked at. */
const PARTS = 4;
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;
const PROVIDER_NAME = /^[\w.-]{1,128}$/;
const PATH = /^\/(?:[!-~]{1,510}\/)?$/;
const ACCOUNT = /^\d{12}$/;

/** {@link readRolePair} of a value, read once for all that ask. */
export const rolePairOf: (value: AttributeValue) => RolePair = kept(
  ({ raw }) => readRolePair(raw),
  ({ at }) => at.document,
);

/**
 * Reads one AttributeValue of the Role attribute. Total: whatever is wrong becomes a problem.
 *
 * @param value the raw text, white space included: what is around the ARNs is told too.
 */
export function readRolePair(value: string): RolePair {
  const problems: RolePairProblem[] = [];
  let role: ReadArn | undefined;
  let provider: ReadArn | undefined;
  let order: RolePair['order'];
  for (const part of splitParts(value, problems)) {
    const arn = readArn(part, problems);
    if (arn === undefined) continue;
    if (arn.kind === 'role' && role === undefined) {
      role = arn;
      order ??= 'role-first';
    } else if (arn.kind === 'provider' && provider === undefined) {
      provider = arn;
      order ??= 'provider-first';
    } else {
      const what = arn.kind === 'role' ? 'role' : 'SAML provider';
      addProblem(
        problems,
        'extra-part',
        `It names a second ${what}; one value holds one role and one provider.`,
      );
    }
  }
  if (role === undefined) addProblem(problems, 'missing-role', 'It holds no ARN of an IAM role.');
  if (provider === undefined)
    addProblem(problems, 'missing-provider', 'It holds no ARN of an IAM SAML provider.');
  if (role && provider) comparePair(role, provider, problems);
  return {
    role: role && plain(role),
    provider: provider && plain(provider),
    order: role && provider ? order : undefined,
    problems,
  };
}

interface ReadArn extends IamArn {
  readonly kind: 'role' | 'provider';
}

function plain({ written, partition, account, path, name }: ReadArn): IamArn {
  return { written, partition, account, path, name };
}

function comparePair(role: IamArn, provider: IamArn, problems: RolePairProblem[]): void {
  if (role.partition !== provider.partition) {
    addProblem(
      problems,
      'partitions-differ',
      `The role is in partition ${excerpt(role.partition)}, the provider in ${excerpt(provider.partition)}.`,
    );
  }
  if (role.account !== provider.account) {
    addProblem(
      problems,
      'accounts-differ',
      `The role is in account ${excerpt(role.account)}, the provider in ${excerpt(provider.account)}.`,
    );
  }
}

/**
 * The parts of a value. It is cut where a further `arn:` begins, not at every comma, because the name and path
 * of a role may hold commas.
 */
function splitParts(value: string, problems: RolePairProblem[]): string[] {
  const starts: number[] = [];
  for (
    let at = value.indexOf('arn:');
    at >= 0 && starts.length <= PARTS;
    at = value.indexOf('arn:', at + 4)
  ) {
    if (at === 0 || isSeparator(value.charAt(at - 1))) starts.push(at);
  }
  const first = starts[0];
  if (first === undefined || value.slice(0, first).trim() !== '') return splitAtCommas(value, problems);
  if (first > 0) addProblem(problems, 'white-space', 'White space stands before the first ARN.');
  const parts: string[] = [];
  for (let i = 0; i < starts.length; i++) {
    const start = starts[i] as number;
    const next = starts[i + 1];
    let end = next ?? value.length;
    if (next === undefined) while (end > start && isSpace(value.charAt(end - 1))) end--;
    else while (end > start && isSeparator(value.charAt(end - 1))) end--;
    parts.push(value.slice(start, end));
    const between = value.slice(end, next ?? value.length);
    if (next !== undefined) checkSeparator(between, problems);
    else if (between !== '') addProblem(problems, 'white-space', 'White space stands after the last ARN.');
  }
  return parts.slice(0, PARTS);
}

/** For a value that does not begin with an ARN, so that each part can be told what is wrong with it. */
function splitAtCommas(value: string, problems: RolePairProblem[]): string[] {
  const parts = value.split(',', PARTS).map((part) => part.trim());
  if (value.trim() !== value) addProblem(problems, 'white-space', 'White space stands around the value.');
  return parts.filter((part) => part !== '');
}

function checkSeparator(between: string, problems: RolePairProblem[]): void {
  const bare = between.trim();
  if (bare !== ',') {
    const shown = bare === '' ? 'white space alone' : JSON.stringify(excerpt(bare));
    addProblem(problems, 'separator', `The two ARNs are separated by ${shown}; AWS expects one comma.`);
  } else if (between !== ',') {
    addProblem(problems, 'white-space', 'White space stands beside the comma between the two ARNs.');
  }
}

function readArn(part: string, problems: RolePairProblem[]): ReadArn | undefined {
  const fields: string[] = [];
  let from = 0;
  for (let colon = part.indexOf(':'); colon >= 0 && fields.length < 5; colon = part.indexOf(':', from)) {
    fields.push(part.slice(from, colon));
    from = colon + 1;
  }
  const resource = part.slice(from);
  const [scheme, partition = '', service, region, account = ''] = fields;
  const malformed = (why: string): undefined => {
    addProblem(problems, 'malformed-arn', `${excerpt(part)} ${why}.`);
    return undefined;
  };
  if (fields.length < 5 || scheme !== 'arn')
    return malformed('is no ARN, which reads arn:partition:iam::account:role/name');
  if (service === 'sts')
    return malformed(
      'is an ARN of STS, not of IAM: the role itself is wanted, arn:partition:iam::account:role/name',
    );
  if (service !== 'iam') return malformed('is not an ARN of IAM');
  if (region !== '') return malformed('names a region, which an ARN of IAM leaves empty');

  const kind = resource.startsWith('role/')
    ? 'role'
    : resource.startsWith('saml-provider/')
      ? 'provider'
      : undefined;
  if (kind === undefined) return malformed('is an ARN of neither a role nor a SAML provider');
  if (!partitionIds.includes(partition)) {
    addProblem(
      problems,
      'partition-unknown',
      `${excerpt(partition)} is no AWS partition; they are ${partitionIds.slice(0, 3).join(', ')} and those of isolated regions.`,
    );
  }
  if (!ACCOUNT.test(account)) {
    addProblem(
      problems,
      'account-malformed',
      `${excerpt(account) || 'Nothing'} stands where the account's 12 digits belong.`,
    );
  }
  // A role's path ends at its last "/"; a provider has none.
  const slash = kind === 'role' ? resource.lastIndexOf('/') : resource.indexOf('/');
  const path = kind === 'role' ? resource.slice(4, slash + 1) : '/';
  const name = resource.slice(slash + 1);
  if (!(kind === 'role' ? ROLE_NAME : PROVIDER_NAME).test(name) || !PATH.test(path)) {
    const what = kind === 'role' ? 'an IAM role' : 'an IAM SAML provider';
    addProblem(
      problems,
      'name-malformed',
      `${excerpt(path.slice(1) + name) || 'Nothing'} cannot be the name of ${what}.`,
    );
  }
  return { kind, written: part, partition, account, path, name };
}

/** Each problem is told once, however often a value repeats it. */
function addProblem(problems: RolePairProblem[], code: RolePairProblem['code'], message: string): void {
  if (!problems.some((problem) => problem.code === code && problem.message === message))
    problems.push({ code, message });
}

function isSeparator(character: string): boolean {
  return character === ',' || character === ';' || character === '|' || isSpace(character);
}

function isSpace(character: string): boolean {
  return character.trim() === '' && character !== '';
}

function excerpt(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
