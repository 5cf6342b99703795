import type { Block, Item, Row, Tone } from './blocks.ts';
import { duration } from './duration.ts';
import type { AssertionReport, EntityReport, KeyReport, MessageReport } from './report.ts';

/** Lists longer than this are shortened, unless everything is wanted. */
const ATTRIBUTES = 12;
const VALUES = 3;
const ENTITIES = 3;

const KINDS: Readonly<Record<MessageReport['kind'], string>> = {
  response: 'Response',
  assertion: 'Assertion',
  'authn-request': 'AuthnRequest',
  'logout-request': 'LogoutRequest',
  'saml-1.1': 'SAML 1.1',
  'logout-response': 'LogoutResponse',
  'artifact-resolve': 'ArtifactResolve',
  metadata: 'Metadata',
  unknown: 'XML',
  unreadable: 'XML',
};

/** Who says what about whom, to whom, and until when. */
export function viewMessage(message: MessageReport, now: string | undefined, verbose: boolean): Block[] {
  const rows = messageRows(message, now, verbose);
  return [
    ...(rows.length === 0
      ? []
      : ([
          { type: 'heading', level: 1, text: KINDS[message.kind] },
          { type: 'table', rows },
        ] satisfies Block[])),
    ...message.assertions.flatMap((assertion, i) =>
      viewAssertion(assertion, message.assertions.length > 1 ? i + 1 : undefined, message, now, verbose),
    ),
    ...viewEntities(message.entities, verbose),
  ];
}

function messageRows(message: MessageReport, now: string | undefined, verbose: boolean): Row[] {
  if (message.kind === 'assertion') return []; // its one assertion says it all
  return present([
    verbose && row('ID', message.id),
    row('issuer', message.issuer),
    row('destination', message.destination),
    row('issued', at(message.issueInstant, now)),
    row('answers', message.inResponseTo),
    statusRow(message.status),
    row('says', message.statusMessage),
    message.encryptedAssertions > 0 &&
      row('encrypted', `${message.encryptedAssertions} EncryptedAssertion, not read`, 'warning'),
    ...message.details.map(({ name, value }) => row(name, value)),
  ]);
}

function statusRow(status: readonly string[] | undefined): Row | undefined {
  if (!status || status.length === 0) return undefined;
  return row('status', status.join(' › '), status[0] === 'Success' ? 'good' : 'error');
}

const PROTECTION: Readonly<Record<AssertionReport['protection'], readonly [string, Tone]>> = {
  signed: ['signed by a key you know', 'good'],
  intact: ['signed, by a key only the message itself vouches for', 'warning'],
  unsigned: ['not signed', 'error'],
  broken: ['its signature does not match', 'error'],
};

function viewAssertion(
  assertion: AssertionReport,
  number: number | undefined,
  message: MessageReport,
  now: string | undefined,
  verbose: boolean,
): Block[] {
  const [note, tone] = PROTECTION[assertion.protection];
  const { nameId } = assertion;
  const rows = present([
    verbose && row('ID', assertion.id),
    (verbose || message.kind === 'assertion' || assertion.issuer !== message.issuer) &&
      row('issuer', assertion.issuer),
    row('subject', nameId?.value),
    row('NameID', nameId && (nameId.format ?? 'no Format')),
    listed('audience', assertion.audiences),
    listed('recipient', assertion.recipients),
    (verbose || message.kind === 'assertion') && row('issued', at(assertion.issueInstant, now)),
    row('valid from', at(assertion.notBefore, now)),
    row('until', at(assertion.notOnOrAfter, now)),
    row('deliver by', at(assertion.confirmationNotOnOrAfter, now)),
    row('logged in', at(assertion.authnInstant, now)),
    row('by means of', assertion.authnContext),
    row('session', assertion.sessionIndex),
  ]);
  return [
    {
      type: 'heading',
      level: 1,
      text: number === undefined ? 'Assertion' : `Assertion ${number}`,
      note,
      tone,
    },
    { type: 'table', rows },
    ...viewAttributes(assertion.attributes, verbose),
  ];
}

