import { buildResponse, type ResponseDescription } from '../../../testkit/src/response.ts';
import { readMessage } from '../../src/metadata/read-message.ts';
import type { Assertion } from '../../src/saml/model.ts';
import { parseXml } from '../../src/xml/parse.ts';

export const ACCOUNT = '111122223333';
export const PROVIDER = `arn:aws:iam::${ACCOUNT}:saml-provider/EntraID`;
export const AUD = 'https://signin.aws.amazon.com/saml';
export const ATTRIBUTES = 'https://aws.amazon.com/SAML/Attributes';
export const ISSUED = '2026-03-02T09:30:00.000Z';

/** A response of Entra ID to AWS, read; unsigned, as nothing here looks at signatures. */
export function assertionWith(
  attributes: Readonly<Record<string, string | readonly string[]>> = {},
  changes: Partial<ResponseDescription> = {},
): Assertion {
  const xml = buildResponse({
    dialect: 'entra',
    issueInstant: ISSUED,
    acsUrl: AUD,
    audience: AUD,
    sign: 'none',
    attributes: {
      [`${ATTRIBUTES}/Role`]: `arn:aws:iam::${ACCOUNT}:role/Developers,${PROVIDER}`,
      [`${ATTRIBUTES}/RoleSessionName`]: 'ana.silva@example.com',
      ...attributes,
    },
    ...changes,
  });
  const message = readMessage(parseXml({ name: 'response', text: xml, steps: [] }), []);
  const [assertion] = message.kind === 'response' ? message.assertions : [];
  if (!assertion) throw new Error('the response has no assertion');
  return assertion;
}

/** One role as list-roles prints it, with this trust policy. */
export function roleWith(trust: unknown, more: object = {}): string {
  return JSON.stringify({
    Roles: [
      {
        Path: '/',
        RoleName: 'Developers',
        Arn: `arn:aws:iam::${ACCOUNT}:role/Developers`,
        AssumeRolePolicyDocument: trust,
        MaxSessionDuration: 3600,
        ...more,
      },
    ],
  });
}

/** A statement that lets the provider in, some of it replaced. */
export function statement(changes: object = {}): object {
  return {
    Effect: 'Allow',
    Principal: { Federated: PROVIDER },
    Action: 'sts:AssumeRoleWithSAML',
    ...changes,
  };
}

export function policy(...statements: readonly object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}
