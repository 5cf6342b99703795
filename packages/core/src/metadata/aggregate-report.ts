import type { FilePosition } from '../base/source.ts';
import type { XmlDocument } from '../xml/document.ts';
import type { EntityDescriptor } from './model.ts';

/** One md:EntityDescriptor cut out of a file that is read as a stream. */
export interface AggregateEntity {
  /** Which one it is in the file, from 0. */
  readonly index: number;
  readonly descriptor: EntityDescriptor;
  /** The element exactly as the file holds it. */
  readonly text: string;
  /**
   * The element in the groups that it stands in, without its neighbours, as a document of its own: what the groups say
   * of validity and registration holds for it, too. Positions are those of the file.
   */
  readonly document: XmlDocument;
  /** Start tags of the EntitiesDescriptors it stands in, outermost first, as written. */
  readonly groups: readonly string[];
  readonly at: FilePosition;
  /** Just after its end tag, in bytes from the start of the file. */
  readonly endByte: number;
}

/** What one pass over a metadata file found. Plain JSON. */
export interface AggregateReport {
  /** What the file is called. */
  readonly name: string;
  /** Bytes of XML; where the file is compressed, after decompression. */
  readonly bytes: number;
  /** Bytes of the file where it is compressed with gzip. */
  readonly compressedBytes?: number;
  readonly byteOrderMark: boolean;
  /** Whether the file was read to its end. */
  readonly complete: boolean;
  /** Absent where there is no element at all. */
  readonly root?: AggregateRoot;
  readonly signature: AggregateSignature;
  /** Where the file is damaged, in order; reading went on with the next EntityDescriptor. */
  readonly problems: readonly AggregateProblem[];
  readonly entities: {
    /** EntityDescriptors that begin in the file. */
    readonly total: number;
    /** Those of them that could not be read. */
    readonly unreadable: number;
  };
  /** Absent where entities were not read but only counted; the same holds of all that follows. */
  readonly roles?: readonly { readonly name: string; readonly entities: number }[];
  readonly certificates?: CertificateCounts;
  /** entityIDs that more than one EntityDescriptor has. */
  readonly duplicates: readonly {
    readonly entityID: string;
    readonly at: readonly FilePosition[];
    /** How many there are; places beyond a limit are not listed. */
    readonly count: number;
  }[];
  /** Keys that several entities have, going by their entityIDs. */
  readonly sharedKeys?: Shared<{ readonly spkiSha256: string; readonly subject?: string }>;
  /** Addresses that logins at several entities go through. */
  readonly sharedEndpoints?: Shared<{ readonly service: string; readonly location: string }>;
  /** Entities whose own validUntil is past; needs `now`. */
  readonly expiredEntities?: {
    readonly count: number;
    readonly listed: readonly {
      readonly entityID: string;
      readonly validUntil: string;
      readonly line: number;
    }[];
  };
}

/** What several entities have in common. */
export interface Shared<What> {
  readonly count: number;
  /** The first of them, up to a limit. */
  readonly listed: readonly (What & {
    /** How many entities have it. */
    readonly entities: number;
    /** The first of those, with the lines that they begin in. */
    readonly of: readonly { readonly entityID: string; readonly line: number }[];
  })[];
}

export interface AggregateRoot {
  /** As written: `md:EntitiesDescriptor`. */
  readonly name: string;
  readonly kind: 'EntitiesDescriptor' | 'EntityDescriptor' | 'other';
  readonly id?: string;
  /** Of an EntityDescriptor. */
  readonly entityID?: string;
  /** The Name of the group. */
  readonly groupName?: string;
  readonly validUntil?: string;
  /** Whether that moment is past; needs `now`. */
  readonly isExpired?: boolean;
  readonly cacheDuration?: string;
}

export interface CertificateCounts {
  /** Certificates in KeyDescriptors of any role. */
  readonly uses: number;
  readonly distinct: number;
  /** KeyDescriptors that hold something that cannot be read. */
  readonly unreadable: number;
  /** Uses of certificates whose notAfter is past; needs `now`. */
  readonly expired?: number;
  readonly notYetValid?: number;
  /** Uses of RSA or DSA keys below 2048 bits and of curves below 224. */
  readonly weak: number;
  /** Some of those that are expired or weak, up to a limit. */
  readonly listed: readonly {
    readonly entityID: string;
    readonly line: number;
    readonly subject: string;
    readonly sha256: string;
    readonly says: string;
  }[];
}

/** A place where the file is not what it should be. */
export interface AggregateProblem {
  readonly code: string;
  /** One sentence. */
  readonly message: string;
  readonly at: FilePosition;
  /** The entity that it makes unreadable. */
  readonly entityID?: string;
  /** Where reading went on; absent where it did not. */
  readonly resumedAt?: FilePosition;
}

/** What became of the signature on the root. */
export interface AggregateSignature {
  /**
   * - `known-signer`: the digest and the value match, under a key the caller named.
   * - `signer-unknown`: they match, but only under the key in the file itself: intact, by nobody you know.
   * - `digest-mismatch`: the file is not what was signed.
   * - `value-mismatch`: the digest matches, the SignatureValue does not under any key tried.
   * - `undecidable`: something is damaged, missing, unsupported or refused.
   * - `unknown`: it cannot be decided in one pass, because of where the signature stands or what it refers to.
   * - `absent`: the root is not signed.
   */
  readonly outcome:
    | 'known-signer'
    | 'signer-unknown'
    | 'digest-mismatch'
    | 'value-mismatch'
    | 'undecidable'
    | 'unknown'
    | 'absent';
  /** One sentence. */
  readonly says: string;
  readonly signatureMethod?: string;
  readonly digestMethod?: string;
  readonly canonicalization?: string;
  /** base64. */
  readonly digestWritten?: string;
  readonly digestComputed?: string;
  /** Octets that were digested. */
  readonly octets?: number;
  /** The key that the value matches under. */
  readonly key?: AggregateKey;
  readonly problems: readonly string[];
}

export interface AggregateKey {
  /** Who says that it is the signer's. */
  readonly from: string;
  readonly type: string;
  readonly bits: number;
  readonly subject?: string;
  /** Hexadecimal, upper case. */
  readonly sha256?: string;
  /** ISO instant. */
  readonly notAfter?: string;
}