function viewAttributes(attributes: AssertionReport['attributes'], verbose: boolean): Block[] {
  if (attributes.length === 0) return [];
  const shown = shortened(attributes, verbose ? attributes.length : ATTRIBUTES);
  const items = shown.map(({ name, friendlyName, values }): Item => {
    const all = values.map((value) => (value === '' ? '(empty)' : value));
    return {
      text: friendlyName === undefined ? name : `${name} (${friendlyName})`,
      values: withMore(all, verbose ? all.length : VALUES),
    };
  });
  const more = attributes.length - shown.length;
  return [
    {
      type: 'heading',
      level: 2,
      text: `${attributes.length} ${attributes.length === 1 ? 'attribute' : 'attributes'}`,
    },
    {
      type: 'list',
      items: more > 0 ? [...items, { text: `… ${more} more`, values: [], tone: 'faint' }] : items,
    },
  ];
}

function viewEntities(entities: readonly EntityReport[], verbose: boolean): Block[] {
  const shown = shortened(entities, verbose ? entities.length : ENTITIES);
  const more = entities.length - shown.length;
  return [
    ...shown.flatMap((entity) => viewEntity(entity, verbose)),
    ...(more > 0 ? [{ type: 'text', text: `… ${more} more entities`, tone: 'faint' } satisfies Block] : []),
  ];
}

function viewEntity({ entityID, roles, endpoints, keys }: EntityReport, verbose: boolean): Block[] {
  const services = new Map<string, string[]>();
  for (const { service, binding, location } of endpoints) {
    const locations = services.get(service) ?? [];
    services.set(service, [...locations, `${location} (${binding})`]);
  }
  return [
    { type: 'heading', level: 1, text: entityID ?? 'An entity without an entityID' },
    { type: 'table', rows: present([listed('roles', roles)]) },
    {
      type: 'list',
      items: [...services].map(([text, values]) => ({
        text,
        values: withMore(values, verbose ? values.length : VALUES),
      })),
    },
    ...keys.flatMap((key): Block[] => [
      { type: 'heading', level: 2, text: key.from },
      { type: 'table', rows: keyRows(key, verbose) },
    ]),
  ];
}

/** A key and its certificate: whose it says it is, until when, and what to compare it by. */
export function keyRows(key: KeyReport, verbose: boolean): Row[] {
  const size = /^(?:rsa|dsa)/.test(key.type) ? `${key.type.toUpperCase()}, ${key.bits} bits` : key.type;
  return present([
    row('key', size),
    row('certificate', key.subject),
    (verbose || key.issuer !== key.subject) && row('issued by', key.issuer),
    verbose && row('serial', key.serial),
    key.notBefore !== undefined && row('valid', `${key.notBefore} to ${key.notAfter ?? 'unknown'}`),
    exact('SHA-1', key.sha1),
    exact('SHA-256', key.sha256),
  ]);
}

/** The first few of a list; leaving out a single one would save nothing. */
function shortened<T>(values: readonly T[], limit: number): readonly T[] {
  return values.length <= limit + 1 ? values : values.slice(0, limit);
}

function withMore(values: readonly string[], limit: number): readonly string[] {
  const shown = shortened(values, limit);
  return shown.length === values.length ? values : [...shown, `… ${values.length - shown.length} more`];
}

/** An instant with its distance from the moment judged at, where both are known. */
function at(instant: string | undefined, now: string | undefined): string | undefined {
  if (instant === undefined || now === undefined) return instant;
  const distance = Date.parse(instant) - Date.parse(now);
  if (Number.isNaN(distance) || Math.abs(distance) < 1000) return instant;
  return `${instant} (${distance < 0 ? `${duration(distance)} ago` : `in ${duration(distance)}`})`;
}

function row(key: string, value: string | undefined, tone?: Tone): Row | undefined {
  return value === undefined ? undefined : { key, values: [value], ...(tone && { tone }) };
}

function listed(key: string, values: readonly string[]): Row | undefined {
  return values.length === 0 ? undefined : { key, values };
}

function exact(key: string, value: string | undefined): Row | undefined {
  return value === undefined ? undefined : { key, values: [value], exact: true };
}

function present(rows: readonly (Row | undefined | false)[]): Row[] {
  return rows.filter((one) => one !== undefined && one !== false);
}
