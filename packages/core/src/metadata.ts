/** Federation metadata: aggregates of any size as streams, what changed between two versions, and settings of products. */

export { type AggregateOptions, inspectAggregate } from './metadata/aggregate.ts';
export type {
  AggregateEntity,
  AggregateKey,
  AggregateProblem,
  AggregateReport,
  AggregateRoot,
  AggregateSignature,
  CertificateCounts,
} from './metadata/aggregate-report.ts';
export { type ConvertOptions, convertMetadata } from './metadata/convert.ts';
export type { ConversionBasis } from './metadata/convert-basis.ts';
export {
  type Conversion,
  type ConversionTarget,
  conversionTargets,
  type SettingsFile,
} from './metadata/convert-settings.ts';
export { createMetadata, type EntityOutline, type MetadataSigner } from './metadata/create.ts';
export { diffMetadata } from './metadata/diff.ts';
export type { MetadataChange, MetadataChangeKind } from './metadata/diff-change.ts';
export type { EntitySelection } from './metadata/entity-selection.ts';
export { withNamespaces } from './metadata/extract.ts';
export type { MetadataInput } from './metadata/read-text.ts';
export { type EntitySummary, entitySummary, type KeySummary } from './metadata/summary.ts';
export { type EntitySelector, entitySelector, type SelectOptions } from './select-entities.ts';
