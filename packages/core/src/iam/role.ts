import { SamlscopeError } from '../base/errors.ts';
import { type IamArn, readIamArn } from './arn.ts';
import { isObject, items, type JsonValue, member, numberMember, readJson, textMember } from './json.ts';
import { type PolicyDocument, readPolicy } from './policy.ts';
import { remembered } from './remembered.ts';

/** An IAM role as `aws iam list-roles` and its like print it, as far as a SAML login is concerned. */
export interface IamRole {
  readonly arn: IamArn;
  /** Seconds; `undefined` where the export does not say. */
  readonly maxSessionDuration: number | undefined;
  /** The trust policy, AssumeRolePolicyDocument. */
  readonly trustPolicy: PolicyDocument | undefined;
  /** `undefined` where the export does not say: list-roles never does. */
  readonly tags: readonly { readonly key: string; readonly value: string }[] | undefined;
}

/** The roles of one export. */
export interface IamRoles {
  readonly from: string;
  readonly roles: readonly IamRole[];
  /** Whether a role of these accounts that is not among them does not exist: the export was a list, and all of it. */
  readonly complete: boolean;
}

/**
 * Reads what `aws iam list-roles`, `get-role` or `get-account-authorization-details` printed, or a list of roles.
 *
 * @param from what to call the text in errors
 * @throws SamlscopeError `unreadable-data` naming the text and the place in it, `limit`
 */
export function readRoles(text: string, from: string): IamRoles {
  return remembered(rolesBefore, text, () => {
    const json = readJson(text, from);
    const { roles, complete } = find(json);
    return { from, roles: roles.map(readRole), complete };
  });
}

const rolesBefore = new Map<string, IamRoles>();

function find(json: JsonValue): { roles: readonly JsonValue[]; complete: boolean } {
  if (Array.isArray(json.value)) {
    // `--query Roles`, or several answers of get-role put into one list.
    return {
      roles: items(json).map((one) => (isObject(one) ? (member(one, 'Role') ?? one) : one)),
      complete: false,
    };
  }
  const list = member(json, 'Roles') ?? member(json, 'RoleDetailList');
  if (list) return { roles: items(list), complete: member(json, 'IsTruncated')?.value !== true };
  const role = member(json, 'Role');
  if (role) return { roles: [role], complete: false };
  if (member(json, 'RoleName')) return { roles: [json], complete: false };
  throw new SamlscopeError(
    'unreadable-data',
    `${json.from}: there are no roles in it: neither Roles, RoleDetailList nor Role.`,
    [
      'It is what one of these prints: aws iam list-roles, aws iam get-role, aws iam get-account-authorization-details.',
    ],
  );
}

function readRole(place: JsonValue): IamRole {
  const written = textMember(place, 'Arn');
  const arn = written === undefined ? undefined : readIamArn(written, 'role');
  if (!arn) {
    throw new SamlscopeError(
      'unreadable-data',
      `${place.from}: ${place.path === '' ? '' : `${place.path}.`}Arn is ${written === undefined ? 'missing' : `${JSON.stringify(written.slice(0, 100))}, no ARN of a role`}.`,
    );
  }
  const trust = member(place, 'AssumeRolePolicyDocument');
  const tags = member(place, 'Tags');
  return {
    arn,
    maxSessionDuration: numberMember(place, 'MaxSessionDuration'),
    trustPolicy: trust && readPolicy(trust),
    tags:
      tags &&
      items(tags).map((tag) => ({
        key: textMember(tag, 'Key') ?? '',
        value: textMember(tag, 'Value') ?? '',
      })),
  };
}
