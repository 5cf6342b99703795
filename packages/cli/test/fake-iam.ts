import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeRole {
  readonly Arn: string;
  readonly MaxSessionDuration: number;
  /** JSON text; answered with percent-encoding, as IAM does. */
  readonly trust: string;
}

export interface FakeAccount {
  readonly roles: readonly FakeRole[];
  /** Metadata by ARN. */
  readonly providers: Readonly<Record<string, string>>;
  /** Roles in one answer, whatever is asked for. */
  readonly pageSize?: number;
  /** Actions that fail, with status, code and message. */
  readonly fails?: Readonly<Record<string, readonly [status: number, code: string, message: string]>>;
}

/** A stand-in of the IAM query API: `Action=GetRole&RoleName=…` in, XML out. */
export interface FakeIam {
  readonly url: string;
  /** What was asked, in order: `GetRole Developers`. */
  readonly calls: string[];
  close(): Promise<void>;
}

export async function fakeIam(account: FakeAccount): Promise<FakeIam> {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const asked = new URLSearchParams(body);
      const [status, xml] = answer(account, asked);
      const about = asked.get('RoleName') ?? asked.get('SAMLProviderArn') ?? asked.get('Marker');
      calls.push([asked.get('Action'), about].filter(Boolean).join(' '));
      response.writeHead(status, { 'content-type': 'text/xml' }).end(xml);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(account: FakeAccount, asked: URLSearchParams): [status: number, xml: string] {
  const action = asked.get('Action') ?? '';
  const failing = account.fails?.[action];
  if (failing) return refused(...failing);
  switch (action) {
    case 'GetRole': {
      const name = asked.get('RoleName') ?? '';
      const role = account.roles.find(({ Arn }) => Arn.endsWith(`/${name}`));
      return role
        ? answered(action, `<Role>${roleXml(role)}</Role>`)
        : refused(404, 'NoSuchEntity', `The role with name ${name} cannot be found.`);
    }
    case 'ListRoles': {
      const from = Number(asked.get('Marker') ?? 0);
      const to = from + (account.pageSize ?? Number(asked.get('MaxItems') ?? 100));
      const roles = account.roles.slice(from, to).map((role) => `<member>${roleXml(role)}</member>`);
      const more = to < account.roles.length;
      return answered(
        action,
        `<IsTruncated>${more}</IsTruncated>${more ? `<Marker>${to}</Marker>` : ''}<Roles>${roles.join('')}</Roles>`,
      );
    }
    case 'GetSAMLProvider': {
      const metadata = account.providers[asked.get('SAMLProviderArn') ?? ''];
      return metadata === undefined
        ? refused(404, 'NoSuchEntity', 'Manifest not found')
        : answered(
            action,
            `<SAMLMetadataDocument>${escaped(metadata)}</SAMLMetadataDocument><CreateDate>2024-05-14T08:11:02Z</CreateDate><ValidUntil>2124-05-14T08:11:02Z</ValidUntil>`,
          );
    }
    case 'ListSAMLProviders':
      return answered(
        action,
        `<SAMLProviderList>${Object.keys(account.providers)
          .map(
            (arn) =>
              `<member><Arn>${escaped(arn)}</Arn><CreateDate>2024-05-14T08:11:02Z</CreateDate></member>`,
          )
          .join('')}</SAMLProviderList>`,
      );
  }
  return refused(400, 'InvalidAction', `Could not find operation ${action}`);
}

function roleXml({ Arn, MaxSessionDuration, trust }: FakeRole): string {
  const [, path = '/', name = ''] = /:role(\/(?:.*\/)?)([^/]+)$/.exec(Arn) ?? [];
  return `<Path>${escaped(path)}</Path><Arn>${escaped(Arn)}</Arn><RoleName>${escaped(name)}</RoleName><AssumeRolePolicyDocument>${encodeURIComponent(trust)}</AssumeRolePolicyDocument><RoleId>AROAEXAMPLE</RoleId><MaxSessionDuration>${MaxSessionDuration}</MaxSessionDuration><CreateDate>2024-05-14T08:11:02Z</CreateDate>`;
}

const NAMESPACE = 'https://iam.amazonaws.com/doc/2010-05-08/';

function answered(action: string, result: string): [number, string] {
  return [
    200,
    `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`,
  ];
}

function refused(status: number, code: string, message: string): [number, string] {
  return [
    status,
    `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  ];
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
