import type { Source } from '../base/source.ts';

/** What was captured, recognised and decoded to XML text. */
export interface Capture {
  /** What the input was taken for, in words: `base64`, `form body`, `URL`, `HTML page with a form`, `XML`. */
  readonly format: string;
  /** `SAMLResponse`, `SAMLRequest` or another parameter that held the message. */
  readonly parameter?: string;
  readonly relayState?: string;
  /** Signature parameters of the Redirect binding, exactly as received, for those who verify them. */
  readonly query?: string;
  readonly source: Source;
}

/** What `inspect` accepts: text as pasted, or bytes as piped. */
export type Input = string | Uint8Array;
