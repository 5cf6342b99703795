import type { IamArn } from './arn.ts';
import { readIamArn } from './arn.ts';
import type { IamRole } from './role.ts';

/**
 * What the AWS connector of Microsoft Entra ID makes of roles: it imports those whose trust policy names exactly one
 * SAML provider, as `role ARN,provider ARN`, where the two ARNs together stay below a length.
 *
 * @see https://learn.microsoft.com/en-us/entra/identity/saas-apps/amazon-web-service-tutorial
 */
export interface Importable {
  readonly role: IamRole;
  /** The SAML providers its trust policy lets in. */
  readonly providers: readonly IamArn[];
  /** The value the connector writes; `undefined` where it skips the role. */
  readonly value: string | undefined;
  /** Why it skips it, as a clause. */
  readonly skipped: string | undefined;
}

/** Both ARNs together must be shorter than this: characters. */
export const PAIR_LENGTH_LIMIT = 240;

/** Says whether the connector imports a role. */
export function importable(role: IamRole): Importable {
  const providers = samlProvidersOf(role);
  const [provider] = providers;
  const skip = (skipped: string): Importable => ({ role, providers, value: undefined, skipped });
  if (!role.trustPolicy) return skip('its trust policy is not in the export');
  if (!provider) return skip('its trust policy names no SAML provider');
  if (providers.length > 1) {
    return skip(
      `its trust policy names ${providers.length} SAML providers, and the connector wants exactly one`,
    );
  }
  const length = role.arn.written.length + provider.written.length;
  if (length >= PAIR_LENGTH_LIMIT) {
    return skip(
      `the two ARNs have ${length} characters together, and must have fewer than ${PAIR_LENGTH_LIMIT}`,
    );
  }
  return { role, providers, value: `${role.arn.written},${provider.written}`, skipped: undefined };
}

function samlProvidersOf({ trustPolicy }: IamRole): IamArn[] {
  const arns = (trustPolicy?.statements ?? [])
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ principal }) => principal?.entries ?? [])
    .flatMap(({ kind, value }) => (kind === 'Federated' ? (readIamArn(value, 'provider') ?? []) : []));
  return arns.filter(({ written }, i) => arns.findIndex((one) => one.written === written) === i);
}
