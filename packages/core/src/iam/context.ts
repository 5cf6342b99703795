import type { Assertion } from '../saml/model.ts';
import {
  PRINCIPAL_TAG_PREFIX,
  ROLE_SESSION_NAME,
  SOURCE_IDENTITY,
  TRANSITIVE_TAG_KEYS,
} from '../vendors/aws.ts';
import { kept } from '../xml/kept.ts';
import type { IamArn } from './arn.ts';
import { nameQualifier } from './name-qualifier.ts';
import type { ContextValue, RequestContext } from './request.ts';
import type { IamRole } from './role.ts';

/** What an assertion asks of AWS, apart from the role: what its conditions and its session are made of. */
export interface SamlClaims {
  /** Recipient; AWS calls it the audience everywhere but in the assertion. */
  readonly recipient: string | undefined;
  readonly issuer: string | undefined;
  readonly subject: string | undefined;
  /** The Format of NameID as AWS shortens it. */
  readonly subjectType: string | undefined;
  readonly sessionName: string | undefined;
  readonly sourceIdentity: string | undefined;
  /** In document order; keys as written. */
  readonly tags: readonly { readonly key: string; readonly values: readonly string[] }[];
  readonly transitiveTagKeys: readonly string[];
  /** Set where part of the assertion is encrypted and was not read: whatever is missing may be in there. */
  readonly readInPart: boolean;
  /** Values of the first attribute of each name. */
  readonly byName: ReadonlyMap<string, readonly string[]>;
}

/** Only the formats of SAML 2.0 lose their beginning; those of SAML 1.1 stay whole. */
const FORMAT_PREFIX = 'urn:oasis:names:tc:SAML:2.0:nameid-format:';

/** Reads out of an assertion what AWS takes from it. Read once, however many roles it is held against. */
export const claimsOf: (assertion: Assertion) => SamlClaims = kept(
  readClaims,
  ({ element }) => element.document,
);

function readClaims(assertion: Assertion): SamlClaims {
  const { subject, issuer, attributes, encryptedAttributes } = assertion;
  const valuesOf = (name: string): string[] =>
    attributes
      .filter((one) => one.name?.raw === name)
      .flatMap(({ values }) => values.map(({ value }) => value));
  const format = subject?.nameId?.format?.value;
  return {
    recipient: subject?.confirmations.find(({ recipient }) => recipient)?.recipient?.value,
    issuer: issuer?.value,
    subject: subject?.nameId?.value,
    subjectType: subject?.nameId && shortFormat(format),
    sessionName: valuesOf(ROLE_SESSION_NAME)[0],
    sourceIdentity: valuesOf(SOURCE_IDENTITY)[0],
    tags: attributes.flatMap(({ name, values }) =>
      name?.raw.startsWith(PRINCIPAL_TAG_PREFIX)
        ? [{ key: name.raw.slice(PRINCIPAL_TAG_PREFIX.length), values: values.map(({ raw }) => raw) }]
        : [],
    ),
    transitiveTagKeys: valuesOf(TRANSITIVE_TAG_KEYS),
    readInPart: encryptedAttributes.length > 0 || subject?.encryptedId !== undefined,
    byName: firstByName(attributes),
  };
}

function firstByName(attributes: Assertion['attributes']): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, readonly string[]>();
  for (const { name, values } of attributes) {
    if (name && !byName.has(name.value))
      byName.set(
        name.value,
        values.map(({ value }) => value),
      );
  }
  return byName;
}

function shortFormat(format: string | undefined): string {
  if (format === undefined) return 'unspecified';
  return format.startsWith(FORMAT_PREFIX) ? format.slice(FORMAT_PREFIX.length) : format;
}

/** What the caller knows of the request besides the assertion. */
export interface RequestFacts {
  /** The moment of the request, in milliseconds since the epoch. */
  readonly now: number | undefined;
}

