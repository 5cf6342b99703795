import { SamlscopeError } from '../base/errors.ts';
import { isObject, items, type JsonValue, member, readJson, textMember, textOf } from '../iam/json.ts';
import { type EntraCertificate, readKeyCredentials } from './key-credential.ts';

/**
 * An application of Microsoft Entra ID, from what Graph prints of its two halves: the servicePrincipal (the enterprise
 * application) and the application (the app registration), or from the manifest of the latter in its older form.
 */
export interface EntraApplication {
  readonly displayName: string | undefined;
  /** The application (client) ID. */
  readonly appId: string | undefined;
  /** What a request may name as Issuer and a token may have as Audience, without the appId. */
  readonly identifiers: readonly EntraSetting[];
  /** Where tokens are sent to. */
  readonly replyUrls: readonly EntraSetting[];
  /** Whether only users assigned to it may sign in; `undefined` where the export does not tell. */
  readonly assignmentRequired: boolean | undefined;
  /** SHA-1 of the active signing certificate, hexadecimal, upper case. */
  readonly activeThumbprint: string | undefined;
  readonly signingCertificates: readonly EntraCertificate[];
  /** The key that tokens are encrypted for, where encryption is on. */
  readonly tokenEncryptionKeyId: string | undefined;
  /** What a login that begins at Entra ID has as RelayState; `undefined` where nothing is set. */
  readonly relayState: string | undefined;
  /** Whether a servicePrincipal is among what was read: only that knows certificates, assignment and RelayState. */
  readonly hasServicePrincipal: boolean;
}

/** A value that is configured, and where. */
export interface EntraSetting {
  readonly value: string;
  /** `servicePrincipalNames`, `identifierUris`, `replyUrls`, `web.redirectUris`, `replyUrlsWithType`. */
  readonly from: string;
}

/** A text with what to call it in an error. */
export interface EntraExport {
  readonly text: string;
  readonly from: string;
}

/**
 * Reads what was exported of one application. Which half a text is shows in what it holds.
 *
 * @throws SamlscopeError `unreadable-data` naming the text and the place in it, `limit`; `usage` where the exports are of
 *   two applications
 */
export function readEntraApplication(exports: readonly [EntraExport, ...EntraExport[]]): EntraApplication {
  const halves = exports.map(({ text, from }) => readHalf(onlyOne(readJson(text, from))));
  const [first, ...rest] = halves;
  const other = rest.find(
    ({ appId }) => appId !== undefined && first?.appId !== undefined && appId !== first.appId,
  );
  if (other) {
    throw new SamlscopeError(
      'usage',
      `${exports[0].from} is of the application ${first?.appId}, the other export of ${other.appId}; they must be of one.`,
    );
  }
  const appId = halves.find((half) => half.appId !== undefined)?.appId;
  const principal = halves.find(({ isPrincipal }) => isPrincipal);
  const one = principal ?? first;
  return {
    displayName: one?.displayName,
    appId,
    identifiers: distinct(halves.flatMap(({ identifiers }) => identifiers)).filter(
      ({ value }) => value.toLowerCase() !== appId?.toLowerCase(),
    ),
    replyUrls: distinct(halves.flatMap(({ replyUrls }) => replyUrls)),
    assignmentRequired: principal?.assignmentRequired,
    activeThumbprint: principal?.activeThumbprint,
    signingCertificates: principal?.signing ?? [],
    tokenEncryptionKeyId: halves.find((half) => half.tokenEncryptionKeyId !== undefined)
      ?.tokenEncryptionKeyId,
    relayState: principal?.relayState,
    hasServicePrincipal: principal !== undefined,
  };
}

interface Half {
  readonly isPrincipal: boolean;
  readonly displayName: string | undefined;
  readonly appId: string | undefined;
  readonly identifiers: readonly EntraSetting[];
  readonly replyUrls: readonly EntraSetting[];
  readonly assignmentRequired: boolean | undefined;
  readonly activeThumbprint: string | undefined;
  readonly signing: readonly EntraCertificate[];
  readonly tokenEncryptionKeyId: string | undefined;
  readonly relayState: string | undefined;
}

