/**
 * One text that was inspected, and how it came out of what was captured.
 *
 * `text` is exactly what the XML reader saw: decoded to UTF-16, byte order mark removed, line ends untouched.
 */
export interface Source {
  /** Where the capture came from, for people: `standard input`, `response.xml`, `--idp-metadata idp.xml`. */
  readonly name: string;
  readonly text: string;
  /** Every decoding step that led to `text`, in order. Empty when the input was plain XML in UTF-8. */
  readonly steps: readonly DecodingStep[];
  /** Where `text` begins in the file it was cut out of; absent where it is a text of its own. */
  readonly cutAt?: FilePosition;
  /** Set where this is a metadata file without what its entities hold: what the file has of that. */
  readonly outlineOf?: OutlinedFile;
}

/** A metadata file of which there is only an outline. */
export interface OutlinedFile {
  /** Its length in UTF-16 units. */
  readonly characters: number;
  /** What its entities are, by the names of the roles: `IDPSSODescriptor`, `fed:SecurityTokenServiceType`. */
  readonly roles: ReadonlySet<string>;
  /** Whether some entities were passed over, of which none of this is known. */
  readonly isPartial: boolean;
}

/** A place in a file that is read as a stream: bytes from 0, line and column (in UTF-16 units) from 1. */
export interface FilePosition {
  readonly byte: number;
  readonly line: number;
  readonly column: number;
}

/** One step of undoing an encoding. The report tells each: nothing is decoded silently. */
export interface DecodingStep {
  readonly operation:
    | 'byte-order-mark'
    | 'utf-16'
    | 'html-form'
    | 'form-body'
    | 'query-string'
    | 'url'
    | 'percent-encoding'
    | 'html-entities'
    | 'base64'
    | 'deflate'
    | 'latin-1'
    | 'character-set'
    | 'white-space'
    | 'quotes'
    | 'escapes'
    | 'data-url'
    | 'pem'
    | 'json'
    | 'har'
    | 'http-message'
    | 'cut-out'
    | 'decryption';
  /** One sentence with its figures: `base64, 9,104 characters to 6,827 bytes; 12 line breaks removed`. */
  readonly says: string;
  /**
   * Present where the step had to repair something that a strict receiver may refuse
   * (spaces put back to `+`, padding added, a stray quote dropped): what was repaired.
   */
  readonly repaired?: string;
}

/** Told of UTF-8 that began with U+FEFF, however it was read. */
export const UTF8_MARK_REMOVED: DecodingStep = {
  operation: 'byte-order-mark',
  says: 'a UTF-8 byte order mark removed',
};
