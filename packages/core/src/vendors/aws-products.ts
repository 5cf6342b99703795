import { aws } from './aws.ts';
import type { AwsProductId } from './aws-relay-state.ts';
import type { ServiceProviderVendor, SettingPlaces, VendorSource } from './vendor.ts';

const checkedOn = '2026-11-25';

/** A product that users reach through the sign-in of IAM, with what it wants besides. */
export interface AwsProduct extends ServiceProviderVendor {
  readonly id: AwsProductId;
  readonly through: 'aws';
  /** Without the words about IAM: `Amazon QuickSight`. */
  readonly product: string;
}

/**
 * Products of AWS that have no ACS URL of their own: IAM takes the response, and RelayState says where the user goes on.
 * They are told by RelayState, or by the name given.
 */
export const awsProducts: readonly AwsProduct[] = [
  through('aws-appstream', 'Amazon AppStream 2.0', {
    nameId: 'format persistent, which the trust policy of the role asks for as SAML:sub_type',
    relayState: 'https://appstream2.euc-sso.<region>.aws.amazon.com/saml?stack=<stack>&accountId=<account>',
    sources: [
      {
        source:
          'https://docs.aws.amazon.com/appstream2/latest/developerguide/external-identity-providers-setting-up-saml.html',
        checkedOn: '2026-11-24',
      },
      {
        source: 'https://docs.aws.amazon.com/appstream2/latest/developerguide/allowed-domains.html',
        checkedOn,
      },
    ],
  }),
  through('aws-workspaces', 'Amazon WorkSpaces', {
    nameId: 'format persistent, and exactly the user name in the WorkSpaces directory, mostly sAMAccountName',
    attributes: 'PrincipalTag:Email, the address in the directory; the role must allow sts:TagSession',
    relayState: 'https://workspaces.euc-sso.<region>.aws.amazon.com/sso-idp?registrationCode=<code>',
    sources: [
      { source: 'https://docs.aws.amazon.com/workspaces/latest/adminguide/setting-up-saml.html', checkedOn },
    ],
  }),
  through('aws-quicksight', 'Amazon QuickSight', {
    nameId: 'any format',
    attributes:
      'PrincipalTag:Email where email syncing is on (Manage QuickSight > Single sign-on (IAM federation)); the role must allow sts:TagSession',
    relayState: 'https://quicksight.aws.amazon.com',
    sources: [
      {
        source:
          'https://docs.aws.amazon.com/quicksight/latest/user/external-identity-providers-setting-up-saml.html',
        checkedOn,
      },
      { source: 'https://docs.aws.amazon.com/quicksight/latest/user/jit-email-syncing.html', checkedOn },
    ],
  }),
  through('aws-connect', 'Amazon Connect', {
    nameId: 'any format: the user is known by RoleSessionName',
    attributes:
      'RoleSessionName, exactly the user name in the instance (Users > User management of the instance)',
    relayState: 'https://<region>.console.aws.amazon.com/connect/federate/<instance ID>',
    sources: [
      { source: 'https://docs.aws.amazon.com/connect/latest/adminguide/configure-saml.html', checkedOn },
      { source: 'https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateUser.html', checkedOn },
    ],
  }),
];

/** The product of this id. */
export function awsProductById(id: string): AwsProduct | undefined {
  return awsProducts.find((product) => product.id === id);
}

function through(
  id: AwsProductId,
  product: string,
  {
    sources,
    ...places
  }: Pick<SettingPlaces, 'nameId' | 'attributes' | 'relayState'> & {
    readonly sources: readonly [VendorSource, ...VendorSource[]];
  },
): AwsProduct {
  return {
    ...aws,
    id,
    product,
    name: `${product} (through AWS IAM)`,
    through: 'aws',
    places: { ...aws.places, ...places },
    sources,
  };
}
