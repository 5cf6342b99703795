import type { Citation, Remedy, Severity } from '../checks/check.ts';
import type { PeerRefusal } from '../peers/peers.ts';
import type { AwsReport } from './aws/report.ts';

/**
 * The whole inspection as plain JSON: what `--format json` prints and the only thing reporters see.
 * Stable within one `schemaVersion`: names are only added.
 */
export interface Report {
  readonly schemaVersion: 1;
  readonly tool: { readonly name: 'samlscope'; readonly version: string };
  readonly input: InputReport;
  /** What was known when judging, and who said so. */
  readonly facts: FactsReport;
  readonly messages: readonly MessageReport[];
  readonly signatures: readonly SignatureReport[];
  /** What is encrypted, in the messages as captured and in what was decrypted. */
  readonly encryptions: readonly EncryptionReport[];
  /** What AWS would answer, where a message is for AWS IAM. */
  readonly aws?: AwsReport;
  /** Faults first by severity, then questions that could not be decided. */
  readonly findings: readonly Finding[];
  /** Every check that ran and found nothing, or did not apply: so that silence can be told from absence. */
  readonly checked: readonly CheckedReport[];
  /** Findings beyond the limit on how many of one check are told one by one. */
  readonly omitted: readonly { readonly check: string; readonly count: number }[];
  readonly counts: {
    readonly error: number;
    readonly warning: number;
    readonly note: number;
    readonly unknown: number;
    readonly crash: number;
  };
}

export interface InputReport {
  /** `standard input` or the file's name. */
  readonly name: string;
  /** Units of the input as given: bytes, or UTF-16 units where the library was given a string. */
  readonly size: number;
  /** What the input was taken for: `form body`, `URL`, `base64`, `XML`. */
  readonly format: string;
  /** The parameter the message stood in, where it stood in one. */
  readonly parameter?: string;
  readonly relayState?: string;
  /** Each decoding step in order, in words. */
  readonly steps: readonly {
    readonly operation: string;
    readonly says: string;
    readonly repaired?: string;
  }[];
}

export interface FactsReport {
  /** ISO instant, where one was given. */
  readonly now?: string;
  readonly skewMs: number;
  /** The profile that was asked for as well: `saml2int`. */
  readonly profile?: string;
  readonly audiences: readonly { readonly value: string; readonly from: string }[];
  readonly acsUrls: readonly { readonly value: string; readonly from: string }[];
  readonly issuers: readonly { readonly value: string; readonly from: string }[];
  readonly requestId?: string;
  /** That of the request; `''` where none was sent. */
  readonly relayState?: string;
  readonly keys: readonly KeyReport[];
  /** What may be told of the private keys given. */
  readonly privateKeys: readonly PrivateKeyReport[];
  /** Metadata files of which only the entities were taken that the messages concern. */
  readonly selections?: readonly {
    readonly name: string;
    readonly taken: number;
    readonly total: number;
    readonly unreadable: number;
  }[];
  readonly identityProvider?: { readonly id: string; readonly name: string; readonly by: string };
  readonly serviceProvider?: { readonly id: string; readonly name: string; readonly by: string };
}

/** Where something stands in the text. `line` and `column` count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly xpath: string;
  /**
   * Name of the text it stands in, where that is not what was captured but what it became by decryption:
   * `response.xml, decrypted`.
   */
  readonly source?: string;
}

export interface MessageReport {
  readonly kind:
    | 'response'
    | 'assertion'
    | 'authn-request'
    | 'logout-request'
    | 'logout-response'
    | 'artifact-resolve'
    | 'saml-1.1'
    | 'metadata'
    | 'unknown'
    | 'unreadable';
  /** `SAML Response from https://sts.windows.net/… for urn:amazon:webservices`. */
  readonly summary: string;
  readonly id?: string;
  readonly issuer?: string;
  readonly issueInstant?: string;
  readonly destination?: string;
  readonly inResponseTo?: string;
  /** Short names of the status codes, top level first: `Responder`, `AuthnFailed`. */
  readonly status?: readonly string[];
  readonly statusMessage?: string;
  readonly assertions: readonly AssertionReport[];
  readonly encryptedAssertions: number;
  /** For metadata: the entities and what they do. */
  readonly entities: readonly EntityReport[];
  /** AuthnRequest and logout details by their field names. */
  readonly details: readonly { readonly name: string; readonly value: string }[];
}

export interface AssertionReport extends Place {
  readonly id?: string;
  readonly issuer?: string;
  readonly issueInstant?: string;
  readonly nameId?: { readonly value: string; readonly format?: string };
  readonly audiences: readonly string[];
  readonly recipients: readonly string[];
  readonly notBefore?: string;
  readonly notOnOrAfter?: string;
  readonly confirmationNotOnOrAfter?: string;
  readonly authnInstant?: string;
  readonly sessionIndex?: string;
  readonly authnContext?: string;
  readonly attributes: readonly {
    readonly name: string;
    readonly friendlyName?: string;
    readonly values: readonly string[];
  }[];
  /** `signed`: covered by a signature that matches under a known key. `intact`: under the message's own key only. */
  readonly protection: 'signed' | 'intact' | 'unsigned' | 'broken';
}

export interface EntityReport {
  readonly entityID?: string;
  readonly roles: readonly string[];
  readonly endpoints: readonly {
    readonly service: string;
    readonly binding: string;
    readonly location: string;
  }[];
  readonly keys: readonly KeyReport[];
}