/**
 * The context of AssumeRoleWithSAML for an assertion, a role and a provider. What the assertion says is known; where
 * the request comes from is not.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
export function samlContext(
  assertion: Assertion,
  role: IamRole,
  provider: IamArn,
  { now }: RequestFacts,
): RequestContext {
  const claims = claimsOf(assertion);
  const missing = (what: string): ContextValue =>
    claims.readInPart
      ? { state: 'unknown', says: `part of the assertion is encrypted, and ${what} may be in there` }
      : { state: 'absent', says: `the assertion has no ${what}` };
  const one = (value: string | undefined, what: string): ContextValue =>
    value === undefined || value === '' ? missing(what) : { state: 'present', values: [value] };
  const several = (values: readonly string[], what: string): ContextValue =>
    values.length === 0 ? missing(what) : { state: 'present', values };
  const tag = (key: string): ContextValue => {
    const found = claims.tags.find((one) => one.key.toLowerCase() === key);
    return found
      ? several(found.values, `value of PrincipalTag:${found.key}`)
      : missing(`PrincipalTag:${key}`);
  };
  const fixed = new Map<string, () => ContextValue>([
    ['saml:aud', () => one(claims.recipient, 'Recipient')],
    ['saml:iss', () => one(claims.issuer, 'Issuer')],
    ['saml:sub', () => one(claims.subject, 'NameID')],
    ['saml:sub_type', () => one(claims.subjectType, 'NameID')],
    ['saml:doc', () => present(`${provider.account}/${provider.name}`)],
    [
      'saml:namequalifier',
      () =>
        one(
          claims.issuer === undefined
            ? undefined
            : nameQualifier(claims.issuer, provider.account, provider.name),
          'Issuer',
        ),
    ],
    ['sts:rolesessionname', () => one(claims.sessionName, 'RoleSessionName')],
    ['sts:sourceidentity', () => one(claims.sourceIdentity, 'SourceIdentity')],
    ['sts:transitivetagkeys', () => several(claims.transitiveTagKeys, 'TransitiveTagKeys')],
    [
      'aws:tagkeys',
      () =>
        several(
          claims.tags.map(({ key }) => key),
          'PrincipalTag',
        ),
    ],
    ['aws:currenttime', () => (now === undefined ? NO_MOMENT : present(new Date(now).toISOString()))],
    ['aws:epochtime', () => (now === undefined ? NO_MOMENT : present(`${Math.floor(now / 1000)}`))],
    ['aws:securetransport', () => present('true')],
    ['aws:viaawsservice', () => present('false')],
    ['aws:resourceaccount', () => present(role.arn.account)],
  ]);
  return {
    get(written) {
      const key = written.toLowerCase();
      const known = fixed.get(key);
      if (known) return known();
      if (key.startsWith('aws:requesttag/')) return tag(key.slice('aws:requesttag/'.length));
      const resourceTag = /^(?:aws|iam):resourcetag\/(.+)$/.exec(key)?.[1];
      if (resourceTag !== undefined) return roleTag(role, resourceTag);
      if (key.startsWith('saml:')) {
        const values = mappedValues(claims, key.slice('saml:'.length));
        return values === undefined
          ? { state: 'absent', says: `AWS makes no key ${written} of an assertion` }
          : several(values, `attribute that AWS makes ${written} of`);
      }
      if (UNSIGNED.some((begin) => key.startsWith(begin))) {
        return {
          state: 'absent',
          says: 'AssumeRoleWithSAML is called without AWS credentials, so the caller is no principal yet',
        };
      }
      return { state: 'unknown', says: ELSEWHERE[key] ?? `nothing given tells ${written}` };
    },
  };
}

function present(value: string): ContextValue {
  return { state: 'present', values: [value] };
}

const NO_MOMENT: ContextValue = { state: 'unknown', says: 'no moment to judge at was given (--now)' };

/** Keys about a principal that has credentials already. */
const UNSIGNED = [
  'aws:principal',
  'aws:userid',
  'aws:username',
  'aws:multifactorauth',
  'aws:tokenissuetime',
  'aws:federatedprovider',
  'aws:sourceidentity',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorg',
  'sts:externalid',
];

