import type { VendorSource } from './vendor.ts';

/** The products of AWS that users reach through IAM, told apart by RelayState. */
export type AwsProductId = 'aws-appstream' | 'aws-workspaces' | 'aws-quicksight' | 'aws-connect';

/** Where in AWS a RelayState leads. */
export interface AwsLanding {
  /** As ARNs name it: `aws`, `aws-us-gov`, `aws-cn`. */
  readonly partition: string;
  /** `undefined` for the console and what else there is. */
  readonly product?: AwsProductId;
  readonly region?: string;
  /** Of AppStream 2.0: the stack and the account that the URL names. */
  readonly stack?: string;
  readonly account?: string;
}

const checkedOn = '2026-11-25';

export const sources: readonly [VendorSource, ...VendorSource[]] = [
  {
    source:
      'https://docs.aws.amazon.com/appstream2/latest/developerguide/external-identity-providers-setting-up-saml.html',
    checkedOn: '2026-11-24',
  },
  { source: 'https://docs.aws.amazon.com/appstream2/latest/developerguide/allowed-domains.html', checkedOn },
  { source: 'https://docs.aws.amazon.com/workspaces/latest/adminguide/setting-up-saml.html', checkedOn },
  {
    source:
      'https://docs.aws.amazon.com/quicksight/latest/user/external-identity-providers-setting-up-saml.html',
    checkedOn,
  },
  { source: 'https://docs.aws.amazon.com/connect/latest/adminguide/configure-saml.html', checkedOn },
  {
    source: 'The domains of consoles in China and in the European Sovereign Cloud.',
    checkedOn,
    unverified: true,
  },
];

/** The domains of consoles and products, by partition. */
const DOMAINS: Readonly<Record<string, string>> = {
  'aws.amazon.com': 'aws',
  'amazonaws-us-gov.com': 'aws-us-gov',
  'amazonaws.cn': 'aws-cn',
  'amazonaws-eusc.eu': 'aws-eusc',
};

const AWS_URL =
  /^https:\/\/((?:[a-z0-9-]{1,63}\.){0,5})(aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn|amazonaws-eusc\.eu)(\/[^?#]{0,1024})?(?:\?([^#]{0,2048}))?(?:#|$)/;

const REGION = /^[a-z]{2,4}(?:-[a-z]+){1,3}-\d$/;

/** Reads a RelayState that leads to AWS; `undefined` for any other. */
export function readAwsLanding(relayState: string): AwsLanding | undefined {
  const [, before = '', domain = '', path = '', query = ''] = AWS_URL.exec(relayState) ?? [];
  const partition = DOMAINS[domain];
  if (partition === undefined) return undefined;
  const labels = before.split('.').filter((label) => label !== '');
  const product = productAt(labels, path);
  const region = labels.find((label) => REGION.test(label));
  const parameters = product === 'aws-appstream' ? parametersOf(query) : undefined;
  const stack = parameters?.get('stack');
  const account = parameters?.get('accountId');
  return {
    partition,
    ...(product && { product }),
    ...(region !== undefined && { region }),
    ...(stack && { stack }),
    ...(account && { account }),
  };
}

/** By host, or by path where several products share one. */
function productAt(labels: readonly string[], path: string): AwsProductId | undefined {
  if (labels[0] === 'appstream2' && path === '/saml') return 'aws-appstream';
  if (labels[0] === 'workspaces' && path === '/sso-idp') return 'aws-workspaces';
  if (labels.at(-1) === 'quicksight') return 'aws-quicksight';
  if (labels.at(-1) === 'console' && path.startsWith('/connect/federate/')) return 'aws-connect';
  return undefined;
}

function parametersOf(query: string): ReadonlyMap<string, string> {
  return new Map(
    query.split('&').map((pair) => {
      const [name = '', value = ''] = pair.split('=', 2);
      return [name, value] as const;
    }),
  );
}
