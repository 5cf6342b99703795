/**
 * What may be told of AWS without a message: how the roles of an enterprise application of Microsoft Entra ID differ from
 * those in IAM, and the roles that it should have. And what helps to give exports of AWS to `inspect`.
 *
 * Everything is read from what the AWS CLI and Microsoft Graph printed; neither is asked.
 */

import { decodeUtf8 } from './base/bytes.ts';
import { SamlscopeError } from './base/errors.ts';
import { gunzip, isGzip } from './base/gzip.ts';
import { limits } from './base/limits.ts';
import { type IamArn, readIamArn } from './iam/arn.ts';
import { readTrail } from './iam/cloudtrail.ts';
import { findDrift } from './iam/drift.ts';
import { readAssignments, readEntraApp } from './iam/entra-app.ts';
import { type Manifest, makeManifest } from './iam/manifest.ts';
import { readProviders } from './iam/provider.ts';
import {
  judgeProvisioningPolicy,
  leastProvisioningPolicy,
  readUserPolicy,
} from './iam/provisioning-policy.ts';
import { readRoles } from './iam/role.ts';
import { type DriftReport, viewDrift } from './report/aws/view-drift.ts';
import { viewTrust } from './report/aws/view-trust.ts';
import { drawTerminal } from './report/formats/terminal.ts';
import type { Report } from './report/report.ts';
import { visibleLines } from './report/visible.ts';

export type { AppRoleEntry, Manifest } from './iam/manifest.ts';
export type { DriftReport } from './report/aws/view-drift.ts';

/** An export as text, and what to call it in errors. */
export interface Export {
  readonly name: string;
  readonly text: string;
}

/** How to draw for the terminal. */
export interface DrawOptions {
  /** ANSI colours. Off unless set. */
  readonly color?: boolean;
  /** Columns; 80 unless given. */
  readonly width?: number;
}

/**
 * Holds an enterprise application against the roles of its accounts.
 *
 * @throws SamlscopeError `unreadable-data`, `limit`
 */
export function drift(given: {
  readonly servicePrincipal: Export;
  readonly roles: readonly Export[];
  readonly assignments?: Export;
  /** Policy of the user whose access key the connector has. */
  readonly policy?: Export;
}): DriftReport {
  const { servicePrincipal, roles, assignments, policy } = given;
  return {
    ...findDrift(
      readEntraApp(servicePrincipal.text, servicePrincipal.name),
      roles.map(({ text, name }) => readRoles(text, name)),
      assignments && readAssignments(assignments.text, assignments.name),
    ),
    leastPolicy: leastProvisioningPolicy,
    ...(policy && { policyFindings: judgeProvisioningPolicy(readUserPolicy(policy.text, policy.name)) }),
  };
}

/**
 * Makes the appRoles of an enterprise application from the roles that trust its providers: one provider for each account
 * that the application is for.
 *
 * @param given.servicePrincipal the application as it is, whose other roles are kept
 * @throws SamlscopeError `usage` for a provider that is no ARN, `unreadable-data`, also for roles that cannot go into it
 */
export function manifest(given: {
  readonly roles: readonly Export[];
  readonly provider: string | readonly string[];
  readonly servicePrincipal?: Export;
}): Manifest {
  return makeManifest(
    given.roles.flatMap(({ text, name }) => readRoles(text, name).roles),
    [given.provider].flat().map(readProviderArn),
    given.servicePrincipal && readEntraApp(given.servicePrincipal.text, given.servicePrincipal.name),
  );
}

function readProviderArn(written: string): IamArn {
  const provider = readIamArn(written, 'provider');
  if (provider) return provider;
  throw new SamlscopeError(
    'usage',
    `The provider must be an ARN such as arn:aws:iam::111122223333:saml-provider/EntraID, not "${written}".`,
  );
}

/**
 * Reads exports under their own names, so that what is wrong with one is told with its name before `inspect` calls it
 * by that of the fact.
 *
 * @throws SamlscopeError `unreadable-data`, `unreadable-metadata`, `limit`
 */
export function requireReadable(given: {
  readonly awsRoles?: readonly Export[];
  readonly awsProvider?: readonly Export[];
  readonly cloudTrail?: readonly Export[];
}): void {
  for (const { text, name } of given.awsRoles ?? []) readRoles(text, name);
  for (const { text, name } of given.awsProvider ?? []) readProviders(text, name);
  for (const { text, name } of given.cloudTrail ?? []) readTrail(text, name);
}

/**
 * The text of a log file, which CloudTrail compresses with gzip.
 *
 * @throws SamlscopeError `unreadable-data` where it is damaged or no text, `limit` where it is too large
 */
export function textOfLog(bytes: Uint8Array, name: string): string {
  const plain = isGzip(bytes) ? gunzip(bytes, limits.inputBytes) : bytes;
  if (plain === 'too-large') {
    throw new SamlscopeError('limit', `${name}: uncompressed it is larger than ${limits.inputBytes} bytes.`);
  }
  const text = plain === 'not-gzip' ? undefined : decodeUtf8(plain);
  if (text === undefined) {
    throw new SamlscopeError(
      'unreadable-data',
      `${name}: ${plain === 'not-gzip' ? 'it begins like gzip, and is damaged' : 'it is no text in UTF-8'}.`,
    );
  }
  return text;
}

/** Draws how the trust policies of the roles were evaluated, and a policy that lets the assertion in. */
export function renderTrust(report: Report, options: DrawOptions = {}): string {
  const text = drawTerminal(viewTrust(report.aws), { color: false, width: 80, verbose: true, ...options });
  const policies = new Set(
    (report.aws?.logins ?? [])
      .flatMap(({ roles }) => roles)
      .flatMap(({ outcome, minimalTrustPolicy }) =>
        outcome === 'granted' || !minimalTrustPolicy ? [] : [JSON.stringify(minimalTrustPolicy, null, 2)],
      ),
  );
  return text + [...policies].map((policy) => jsonText(LEAST_TRUST, policy)).join('');
}

const LEAST_TRUST = 'The least trust policy that lets this assertion in:';

/** Draws a comparison, and the policy that is enough for the connector. */
export function renderDrift(report: DriftReport, options: DrawOptions = {}): string {
  const text = drawTerminal(viewDrift(report), { color: false, width: 80, verbose: true, ...options });
  return text + jsonText("All that the connector's user needs:", JSON.stringify(report.leastPolicy, null, 2));
}

function jsonText(title: string, json: string): string {
  return `\n${title}\n${visibleLines(json)}\n`;
}