/** Keys about where the request comes from, and what would tell. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'aws:sourceip': 'the address that the request comes from is not in the assertion',
  'aws:vpcsourceip': 'the address that the request comes from is not in the assertion',
  'aws:sourcevpc': 'the VPC that the request comes from is not in the assertion',
  'aws:sourcevpce': 'the VPC endpoint that the request comes through is not in the assertion',
  'aws:useragent': 'the program that sends the request is not in the assertion',
  'aws:referer': 'the page that the request comes from is not in the assertion',
  'aws:requestedregion': 'it depends on the STS endpoint that is called',
};

function roleTag({ tags }: IamRole, key: string): ContextValue {
  if (!tags)
    return { state: 'unknown', says: 'the export does not show the tags of the role; aws iam get-role does' };
  const found = tags.find((tag) => tag.key.toLowerCase() === key);
  return found ? present(found.value) : { state: 'absent', says: `the role has no tag ${key}` };
}

const EDU_PERSON = 'urn:oid:1.3.6.1.4.1.5923.1.1.1.';
const EDU_ORG = 'urn:oid:1.3.6.1.4.1.5923.1.2.1.';
const CLAIMS = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/';

/**
 * The attributes AWS makes context keys of, by key. Some of the names that AWS prints for X.500 have their dots in the
 * wrong places; those and the right ones are both taken.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html
 */
const MAPPED: Readonly<Record<string, readonly string[]>> = {
  edupersonaffiliation: [`${EDU_PERSON}1`],
  edupersonnickname: [`${EDU_PERSON}2`],
  edupersonorgdn: [`${EDU_PERSON}3`],
  edupersonorgunitdn: [`${EDU_PERSON}4`],
  edupersonprimaryaffiliation: [`${EDU_PERSON}5`],
  edupersonprincipalname: [`${EDU_PERSON}6`],
  edupersonentitlement: [`${EDU_PERSON}7`],
  edupersonprimaryorgunitdn: [`${EDU_PERSON}8`],
  edupersonscopedaffiliation: [`${EDU_PERSON}9`],
  edupersontargetedid: [`${EDU_PERSON}10`],
  edupersonassurance: [`${EDU_PERSON}11`],
  eduorghomepageuri: [`${EDU_ORG}2`],
  eduorgidentityauthnpolicyuri: [`${EDU_ORG}3`],
  eduorglegalname: [`${EDU_ORG}4`],
  eduorgsuperioruri: [`${EDU_ORG}5`],
  eduorgwhitepagesuri: [`${EDU_ORG}6`],
  cn: ['urn:oid:2.5.4.3'],
  name: [`${CLAIMS}name`],
  commonname: ['http://schemas.xmlsoap.org/claims/CommonName', '2.5.4.3'],
  givenname: [`${CLAIMS}givenname`, '2.5.4.42', '2.4.5.42'],
  surname: [`${CLAIMS}surname`, '2.5.4.4'],
  mail: [`${CLAIMS}emailaddress`, '0.9.2342.19200300.100.1.3', '0.9.2342.19200300100.1.3'],
  uid: [
    'http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid',
    '0.9.2342.19200300.100.1.1',
    '0.9.2342.19200300100.1.1',
  ],
  primarygroupsid: ['http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid'],
  x500uniqueidentifier: ['2.5.4.45'],
  organizationstatus: ['0.9.2342.19200300.100.1.45', '0.9.2342.19200300100.1.45'],
};

/** Values of the first attribute that AWS makes this key of; `undefined` where there is no such key. */
function mappedValues({ byName }: SamlClaims, key: string): readonly string[] | undefined {
  const names = MAPPED[key];
  if (!names) return undefined;
  const name = names.find((one) => byName.has(one));
  return name === undefined ? [] : byName.get(name);
}
