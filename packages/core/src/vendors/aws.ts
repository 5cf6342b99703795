import type { ServiceProviderVendor, VendorSource } from './vendor.ts';

export {
  type IamArn,
  partitionIds,
  type RolePair,
  type RolePairProblem,
  readRolePair,
  rolePairOf,
} from './aws-arn.ts';
export {
  ACCESS_CONTROL_PREFIX,
  intendedAwsAttribute,
  isAwsAttribute,
  PRINCIPAL_TAG_KEY_MAX,
  PRINCIPAL_TAG_PREFIX,
  PRINCIPAL_TAG_VALUE_MAX,
  PRINCIPAL_TAGS_MAX,
  REDEEM_WITHIN_MS,
  ROLE,
  ROLE_SESSION_NAME,
  ROLE_SESSION_NAME_PATTERN,
  SAML_RESPONSE_MAX_CHARACTERS,
  SESSION_DURATION,
  SESSION_DURATION_DEFAULT,
  SESSION_DURATION_MAX,
  SESSION_DURATION_MIN,
  SOURCE_IDENTITY,
  TRANSITIVE_TAG_KEYS,
} from './aws-attributes.ts';

const checkedOn = '2026-11-24';
const SIGNIN_ENDPOINTS = 'https://docs.aws.amazon.com/general/latest/gr/signin-service.html';
const ASSERTIONS =
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html';
const CDK = 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_iam.SamlConsolePrincipal.html';

/** A separate world of AWS: its accounts, ARNs and sign-in endpoints are its own. */
export interface AwsPartition {
  /** As the second field of an ARN: `aws`, `aws-us-gov`. */
  readonly id: string;
  readonly name: string;
  readonly arnPrefix: string;
  /** What its metadata calls itself; empty where nothing is published. */
  readonly entityIds: readonly string[];
  /** Where it receives responses, without those of single regions; empty where none is published. */
  readonly acsUrls: readonly string[];
  /** Where users sign in, without the region before it. */
  readonly host: string;
  /** The region its default ACS URL belongs to, where that is published. */
  readonly defaultRegion: string | undefined;
  /** Whether a URL is one of its ACS URLs: default, regional or of one provider. */
  ownsAcsUrl(url: string): boolean;
  readonly sources: readonly [VendorSource, ...VendorSource[]];
}

/** An ACS URL of AWS, taken apart. */
export interface AwsAcsUrl {
  readonly partition: AwsPartition;
  /** The region that answers there; `undefined` where the URL names none and none is published. */
  readonly region: string | undefined;
  /** The same URL without the part of one provider: `https://us-west-2.signin.aws.amazon.com/saml`. */
  readonly shared: string;
  /** `SAMLSP…`, where the URL belongs to one IAM SAML provider. */
  readonly providerId: string | undefined;
}

/** The partitions that have a sign-in endpoint we know of. */
export const partitions: readonly AwsPartition[] = [
  partition({
    id: 'aws',
    name: 'AWS',
    entityIds: ['urn:amazon:webservices'],
    host: 'signin.aws.amazon.com',
    defaultRegion: 'us-east-1',
    sources: [
      { source: SIGNIN_ENDPOINTS, checkedOn },
      {
        source: 'https://aws.amazon.com/blogs/security/how-to-use-regional-saml-endpoints-for-failover/',
        checkedOn,
      },
    ],
  }),
  partition({
    id: 'aws-us-gov',
    name: 'AWS GovCloud (US)',
    entityIds: ['urn:amazon:webservices:govcloud'],
    host: 'signin.amazonaws-us-gov.com',
    defaultRegion: 'us-gov-west-1',
    sources: [
      { source: CDK, checkedOn },
      {
        source: 'https://docs.aws.amazon.com/appstream2/latest/developerguide/allowed-domains.html',
        checkedOn: '2026-11-25',
      },
      { source: 'The entityID: seen in working set-ups.', checkedOn, unverified: true },
    ],
  }),
  partition({
    id: 'aws-cn',
    name: 'AWS China',
    entityIds: ['urn:amazon:webservices:cn-north-1', 'urn:amazon:webservices:cn-northwest-1'],
    host: 'signin.amazonaws.cn',
    sources: [
      { source: CDK, checkedOn },
      {
        source: 'The entityIDs and regional endpoints: seen in working set-ups.',
        checkedOn,
        unverified: true,
      },
    ],
  }),
  partition({
    id: 'aws-iso',
    name: 'AWS ISO',
    entityIds: [],
    host: 'signin.c2shome.ic.gov',
    sources: [{ source: CDK, checkedOn }],
  }),
  partition({
    id: 'aws-iso-b',
    name: 'AWS ISO-B',
    entityIds: [],
    host: 'signin.sc2shome.sgov.gov',
    sources: [{ source: CDK, checkedOn }],
  }),
  regional({ id: 'aws-iso-e', name: 'AWS ISO-E', host: 'signin.csphome.adc-e.uk' }),
  regional({ id: 'aws-iso-f', name: 'AWS ISO-F', host: 'signin.csphome.hci.ic.gov' }),
  regional({ id: 'aws-eusc', name: 'AWS European Sovereign Cloud', host: 'signin.amazonaws-eusc.eu' }),
];

