import { X509Certificate } from 'node:crypto';
import { uuid } from './identifiers.ts';
import type { TestKey } from './keys.ts';

/** An application of Entra ID in a few words: its two halves are made of one description. */
export interface ApplicationDescription {
  readonly displayName: string;
  readonly appId: string;
  /** Identifiers (Entity ID), the default first. */
  readonly identifiers: readonly string[];
  readonly replyUrls: readonly string[];
  /** Signing certificates. */
  readonly certificates?: readonly TestKey[];
  /** Which of them is active. The first. */
  readonly active?: TestKey;
  /** True. */
  readonly assignmentRequired?: boolean;
  readonly relayState?: string;
  readonly tokenEncryptionKeyId?: string;
  /** Values of app roles besides the two that every gallery application has. */
  readonly roles?: readonly string[];
}

/** A servicePrincipal (enterprise application), as `GET /servicePrincipals/{id}` answers. */
export function buildServicePrincipal(description: ApplicationDescription): string {
  const {
    appId,
    displayName,
    identifiers,
    replyUrls,
    certificates = [],
    active = certificates[0],
  } = description;
  return text({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#servicePrincipals/$entity',
    id: uuid(`${appId} service principal`),
    appId,
    appDisplayName: displayName,
    displayName,
    accountEnabled: true,
    appRoleAssignmentRequired: description.assignmentRequired ?? true,
    preferredSingleSignOnMode: 'saml',
    preferredTokenSigningKeyThumbprint: active ? thumbprint(active).toString('hex').toUpperCase() : null,
    loginUrl: null,
    replyUrls,
    servicePrincipalNames: [...identifiers, appId],
    samlSingleSignOnSettings: { relayState: description.relayState ?? null },
    tokenEncryptionKeyId: description.tokenEncryptionKeyId ?? null,
    appRoles: appRoles(description),
    keyCredentials: certificates.flatMap(keyCredentials),
  });
}

/** An application (app registration), as `GET /applications/{id}` answers. */
export function buildApplication(description: ApplicationDescription): string {
  const { appId, displayName, identifiers, replyUrls } = description;
  return text({
    '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#applications/$entity',
    id: uuid(`${appId} application`),
    appId,
    displayName,
    identifierUris: identifiers,
    tokenEncryptionKeyId: description.tokenEncryptionKeyId ?? null,
    web: { redirectUris: replyUrls, logoutUrl: null },
    appRoles: appRoles(description),
    keyCredentials: [],
  });
}

/** The manifest of an app registration in the form that the portal showed before that of Graph. */
export function buildManifest(description: ApplicationDescription): string {
  const { appId, displayName, identifiers, replyUrls } = description;
  return text({
    id: uuid(`${appId} application`),
    appId,
    name: displayName,
    groupMembershipClaims: null,
    identifierUris: identifiers,
    keyCredentials: [],
    optionalClaims: null,
    replyUrlsWithType: replyUrls.map((url) => ({ url, type: 'Web' })),
    samlMetadataUrl: null,
    signInUrl: 'https://account.activedirectory.windowsazure.com:444/?metadata=customappsso|ISV9.1|primary|z',
    tokenEncryptionKeyId: description.tokenEncryptionKeyId ?? null,
    appRoles: appRoles(description),
  });
}

/** One entry of a claims mapping policy: a source (`user.mail`) or a value. */
export interface ClaimDescription {
  readonly name: string;
  readonly source?: string;
  readonly value?: string;
}

/** A claimsMappingPolicy, with its definition as JSON in a text. */
export function buildClaimsPolicy(claims: readonly ClaimDescription[]): string {
  const definition = {
    ClaimsMappingPolicy: {
      Version: 1,
      IncludeBasicClaimSet: 'true',
      ClaimsSchema: claims.map(({ name, source, value }) => {
        const [of, attribute] = (source ?? '').split('.');
        return {
          ...(value === undefined ? { Source: of, ID: attribute } : { Value: value }),
          SamlClaimType: name,
        };
      }),
    },
  };
  return text({
    value: [
      {
        id: uuid('claims mapping policy'),
        displayName: 'AWS claims',
        isOrganizationDefault: false,
        definition: [JSON.stringify(definition)],
      },
    ],
  });
}

function keyCredentials(key: TestKey): object[] {
  const { subject, validFrom, validTo } = new X509Certificate(key.certificatePem);
  const shared = {
    customKeyIdentifier: thumbprint(key).toString('base64'),
    displayName: subject,
    startDateTime: new Date(validFrom).toISOString(),
    endDateTime: new Date(validTo).toISOString(),
    key: null,
  };
  // Entra ID lists each signing certificate twice: its public half and its private one.
  return [
    { ...shared, keyId: uuid(`${key.name} verify`), type: 'AsymmetricX509Cert', usage: 'Verify' },
    { ...shared, keyId: uuid(`${key.name} sign`), type: 'X509CertAndPassword', usage: 'Sign' },
  ];
}

function appRoles({ appId, roles = [] }: ApplicationDescription): object[] {
  const role = (displayName: string, value: string | null) => ({
    allowedMemberTypes: ['User'],
    description: displayName,
    displayName,
    id: uuid(`${appId} ${displayName}`),
    isEnabled: true,
    origin: value === null ? 'Application' : 'ServicePrincipal',
    value,
  });
  return [
    role('User', null),
    role('msiam_access', null),
    ...roles.map((value) => role(value.replace(/arn:[^,]*[:/](?=[^,/]+(?:,|$))/g, ''), value)),
  ];
}

function thumbprint(key: TestKey): Buffer {
  return Buffer.from(new X509Certificate(key.certificatePem).fingerprint.replace(/:/g, ''), 'hex');
}

function text(json: object): string {
  return `${JSON.stringify(json, null, 2)}\n`;
}
