import { SamlscopeError } from '../base/errors.ts';
import { isObject, items, type JsonValue, member, readJson, textMember } from './json.ts';

/** A role of an enterprise application of Microsoft Entra ID. Those of AWS have `role ARN,provider ARN` as value. */
export interface EntraAppRole {
  readonly id: string;
  readonly displayName: string;
  /** What is sent as claim; `undefined` for `User` and `msiam_access`, which send nothing. */
  readonly value: string | undefined;
  readonly isEnabled: boolean;
  /** The object as Microsoft Graph prints it, to be sent back unchanged. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** A servicePrincipal, as Microsoft Graph or `az ad sp show` prints it. */
export interface EntraApp {
  readonly from: string;
  readonly id: string | undefined;
  readonly displayName: string | undefined;
  readonly appRoles: readonly EntraAppRole[];
}

/** Who has a role of an application. */
export interface EntraAssignment {
  readonly principal: string;
  /** `User`, `Group`, `ServicePrincipal`. */
  readonly principalType: string;
  readonly appRoleId: string;
}

/** The id that stands for "Default Access", a role that is none. */
export const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

/**
 * Reads a servicePrincipal, or the only one of a list. The manifest of an application has appRoles of the same shape.
 *
 * @throws SamlscopeError `unreadable-data` naming the text and the place in it, `limit`
 */
export function readEntraApp(text: string, from: string): EntraApp {
  const app = onlyOne(readJson(text, from));
  const roles = member(app, 'appRoles');
  if (!roles) {
    throw new SamlscopeError('unreadable-data', `${from}: there are no appRoles in it.`, [
      'It is what GET https://graph.microsoft.com/v1.0/servicePrincipals/{id} answers, or az ad sp show prints.',
    ]);
  }
  return {
    from,
    id: textMember(app, 'id'),
    displayName: textMember(app, 'displayName'),
    appRoles: items(roles).map(readAppRole),
  };
}

/**
 * Reads the assignments of an application: what `GET /servicePrincipals/{id}/appRoleAssignedTo` answers, or a list.
 *
 * @throws SamlscopeError likewise
 */
export function readAssignments(text: string, from: string): readonly EntraAssignment[] {
  const json = readJson(text, from);
  const list = isObject(json) ? member(json, 'value') : json;
  if (isObject(json) && member(json, '@odata.nextLink')) {
    throw new SamlscopeError('unreadable-data', `${from}: it is one page of several (@odata.nextLink).`, [
      'Ask for all at once: …/appRoleAssignedTo?$top=999; or put the values of all pages into one list.',
    ]);
  }
  if (!list) {
    throw new SamlscopeError(
      'unreadable-data',
      `${from}: there is no value in it, the list of assignments.`,
      ['It is what GET https://graph.microsoft.com/v1.0/servicePrincipals/{id}/appRoleAssignedTo answers.'],
    );
  }
  return items(list).map((place) => ({
    principal: textMember(place, 'principalDisplayName') ?? textMember(place, 'principalId') ?? 'somebody',
    principalType: textMember(place, 'principalType') ?? 'User',
    appRoleId: (textMember(place, 'appRoleId') ?? DEFAULT_ACCESS).toLowerCase(),
  }));
}

function onlyOne(json: JsonValue): JsonValue {
  const list = Array.isArray(json.value) ? json : member(json, 'value');
  if (!list) return json;
  const all = items(list);
  const [first] = all;
  if (first && all.length === 1) return first;
  const which = all.map((one) => textMember(one, 'displayName') ?? '?').slice(0, 5);
  throw new SamlscopeError(
    'unreadable-data',
    `${json.from}: there are ${all.length} applications in it${which.length > 0 ? ` (${which.join(', ')})` : ''}, where one is expected.`,
  );
}

function readAppRole(place: JsonValue): EntraAppRole {
  const id = textMember(place, 'id');
  if (id === undefined) {
    throw new SamlscopeError('unreadable-data', `${place.from}: ${place.path}.id is missing.`);
  }
  return {
    id: id.toLowerCase(),
    displayName: textMember(place, 'displayName') ?? '',
    value: textMember(place, 'value'),
    isEnabled: member(place, 'isEnabled')?.value !== false,
    json: place.value as Readonly<Record<string, unknown>>,
  };
}