export interface SignatureReport extends Place {
  /** Which of `messages` it stands in, from 0. */
  readonly messageIndex: number;
  /** For a signature beside the message, by the binding that puts it there; its place is that of the message. */
  readonly binding?: 'HTTP-Redirect' | 'HTTP-POST-SimpleSign';
  readonly outcome: 'known-signer' | 'signer-unknown' | 'digest-mismatch' | 'value-mismatch' | 'undecidable';
  /** One sentence: what this signature proves and what it does not. */
  readonly says: string;
  /** XPath of the element the signature is a child of. */
  readonly on: string;
  /** XPaths of the elements proven to be what was signed. */
  readonly covers: readonly string[];
  readonly signatureMethod?: string;
  readonly canonicalizationMethod?: string;
  readonly references: readonly {
    readonly uri?: string;
    /** XPath of what the URI selects. */
    readonly target?: string;
    readonly transforms: readonly string[];
    readonly digestMethod?: string;
    readonly digestWritten: string;
    readonly digestComputed?: string;
    readonly matches: boolean;
  }[];
  /**
   * Where parts of the message were decrypted and it makes a difference: whether the signature matches the message as
   * it was sent, encrypted, or only what it is after decryption.
   */
  readonly form?: 'as-sent' | 'decrypted';
  readonly valueState: 'matches' | 'differs' | 'unchecked';
  /** The key the value matches under. */
  readonly key?: KeyReport;
  /** Why a digest or the value does not match, each proven by computation; empty where nothing could be proven. */
  readonly explanation?: readonly {
    /** What kind of change it was: `pretty-printed`. */
    readonly cause: string;
    readonly of: 'digest' | 'value';
    /** What happened, in one sentence. */
    readonly says: string;
    /** What was computed and matches, in one sentence. */
    readonly proof: string;
    /** The very place, where there is one. */
    readonly xpath?: string;
  }[];
  readonly problems: readonly string[];
  /** What is worth knowing and decides nothing: keys that KeyInfo names, Manifests. */
  readonly notes: readonly string[];
  /** What an SP built on xml-crypto would decide, where a second opinion was asked for. */
  readonly secondOpinion?: {
    readonly library: string;
    readonly accepts: boolean;
    readonly says: string;
    /** The first NameID that a program on that library finds. */
    readonly reads?: string;
  };
}

/** One EncryptedAssertion, EncryptedID or EncryptedAttribute. */
export interface EncryptionReport extends Place {
  /** Which of `messages` it stands in, from 0. */
  readonly messageIndex: number;
  /** The element's name: `EncryptedAssertion`. */
  readonly part: string;
  readonly state: 'decrypted' | 'no-key' | 'failed' | 'unsupported';
  /** One sentence: what became of it. */
  readonly says: string;
  /** What the content is encrypted with: `aes256-gcm`. */
  readonly method?: string;
  /** The content key, once for each recipient. */
  readonly encryptedKeys: readonly {
    readonly method?: string;
    /** Hash functions of OAEP. */
    readonly digest?: string;
    readonly mask?: string;
    readonly recipient?: string;
    /** Certificates and public keys it holds, and what it merely names: whose private key opens it. */
    readonly keys: readonly KeyReport[];
    readonly names: readonly string[];
  }[];
  /** The private key that opened it. */
  readonly key?: PrivateKeyReport;
  /** Where the service provider's metadata lists the key: `SP metadata, KeyDescriptor 2 of 2 (encryption)`. */
  readonly listedAs?: string;
  /** Octets of the content. */
  readonly octets?: number;
  /** XPath, in the decrypted text, of what took its place. */
  readonly becomes?: string;
  readonly problems: readonly string[];
}

/** A private key by what is public of it. */
export interface PrivateKeyReport {
  /** `private key 1 given`. */
  readonly from: string;
  readonly type: string;
  readonly bits: number;
  /** Of the certificate that belongs to it: given along, or shown by the message or by SP metadata. */
  readonly subject?: string;
  readonly sha1?: string;
}

export interface KeyReport {
  readonly from: string;
  readonly type: string;
  readonly bits: number;
  readonly subject?: string;
  readonly issuer?: string;
  readonly serial?: string;
  /** ISO instants. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** Hexadecimal, upper case. */
  readonly sha1?: string;
  readonly sha256?: string;
}

export interface Finding {
  /** The check's id. */
  readonly check: string;
  /** Which of `messages` it is about, from 0. */
  readonly messageIndex: number;
  /** `fail`: a fault. `unknown`: a fact is missing. `crash`: a bug of samlscope's, please report it. */
  readonly verdict: 'fail' | 'unknown' | 'crash';
  readonly severity: Severity;
  readonly title: string;
  /** One sentence with the values involved. */
  readonly message: string;
  /** Absent for `unknown`, which is about no place. */
  readonly line?: number;
  readonly column?: number;
  readonly xpath?: string;
  /** As in {@link Place}. */
  readonly source?: string;
  /** The line pointed at, cut to a readable length, with the part to underline. */
  readonly excerpt?: Excerpt;
  /** Further places. */
  readonly also: readonly Place[];
  readonly expected?: string;
  readonly actual?: string;
  readonly nearMiss?: string;
  readonly why: string;
  readonly fix: string;
  /** What to do in this very case, one line an action; empty where only `fix` applies. */
  readonly remedies: readonly Remedy[];
  readonly cites: readonly Citation[];
  /** For `unknown`: the facts that are missing. */
  readonly missing: readonly string[];
  /** What other products print where they refuse a message for this, as far as it is known; one text a product. */
  readonly peers: readonly PeerRefusal[];
}

/** `text.slice(start, end)` is what to underline; `…` marks where the line was cut. */
export interface Excerpt {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What one check said where it raised nothing. */
export interface CheckedReport {
  readonly check: string;
  readonly verdict: 'pass' | 'skip';
  /** How many subjects (assertions, signatures…) it said so of. */
  readonly times: number;
  /** For `skip`: why the question does not arise. */
  readonly because?: string;
}
