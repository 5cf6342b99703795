import type { Span } from '../base/span.ts';
import type { DetachedEvidence } from '../dsig/detached.ts';
import type { SignatureEvidence } from '../dsig/evidence.ts';
import type { Message, MetadataMessage } from '../metadata/model.ts';
import type { EndpointUse, EntityUse, KeyDescriptorUse, RoleUse } from '../metadata/uses.ts';
import type { Instant } from '../saml/instant.ts';
import type {
  Assertion,
  AuthnRequest,
  LogoutRequest,
  LogoutResponse,
  Response,
  SubjectConfirmation,
} from '../saml/model.ts';
import type { Assertion11, Saml11Message } from '../saml/model11.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { EncryptionEvidence } from '../xenc/evidence.ts';
import type { XmlDocument, XmlElement, XmlNode } from '../xml/document.ts';
import type { Facts, Profile } from './facts.ts';

/** What a check can be run on. The engine finds every one in a message and runs the check once for each. */
export interface Subjects {
  /** The text as XML, even where it is not well-formed or no SAML. */
  readonly document: XmlDocument;
  /** Any message that could be read. */
  readonly message: Message;
  readonly response: Response;
  readonly authnRequest: AuthnRequest;
  readonly logoutRequest: LogoutRequest;
  readonly logoutResponse: LogoutResponse;
  readonly metadata: MetadataMessage;
  /** Each EntityDescriptor of metadata. */
  readonly entity: EntityUse;
  /** Each role of each entity, whatever its kind; no AffiliationDescriptor. */
  readonly role: RoleUse;
  /** Each element of a role or its extensions that has a Location. */
  readonly endpoint: EndpointUse;
  /** Each KeyDescriptor of each role. */
  readonly keyDescriptor: KeyDescriptorUse;
  /** Each Assertion of a Response, or one captured alone. */
  readonly assertion: Assertion;
  readonly subjectConfirmation: SubjectConfirmation;
  /** SAML 1.1, by itself or in what WS-Federation delivers. */
  readonly saml11Message: Saml11Message;
  readonly saml11Assertion: Assertion11;
  readonly signature: SignatureEvidence;
  /** The signature by the binding (Redirect, SimpleSign), where the message came with one. */
  readonly detachedSignature: DetachedSignatureUse;
  readonly certificate: CertificateUse;
  /** Each EncryptedAssertion, EncryptedID and EncryptedAttribute of the message as captured and of what was decrypted. */
  readonly encryption: EncryptionUse;
  readonly instant: Instant;
}

/** A certificate where the message or the metadata given uses it. */
export interface CertificateUse {
  readonly certificate: Certificate;
  /** For people: `signs the Assertion`, `IdP metadata, KeyDescriptor 1 (signing)`. */
  readonly use: string;
  /** In the message: the X509Certificate element, or the Signature it verifies. */
  readonly at: XmlElement;
}

/** A signature beside the message, with the message. */
export interface DetachedSignatureUse extends DetachedEvidence {
  readonly signedMessage: Message;
}

/** An encrypted part, with the signatures of the message that may cover it. */
export interface EncryptionUse extends EncryptionEvidence {
  readonly signatures: readonly SignatureEvidence[];
  /** Whether a signature beside the message holds, and so vouches for the ciphertext. */
  readonly signedBeside: boolean;
}

type Known<N extends keyof Facts> = Facts & { readonly [K in N]-?: NonNullable<Facts[K]> };

/** Values for a message. Plain data, so that a finding survives JSON, `postMessage` and a fixture. */
export type Data = Readonly<Record<string, string | number | boolean>>;

export type Severity = 'error' | 'warning' | 'note';

export type Outcome<D extends Data> = Pass | Fail<D> | Skip;

export interface Pass {
  readonly verdict: 'pass';
}

export interface Fail<D extends Data> {
  readonly verdict: 'fail';
  /** What to point at, most telling first. */
  readonly at: readonly [XmlNode, ...XmlNode[]];
  /** The very stretch of text, where it is no node: then `at` holds the node nearest to it. */
  readonly span?: Span;
  readonly data: D;
  /** The two values side by side, where the fault is a difference between two. Of several that would do, one a line. */
  readonly expected?: string;
  readonly actual?: string;
  /** How close the two are, in one sentence: what differs and what to make of it. */
  readonly nearMiss?: string;
  /** What to do in this very case, at which end. The check's own `fix` stands where there is none. */
  readonly remedies?: readonly Remedy[];
  /** Failures of other checks that only repeat this fault: one fault, one finding. */
  readonly explains?: readonly Explained[];
}