function readHalf(app: JsonValue): Half {
  const isPrincipal =
    member(app, 'servicePrincipalNames') !== undefined || member(app, 'appOwnerOrganizationId') !== undefined;
  const isApplication =
    member(app, 'identifierUris') !== undefined ||
    member(app, 'web') !== undefined ||
    member(app, 'replyUrlsWithType') !== undefined;
  if (!isPrincipal && !isApplication) {
    throw new SamlscopeError(
      'unreadable-data',
      `${app.from}: it is neither a servicePrincipal nor an application.`,
      [
        'GET https://graph.microsoft.com/v1.0/servicePrincipals/{id} and …/applications/{id} answer them; az ad sp show and az ad app show print them.',
      ],
    );
  }
  const web = member(app, 'web');
  const settings = member(app, 'samlSingleSignOnSettings');
  const relayState = settings && textMember(settings, 'relayState');
  return {
    isPrincipal,
    displayName: textMember(app, 'displayName') ?? textMember(app, 'name'),
    appId: textMember(app, 'appId'),
    identifiers: [
      ...settingsIn(app, 'servicePrincipalNames', 'servicePrincipalNames'),
      ...settingsIn(app, 'identifierUris', 'identifierUris'),
    ],
    replyUrls: [
      ...settingsIn(app, 'replyUrls', 'replyUrls'),
      ...(web ? settingsIn(web, 'redirectUris', 'web.redirectUris') : []),
      ...typedReplyUrls(app),
    ],
    assignmentRequired: booleanMember(app, 'appRoleAssignmentRequired'),
    activeThumbprint: textMember(app, 'preferredTokenSigningKeyThumbprint')?.toUpperCase(),
    signing: isPrincipal ? readKeyCredentials(member(app, 'keyCredentials')).signing : [],
    tokenEncryptionKeyId: textMember(app, 'tokenEncryptionKeyId')?.toLowerCase(),
    relayState: relayState === '' ? undefined : relayState,
  };
}

function settingsIn(of: JsonValue, name: string, from: string): EntraSetting[] {
  const list = member(of, name);
  return list ? items(list).map((one) => ({ value: textOf(one), from })) : [];
}

/** The older form of the manifest: `[{ "url": "https://…", "type": "Web" }]`. */
function typedReplyUrls(app: JsonValue): EntraSetting[] {
  const list = member(app, 'replyUrlsWithType');
  return list
    ? items(list).flatMap((one) => {
        const value = textMember(one, 'url');
        return value === undefined ? [] : [{ value, from: 'replyUrlsWithType' }];
      })
    : [];
}

function booleanMember(of: JsonValue, name: string): boolean | undefined {
  const value = member(of, name)?.value;
  return typeof value === 'boolean' ? value : undefined;
}

function onlyOne(json: JsonValue): JsonValue {
  const list = Array.isArray(json.value) ? json : isObject(json) ? member(json, 'value') : undefined;
  if (!list || !Array.isArray(list.value)) return json;
  const all = items(list);
  const [first] = all;
  if (first && all.length === 1) return first;
  const names = all.slice(0, 5).map((one) => textMember(one, 'displayName') ?? '?');
  throw new SamlscopeError(
    'unreadable-data',
    `${json.from}: there are ${all.length} applications in it${names.length > 0 ? ` (${names.join(', ')})` : ''}, where one is expected.`,
  );
}

function distinct(all: readonly EntraSetting[]): EntraSetting[] {
  const byValue = new Map<string, EntraSetting>();
  for (const one of all) if (!byValue.has(one.value)) byValue.set(one.value, one);
  return [...byValue.values()];
}

/**
 * What a token has as Audience for an identifier: without the `#1`, `#2`… by which several applications of a tenant
 * share one.
 */
export function withoutNumber(identifier: string): string {
  return identifier.replace(/#\d{1,9}$/, '');
}
