import type { VendorSource } from './vendor.ts';

/** Where in AWS a RelayState leads. */
export interface AwsLanding {
  /** `Amazon AppStream 2.0`. */
  readonly product: string;
  /** The stack and the account that the URL names. */
  readonly stack?: string;
  readonly account?: string;
}

export const sources: readonly [VendorSource, ...VendorSource[]] = [
  {
    source:
      'https://docs.aws.amazon.com/appstream2/latest/developerguide/external-identity-providers-setting-up-saml.html',
    checkedOn: '2026-11-24',
  },
];

/** AppStream's relay state endpoints: `https://appstream2.us-west-2.aws.amazon.com/saml?stack=…&accountId=…`. */
const APPSTREAM =
  /^https:\/\/appstream2\.(?:[a-z0-9-]{1,32}\.)?(?:aws\.amazon\.com|amazonaws-us-gov\.com)\/saml\?(.{0,512})$/;

/** Reads a RelayState that leads to a product of AWS other than its console; `undefined` for any other. */
export function readAwsLanding(relayState: string): AwsLanding | undefined {
  const query = APPSTREAM.exec(relayState)?.[1];
  if (query === undefined) return undefined;
  const parameters = new Map(
    query.split('&').map((pair) => {
      const [name = '', value = ''] = pair.split('=', 2);
      return [name, value] as const;
    }),
  );
  const stack = parameters.get('stack');
  const account = parameters.get('accountId');
  return {
    product: 'Amazon AppStream 2.0',
    ...(stack && { stack }),
    ...(account && { account }),
  };
}