/** Failures of one check that another failure accounts for. They become skips, which say so. */
export interface Explained {
  readonly check: string;
  /** The subject's own node, a ds:Signature for instance, or all that the failure points at; any where it is absent. */
  readonly on?: XmlNode;
}

/** The question does not arise here. Say why in a few words; it is shown under `--verbose`. */
export interface Skip {
  readonly verdict: 'skip';
  readonly because: string;
}

/** One thing to change, and where. */
export interface Remedy {
  /** Who must act: `identity provider`, `service provider`, or `you` for whoever runs the tool. */
  readonly end: 'identity provider' | 'service provider' | 'you';
  readonly do: string;
}

/** A place in a published document that makes this a rule. */
export interface Citation {
  readonly spec:
    | 'saml-core'
    | 'saml-profiles'
    | 'saml-bindings'
    | 'saml-simplesign'
    | 'saml-metadata'
    | 'saml-errata'
    | 'saml-security'
    | 'saml11-core'
    | 'saml11-bindings'
    | 'ws-federation'
    | 'ws-trust'
    | 'ms-mwbf'
    | 'saml2int'
    | 'saml-iop'
    | 'mdui'
    | 'mdrpi'
    | 'mdattr'
    | 'algsupport'
    | 'idp-discovery'
    | 'shibboleth'
    | 'refeds'
    | 'edugain'
    | 'xmldsig'
    | 'xmldsig11'
    | 'xmlenc11'
    | 'exc-c14n'
    | 'xml'
    | 'xml-names'
    | 'xml-schema-2'
    | 'rfc'
    | 'advisory'
    | 'aws'
    | 'entra';
  /** `4.1.4.2`; for `rfc` the number and section, for `advisory` its number, for a vendor the page's address. */
  readonly section: string;
  /** The sentence relied on, or our reading of it where the text is disputed. */
  readonly says: string;
}

/**
 * One question about one kind of subject.
 *
 * `run` is pure and synchronous: same subject, same facts, same outcome. Decoding and verifying are over before
 * the first check runs, and their results are part of the model. A check that throws is our bug; the engine
 * reports it as `crash` and carries on with the others.
 */
export interface Check<S extends keyof Subjects, N extends keyof Facts, D extends Data> {
  /** `topic/fault`, the same as the file's path. Names the fault, never the severity. Never changes. */
  readonly id: `${string}/${string}`;
  /** The fault in one line, as a statement. */
  readonly title: string;
  /** `error`: a MUST is broken. `warning`: a SHOULD is. `note`: neither, but worth knowing. */
  readonly severity: Severity;
  /** Version that brought it; `next` until released. */
  readonly since: string;
  /** The profile that asks for it, where the specifications themselves do not: asked only where that profile is given. */
  readonly profile?: Profile;
  readonly on: S;
  /** Facts it cannot do without. Where one is missing, the engine answers `unknown` and names it. */
  readonly needs: readonly N[];
  readonly cites: readonly [Citation, ...Citation[]];
  /** Why anyone should care, in a paragraph of Markdown. */
  readonly why: string;
  /** What to do about it, at which end. */
  readonly fix: string;
  /**
   * Why the question does not arise for this subject, decided without the needed facts; `undefined` where it does.
   * Keeps the engine from asking for a fact that would change nothing.
   */
  skip?(subject: Subjects[S], facts: Facts): string | undefined;
  run(subject: Subjects[S], facts: Known<N>): Outcome<D>;
  /** The fault in this message, in one sentence with its values. */
  message(data: D): string;
}

/** A check whose types the engine need not know. */
// biome-ignore lint/suspicious/noExplicitAny: a list of checks mixes their type parameters; run.ts pairs each with its own subject.
export type AnyCheck = Check<any, any, any>;

/**
 * Checks the shape and infers the types. `run` must stand above `message`, or `data` loses its type.
 *
 * All checks get the same properties in the same order, whatever their files leave out: the engine reads hundreds of them
 * for each message, and objects of one layout are read several times as fast as those of many.
 */
export function defineCheck<
  const S extends keyof Subjects,
  const N extends keyof Facts = never,
  D extends Data = Data,
>(check: Check<S, N, D>): Check<S, N, D> {
  const { id, title, severity, since, profile, on, needs, cites, why, fix, skip, run, message } = check;
  const uniform = { id, title, severity, since, profile, on, needs, cites, why, fix, skip, run, message };
  return uniform as Check<S, N, D>;
}
