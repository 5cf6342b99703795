import { limits } from '../base/limits.ts';
import type { Capture, Input } from '../capture/capture.ts';
import { encryptionKeysOf, namedKeysOf } from '../checks/encryption-keys.ts';
import type { Facts } from '../checks/facts.ts';
import type { Result } from '../checks/run.ts';
import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { Message } from '../metadata/model.ts';
import type { VendorMatch } from '../vendors/vendor.ts';
import { VERSION } from '../version.ts';
import type { KeyCandidate } from '../x509/certificate.ts';
import type { EncryptionEvidence } from '../xenc/evidence.ts';
import { buildAws } from './aws/build.ts';
import { buildEncryption, buildPrivateKey } from './build-encryption.ts';
import { buildChecked, buildFindings, countFindings } from './build-finding.ts';
import { buildMessage, UNREADABLE } from './build-message.ts';
import { buildDetachedSignature, buildKey, buildSignature } from './build-signature.ts';
import type { FactsReport, InputReport, Report } from './report.ts';

/** Everything the stages found out about one captured message. */
export interface Inspection {
  readonly capture: Capture;
  readonly message: Message | undefined;
  readonly signatures: readonly SignatureEvidence[];
  readonly encryptions: readonly EncryptionEvidence[];
  readonly facts: Facts;
  readonly results: readonly Result[];
}

/** Turns inspections of one input into the plain JSON that reporters draw. */
export function buildReport(
  name: string,
  input: Input,
  inspections: readonly [Inspection, ...Inspection[]],
): Report {
  const [first] = inspections;
  const all = inspections.map(({ results }, i) => buildFindings(results, i, limits.findingsPerCheck));
  const listed = encryptionKeysOf(first.facts.spMetadata);
  const known = [...inspections.flatMap(({ encryptions }) => encryptions.flatMap(namedKeysOf)), ...listed];
  const findings = all.flatMap((one) => one.findings);
  const aws = buildAws(inspections);
  return {
    schemaVersion: 1,
    tool: { name: 'samlscope', version: VERSION },
    input: buildInput(name, input, first.capture),
    facts: buildFacts(first.facts, known),
    messages: inspections.map(({ message }) => (message ? buildMessage(message) : UNREADABLE)),
    signatures: inspections.flatMap(({ message, signatures }, index) => [
      ...(message ? buildDetachedSignature(message, index) : []),
      ...signatures.map((evidence) => buildSignature(evidence, index)),
    ]),
    encryptions: inspections.flatMap(({ encryptions }, index) =>
      encryptions.map((evidence) => buildEncryption(evidence, index, known, listed)),
    ),
    ...(aws && { aws }),
    findings,
    checked: inspections.flatMap(({ results }) => buildChecked(results)),
    omitted: all.flatMap((one) => one.omitted),
    counts: countFindings(findings),
  };
}

function buildInput(name: string, input: Input, capture: Capture): InputReport {
  return {
    name,
    size: input.length,
    format: capture.format,
    ...(capture.parameter !== undefined && { parameter: capture.parameter }),
    ...(capture.relayState !== undefined && { relayState: capture.relayState }),
    steps: capture.source.steps,
  };
}

function buildFacts(facts: Facts, known: readonly KeyCandidate[]): FactsReport {
  return {
    skewMs: facts.skewMs,
    ...(facts.now !== undefined && { now: new Date(facts.now).toISOString() }),
    ...(facts.profile !== undefined && { profile: facts.profile }),
    audiences: facts.audiences ?? [],
    acsUrls: facts.acsUrls ?? [],
    issuers: facts.issuers ?? [],
    ...(facts.requestId !== undefined && { requestId: facts.requestId }),
    ...(facts.relayState !== undefined && { relayState: facts.relayState }),
    keys: (facts.keys ?? []).map(buildKey),
    privateKeys: (facts.privateKeys ?? []).map((key) => buildPrivateKey(key, known)),
    ...(facts.selections && {
      selections: facts.selections.map(({ name, taken, total, unreadable }) => ({
        name,
        taken,
        total,
        unreadable,
      })),
    }),
    ...(facts.identityProvider && { identityProvider: named(facts.identityProvider) }),
    ...(facts.serviceProvider && { serviceProvider: named(facts.serviceProvider) }),
  };
}

function named({ vendor, by }: VendorMatch<{ readonly id: string; readonly name: string }>) {
  return { id: vendor.id, name: vendor.name, by };
}
