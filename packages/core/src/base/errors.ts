/** What went wrong, as a stable word a program can switch on. */
export type SamlscopeErrorCode =
  /** The caller's options or facts are wrong: an unknown name, a value of the wrong type, an unknown vendor. */
  | 'usage'
  /** The input holds no SAML that could be found. */
  | 'no-saml'
  /** The input is not well-formed XML, where only that will do. */
  | 'not-xml'
  /** The input is larger than a limit allows. */
  | 'limit'
  /** A certificate or key given as a fact cannot be read. */
  | 'unreadable-key'
  /** A metadata document given as a fact cannot be read. */
  | 'unreadable-metadata'
  /** An export given as a fact (IAM, CloudTrail, Microsoft Graph) is no JSON or has another shape. */
  | 'unreadable-data';

/**
 * The one error class the library throws. `message` is one line that names the place and the remedy;
 * it holds no secret and no more than a short excerpt of the input.
 */
export class SamlscopeError extends Error {
  override readonly name = 'SamlscopeError';
  readonly code: SamlscopeErrorCode;
  /** Further lines for people: what was looked for, what was found instead. */
  readonly details: readonly string[];

  constructor(code: SamlscopeErrorCode, message: string, details: readonly string[] = []) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
