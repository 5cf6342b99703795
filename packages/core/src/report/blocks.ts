import type { Citation, Remedy, Severity } from '../checks/check.ts';
import type { Excerpt, Place } from './report.ts';

/**
 * What a report looks like, without saying on what: plain data that the terminal and the web page both draw.
 * Texts are as the message holds them; whoever draws them makes control characters harmless for its medium.
 */
export type Block =
  | VerdictBlock
  | HeadingBlock
  | TextBlock
  | TableBlock
  | ListBlock
  | FindingBlock
  | QuestionsBlock;

/** How a text is meant. */
export type Tone = 'error' | 'warning' | 'note' | 'good' | 'plain' | 'faint';

/** The one line that answers the question. */
export interface VerdictBlock {
  readonly type: 'verdict';
  readonly tone: Tone;
  readonly text: string;
}

export interface HeadingBlock {
  readonly type: 'heading';
  /** 1 opens a section, 2 a part of one. */
  readonly level: 1 | 2;
  readonly text: string;
  /** Said beside it. */
  readonly note?: string;
  readonly tone?: Tone;
}

/** A paragraph of plain text or Markdown. */
export interface TextBlock {
  readonly type: 'text';
  readonly text: string;
  readonly tone?: Tone;
}

/** Names with their values. */
export interface TableBlock {
  readonly type: 'table';
  readonly rows: readonly Row[];
}

export interface Row {
  readonly key: string;
  readonly values: readonly string[];
  readonly tone?: Tone;
  /** A value to compare or copy: never shortened. */
  readonly exact?: boolean;
}

export interface ListBlock {
  readonly type: 'list';
  readonly items: readonly Item[];
}

export interface Item {
  readonly text: string;
  readonly values: readonly string[];
  readonly tone?: Tone;
}

/** One fault, everywhere it was found. */
export interface FindingBlock {
  readonly type: 'finding';
  readonly severity: Severity | 'crash';
  readonly title: string;
  readonly check: string;
  readonly instances: readonly Instance[];
  /** How many further instances are left out. */
  readonly more: number;
  /** Why it matters; absent where the fault is only mentioned. */
  readonly why?: string;
  /** What to do in general; absent where {@link remedies} say it for this case. */
  readonly fix?: string;
  readonly remedies: readonly Remedy[];
  readonly cites: readonly Citation[];
  /** What other products say of the same fault. */
  readonly peers: readonly Quote[];
}

/** A text of another product. */
export interface Quote {
  /** Who says it: `node-saml`. */
  readonly by: string;
  readonly text: string;
  /** Said beside it. */
  readonly note?: string;
}

/** One place where a fault was found. */
export interface Instance {
  readonly message: string;
  readonly place?: Place;
  readonly also: readonly Place[];
  readonly excerpt?: Excerpt;
  readonly expected?: string;
  readonly actual?: string;
  readonly nearMiss?: string;
}

/** Questions that could not be decided, by what would decide them. */
export interface QuestionsBlock {
  readonly type: 'questions';
  readonly groups: readonly QuestionGroup[];
}

export interface QuestionGroup {
  /** Names of the missing facts. */
  readonly facts: readonly string[];
  /** What to give on the command line. */
  readonly flags: string;
  readonly questions: readonly { readonly check: string; readonly title: string }[];
}
