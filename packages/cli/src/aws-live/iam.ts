import type { Export } from '@samlscope/core/aws';
import type { IamSdk } from './sdk.ts';

/** What IAM answered, as an export that the AWS CLI would print. */
export interface Answer extends Export {
  /** ARN of what is in it, of the first where there are several; `undefined` where nothing is. */
  readonly arn: string | undefined;
}

/** The calls of AWS IAM that are made. Each only reads. */
export interface Iam {
  getRole(name: string): Promise<Answer>;
  /** Every page. */
  listRoles(): Promise<Answer>;
  getProvider(arn: string): Promise<Answer>;
  listProviders(): Promise<Answer>;
}

/** IAM is one for a partition; any of its regions leads there. */
const REGIONS: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-cn': 'cn-north-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
};

/** Roles in one answer; the most that AWS gives. */
const PAGE = 1000;
/** As many as this make more roles than an account may have. */
const PAGES = 20;
/** Milliseconds. */
const CONNECTION_TIMEOUT = 5000;
const REQUEST_TIMEOUT = 20_000;

/** Calls IAM in a partition with the credentials of the default chain. */
export function iamOf(sdk: IamSdk, partition: string): Iam {
  const region = REGIONS[partition];
  const client = new sdk.IAMClient({
    ...(region !== undefined && { region }),
    requestHandler: { connectionTimeout: CONNECTION_TIMEOUT, requestTimeout: REQUEST_TIMEOUT },
  });
  return {
    async getRole(name) {
      const { Role } = await client.send(new sdk.GetRoleCommand({ RoleName: name }));
      return answer(`iam:GetRole ${name}`, { Role }, Role?.Arn);
    },
    async listRoles() {
      const roles: { readonly Arn?: string | undefined }[] = [];
      let marker: string | undefined;
      let pages = 0;
      do {
        const page = await client.send(
          new sdk.ListRolesCommand({ MaxItems: PAGE, ...(marker !== undefined && { Marker: marker }) }),
        );
        roles.push(...(page.Roles ?? []));
        marker = page.IsTruncated === true ? page.Marker : undefined;
        pages++;
      } while (marker !== undefined && pages < PAGES);
      return answer('iam:ListRoles', { Roles: roles, IsTruncated: marker !== undefined }, roles[0]?.Arn);
    },
    async getProvider(arn) {
      const { $metadata, ...provider } = await client.send(
        new sdk.GetSAMLProviderCommand({ SAMLProviderArn: arn }),
      );
      return answer(`iam:GetSAMLProvider ${arn}`, { ...provider, Arn: arn }, arn);
    },
    async listProviders() {
      const { SAMLProviderList = [] } = await client.send(new sdk.ListSAMLProvidersCommand({}));
      return answer('iam:ListSAMLProviders', { SAMLProviderList }, SAMLProviderList[0]?.Arn);
    },
  };
}

function answer(name: string, content: object, arn: string | undefined): Answer {
  return { name, text: JSON.stringify(content), arn };
}
