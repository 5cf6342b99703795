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
