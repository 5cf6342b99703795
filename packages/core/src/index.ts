/**
 * samlscope: shows what a captured SAML message is, examines its signatures, holds it against what you know of both
 * sides, and says what is wrong, why, and what to change at which end. Nothing leaves the machine.
 */

export { SamlscopeError, type SamlscopeErrorCode } from './base/errors.ts';
export { type Limits, limits } from './base/limits.ts';
export type { Input } from './capture/capture.ts';
export { type CheckDescription, catalogue } from './catalogue.ts';
export type { Citation, Remedy, Severity } from './checks/check.ts';
export type { GivenFacts } from './checks/given.ts';
export { type Decoded, decode } from './decode.ts';
export type { Opinion, SecondOpinion } from './dsig/opinion.ts';
export { type InspectOptions, inspect } from './inspect.ts';
export { type EntityLint, entityLinter, groupLinter, type LintOptions } from './lint.ts';
export {
  type ErrorCode,
  type ErrorExplanation,
  explainError,
  type KnownText,
} from './peers/explain-error.ts';
export type { PeerRefusal } from './peers/peers.ts';
export type {
  AwsError,
  AwsLogin,
  AwsReport,
  AwsRole,
  AwsSession,
  AwsTrail,
  AwsTrailCall,
  TrustReport,
  TrustStatementReport,
} from './report/aws/report.ts';
export {
  type RenderFormat,
  type RenderOptions,
  render,
  renderCatalogue,
  renderCheck,
  renderError,
} from './report/render.ts';
export type {
  AssertionReport,
  CheckedReport,
  EncryptionReport,
  EntityReport,
  Excerpt,
  FactsReport,
  Finding,
  InputReport,
  KeyReport,
  MessageReport,
  Place,
  PrivateKeyReport,
  Report,
  SignatureReport,
} from './report/report.ts';
export { visible, visibleJson, visibleLines } from './report/visible.ts';
export {
  type SignedElement,
  type Verification,
  type VerifiedSignature,
  type VerifyOptions,
  verify,
} from './verify.ts';
export { VERSION } from './version.ts';
