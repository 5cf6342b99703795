import type { Limits } from './base/limits.ts';
import { type Capture, capture, type Input } from './capture/capture.ts';
import { readSignedQuery } from './capture/signed-query.ts';
import { type GivenFacts, type ReadFacts, readFacts, resolveFacts, signingKeys } from './checks/given.ts';
import { knownElsewhere } from './checks/known-elsewhere.ts';
import { checks } from './checks/registry.gen.ts';
import { runChecks } from './checks/run.ts';
import { examineDetached } from './dsig/detached.ts';
import type { SignatureEvidence } from './dsig/evidence.ts';
import { explainSignatures } from './dsig/explain/explain.ts';
import type { SecondOpinion } from './dsig/opinion.ts';
import type { Message } from './metadata/model.ts';
import { readMessage } from './metadata/read-message.ts';
import { buildReport, type Inspection } from './report/build.ts';
import type { Report } from './report/report.ts';
import type { Delivery } from './saml/model.ts';
import type { KeyCandidate } from './x509/certificate.ts';
import type { PrivateKey } from './x509/private-key.ts';
import { decryptDocument } from './xenc/decrypt.ts';
import { examineDecrypted } from './xenc/examine-decrypted.ts';
import { parseXml } from './xml/parse.ts';

/** How to inspect, apart from what is known. */
export interface InspectOptions {
  /** What to call the input in the report. `input` unless given. */
  readonly name?: string;
  /** Another library to ask about each signature: `xmlCryptoOpinion` of `@samlscope/core/second-opinion`. */
  readonly secondOpinion?: SecondOpinion;
  /** Bounds to use instead of the built-in ones. */
  readonly limits?: Limits;
}

/**
 * Inspects whatever was captured: base64, a form body, a URL, an HTML page, XML…
 *
 * Synchronous and pure: the same input and facts give the same report; no clock, network or disk is touched.
 * Faults of the message are findings in the report, never exceptions.
 *
 * @param input text as pasted or bytes as piped
 * @param facts what you know and the message cannot say; see {@link GivenFacts}
 * @throws SamlscopeError `no-saml` where no message is found in the input, `limit` where it is too large, `usage`,
 *   `unreadable-key` and `unreadable-metadata` for wrong facts
 */
export function inspect(input: Input, facts: GivenFacts = {}, options: InspectOptions = {}): Report {
  const known = readFacts(facts);
  const name = options.name ?? 'input';
  const [first, ...rest] = capture(input, name, options.limits);
  return buildReport(name, input, [
    inspectCapture(first, known, options),
    ...rest.map((one) => inspectCapture(one, known, options)),
  ]);
}

function inspectCapture(captured: Capture, known: ReadFacts, options: InspectOptions): Inspection {
  const decryption = decryptDocument(
    parseXml(captured.source, options.limits),
    known.privateKeys,
    options.limits,
  );
  const { document, encryptions } = decryption;
  const keys = signingKeys(known, document);
  const examined = examineDecrypted(decryption, keys, options.limits);
  // Another library is asked about the very text that decided.
  const judged = examined.map(({ evidence, document, original }) => {
    const opinion = options.secondOpinion?.(document, original, keys);
    return opinion ? { ...evidence, opinion } : evidence;
  });
  const signatures = explainSignatures(document, judged, () => knownElsewhere(known, keys), options.limits);
  const read = document.root && readMessage(document, signatures);
  const message = read && { delivery: deliveryOf(captured, keys, signatures, options.limits), ...read };
  const facts = resolveFacts(known, message, keys);
  const results = runChecks(checks, document, message, facts, encryptions);
  const capture = { ...captured, source: document.source };
  return { capture, message, signatures, encryptions, facts, results };
}

/**
 * The messages of an input, read only to know whom they are about: signatures are not examined.
 *
 * @throws SamlscopeError as {@link inspect}
 */
export function messagesIn(
  input: Input,
  privateKeys: readonly PrivateKey[],
  limits: Limits | undefined,
): readonly Message[] {
  return capture(input, 'input', limits).flatMap((captured) => {
    const { document } = decryptDocument(parseXml(captured.source, limits), privateKeys, limits);
    if (!document.root) return [];
    return [{ delivery: deliveryOf(captured, [], [], limits), ...readMessage(document, []) }];
  });
}

/** How the message travelled, with the signature that the binding puts beside it. */
function deliveryOf(
  captured: Capture,
  keys: readonly KeyCandidate[],
  signatures: readonly SignatureEvidence[],
  limits: Limits | undefined,
): Delivery {
  const parts = readSignedQuery(captured);
  return {
    deflated: captured.source.steps.some(({ operation }) => operation === 'deflate'),
    ...(captured.binding && { binding: captured.binding }),
    ...(captured.sentTo !== undefined && { sentTo: captured.sentTo }),
    ...(captured.parameter !== undefined && { parameter: captured.parameter }),
    ...(captured.relayState !== undefined && { relayState: captured.relayState }),
    ...(parts && {
      signature: examineDetached(
        parts,
        keys,
        signatures.flatMap(({ keyInfo }) => keyInfo),
        limits,
      ),
    }),
  };
}