/** A partition of which AWS's own SDK knows the sign-in host (the rules of its client `signin`), and no more is published. */
function regional(data: Pick<AwsPartition, 'id' | 'name' | 'host'>): AwsPartition {
  return partition({
    ...data,
    entityIds: [],
    acsUrls: [],
    sources: [
      {
        source: 'https://www.npmjs.com/package/@aws-sdk/nested-clients',
        checkedOn: '2026-11-25',
      },
      {
        source: 'That responses are received at /saml there, as in other partitions.',
        checkedOn: '2026-11-25',
        unverified: true,
      },
    ],
  });
}

function partition(
  data: Pick<AwsPartition, 'id' | 'name' | 'entityIds' | 'sources'> & {
    host: string;
    acsUrls?: readonly string[];
    defaultRegion?: string;
  },
): AwsPartition {
  const { id, name, entityIds, host, acsUrls = [`https://${host}/saml`], defaultRegion, sources } = data;
  return {
    id,
    name,
    arnPrefix: `arn:${id}:`,
    entityIds,
    acsUrls,
    host,
    defaultRegion,
    ownsAcsUrl: (url) => readAcsUrl(url)?.partition.id === id,
    sources,
  };
}

const ACS_URL =
  /^https:\/\/(?:([a-z]{2,4}(?:-[a-z]+)+-\d)\.)?(signin\.[a-z0-9.-]+)\/saml(?:\/acs\/(SAMLSP[A-Z0-9]+))?$/;

/** Takes an ACS URL of AWS apart; `undefined` for any other URL. Exact, as AWS compares: no other case, no slash at the end. */
export function readAcsUrl(url: string): AwsAcsUrl | undefined {
  const parts = ACS_URL.exec(url);
  if (!parts) return undefined;
  const [, region, host, providerId] = parts;
  const partition = partitions.find((one) => one.host === host);
  // Where no URL without a region is published, there is none that we know.
  if (partition?.acsUrls.length === 0 && region === undefined) return undefined;
  return (
    partition && {
      partition,
      region: region ?? partition.defaultRegion,
      shared: `https://${region === undefined ? '' : `${region}.`}${host}/saml`,
      providerId,
    }
  );
}

/** The region that an ACS URL belongs to; `undefined` where it is none of AWS or its region is not published. */
export function regionOf(acsUrl: string): string | undefined {
  return readAcsUrl(acsUrl)?.region;
}

/** The partition of an id as ARNs name it; `undefined` for one whose endpoints are not published. */
export function partitionById(id: string): AwsPartition | undefined {
  return partitions.find((partition) => partition.id === id);
}

/** The AWS console and STS AssumeRoleWithSAML, which `awsProducts` use as well. */
export const aws: ServiceProviderVendor = {
  id: 'aws',
  name: 'AWS IAM (console and STS)',
  role: 'sp',

  /** The entityID and the ACS URLs: Entra ID by default puts the ACS URL into Audience, others the entityID, and both work. */
  audiences(acsUrl) {
    const given = acsUrl === undefined ? undefined : readAcsUrl(acsUrl);
    const { entityIds, acsUrls } = given?.partition ?? (partitions[0] as AwsPartition);
    const own = given && acsUrl !== undefined ? [given.shared, acsUrl] : [];
    return [...new Set([...entityIds, ...acsUrls, ...own])];
  },

  acsUrls: partitions.flatMap(({ acsUrls }) => acsUrls),
  ownsAcsUrl: (url) => readAcsUrl(url) !== undefined,
  receivesTogether: (acsUrl, other) => readAcsUrl(acsUrl)?.partition.id === readAcsUrl(other)?.partition.id,
  ownsEntityId: (entityId) =>
    readAcsUrl(entityId) !== undefined || partitions.some(({ entityIds }) => entityIds.includes(entityId)),

  places: {
    audience:
      'fixed by AWS: have the identity provider send urn:amazon:webservices or the ACS URL (other partitions have their own)',
    acsUrl:
      'fixed by AWS: https://signin.aws.amazon.com/saml, https://<region>.signin.aws.amazon.com/saml, or the URL of one provider, shown under IAM > Identity providers > (provider)',
    nameId: 'AWS reads any format; the NameID becomes SAML:sub in the trust policy of the role',
    signing:
      'IAM > Identity providers > (provider) > Replace metadata (aws iam update-saml-provider): the signing certificate comes from there',
    attributes: 'set at the identity provider; the trust policy of the role must allow what they ask for',
    certificate: 'IAM > Identity providers > (provider)',
  },
  sources: [
    { source: ASSERTIONS, checkedOn },
    { source: SIGNIN_ENDPOINTS, checkedOn },
    { source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html', checkedOn },
    {
      source: 'Which audiences IAM accepts is not published: these are seen to work.',
      checkedOn,
      unverified: true,
    },
  ],
};
