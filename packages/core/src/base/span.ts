/**
 * A stretch of a {@link Source}'s text: UTF-16 offsets, `start` inclusive, `end` exclusive.
 * Every XML node is one, so a finding points at what was written by pointing at the node.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}
