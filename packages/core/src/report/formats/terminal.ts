import type { Remedy } from '../../checks/check.ts';
import type {
  Block,
  FindingBlock,
  HeadingBlock,
  Instance,
  ListBlock,
  QuestionsBlock,
  Quote,
  TableBlock,
  Tone,
} from '../blocks.ts';
import { difference } from '../difference.ts';
import type { Excerpt, Place } from '../report.ts';
import { citationName } from '../view-check.ts';
import { columnsOf, visible } from '../visible.ts';
import { chunks, cutEnd, cutStart, type LongWords, shortPath, wrap } from '../wrap.ts';
import { type CellRow, Cells } from './cells.ts';
import { paint, type Style } from './paint.ts';

/** How to draw. */
export interface TerminalOptions {
  readonly color: boolean;
  /** Columns. Nothing is wider, unless {@link verbose} keeps a long word whole. */
  readonly width: number;
  readonly verbose: boolean;
}

const TONES: Readonly<Record<Tone, Style>> = {
  error: 'red',
  warning: 'yellow',
  note: 'cyan',
  good: 'green',
  plain: 'plain',
  faint: 'dim',
};

/** Draws blocks as text. Whatever a message holds is shown with its control characters written out. */
export function drawTerminal(blocks: readonly Block[], options: TerminalOptions): string {
  const page = new Page(options);
  for (const block of blocks) drawBlock(page, block);
  return page.text();
}

/** Text in one style. */
interface Run {
  readonly text: string;
  readonly style: Style;
}

/** The lines drawn so far. */
class Page {
  readonly width: number;
  readonly longWords: LongWords;
  private readonly color: boolean;
  private readonly lines: string[] = [];

  constructor({ color, width, verbose }: TerminalOptions) {
    this.color = color;
    this.width = Math.max(40, width);
    this.longWords = verbose ? 'whole' : 'cut';
  }

  text(): string {
    while (this.lines.at(-1) === '') this.lines.pop();
    return this.lines.length === 0 ? '' : `${this.lines.join('\n')}\n`;
  }

  /** A line as it stands. */
  line(...runs: readonly Run[]): void {
    const last = runs.at(-1);
    const trimmed = last?.style === 'plain' ? [...runs.slice(0, -1), plain(last.text.trimEnd())] : runs;
    this.lines.push(trimmed.map(({ text, style }) => paint(text, style, this.color)).join(''));
  }

  /** One empty line, never two. */
  gap(): void {
    if (this.lines.length > 0 && this.lines.at(-1) !== '') this.lines.push('');
  }

  /** Running text, wrapped; the first line starts with `first`, the others as far in. */
  prose(indent: string, first: Run | undefined, text: string, style: Style = 'plain'): void {
    const margin = columnsOf(indent) + (first ? columnsOf(first.text) : 0);
    const lines = wrap(visible(unwrapped(text)), this.width - margin, this.longWords);
    this.put(indent, first, lines, style, true);
  }

  /** A value: kept exactly where it fits, else wrapped like running text or, with `exact`, broken anywhere. */
  value(indent: string, first: Run | undefined, text: string, style: Style, exact: boolean): void {
    const margin = columnsOf(indent) + (first ? columnsOf(first.text) : 0);
    const shown = visible(text);
    const room = this.width - margin;
    const lines =
      columnsOf(shown) <= room
        ? [shown]
        : exact
          ? this.longWords === 'whole'
            ? [shown]
            : chunks(shown, room)
          : wrap(shown, room, this.longWords);
    this.put(indent, first, lines, style, false);
  }

  private put(
    indent: string,
    first: Run | undefined,
    lines: readonly string[],
    style: Style,
    markdown: boolean,
  ): void {
    const margin = ' '.repeat(first ? columnsOf(first.text) : 0);
    lines.forEach((text, i) => {
      const body = markdown && style === 'plain' ? codeRuns(text, this.color) : [{ text, style }];
      this.line(plain(indent), i === 0 && first ? first : plain(margin), ...body);
    });
  }
}

function drawBlock(page: Page, block: Block): void {
  switch (block.type) {
    case 'verdict':
      page.prose('', undefined, block.text, `bold-${TONES[block.tone]}` as Style);
      break;
    case 'heading':
      drawHeading(page, block);
      break;
    case 'text':
      for (const paragraph of block.text.split(/\n[ \t]*\n/)) {
        page.prose('', undefined, paragraph, TONES[block.tone ?? 'plain']);
      }
      break;
    case 'table':
      drawTable(page, block);
      break;
    case 'list':
      drawList(page, block);
      break;
    case 'finding':
      drawFinding(page, block);
      break;
    case 'questions':
      drawQuestions(page, block);
      break;
  }
}

function drawHeading(page: Page, { level, text, note, tone }: HeadingBlock): void {
  page.gap();
  const indent = level === 1 ? '' : '  ';
  const shown = cutEnd(visible(text), page.width - indent.length);
  const style: Style = level === 1 ? 'bold' : 'plain';
  const fits = note !== undefined && columnsOf(indent + shown) + 2 + columnsOf(note) <= page.width;
  page.line(
    plain(indent),
    { text: shown, style },
    ...(fits ? [plain('  '), { text: visible(note), style: TONES[tone ?? 'faint'] }] : []),
  );
  if (note !== undefined && !fits) page.prose(`${indent}  `, undefined, note, TONES[tone ?? 'faint']);
}

function drawTable(page: Page, { rows }: TableBlock): void {
  const widest = Math.max(...rows.map(({ key }) => (key.length > 14 ? 0 : key.length)), 0);
  for (const { key, values, tone, exact } of rows) {
    const style = TONES[tone ?? 'plain'];
    const label = visible(key);
    const long = columnsOf(label) > widest;
    if (long) page.prose('  ', undefined, label, 'dim');
    values.forEach((value, i) => {
      const first = dim((i === 0 && !long ? label : '').padEnd(widest + 2));
      page.value('  ', first, value, style, exact === true);
    });
  }
}

function drawList(page: Page, { items }: ListBlock): void {
  for (const { text, values, tone } of items) {
    const label = visible(text);
    const style = TONES[tone ?? 'plain'];
    const [only] = values;
    if (values.length === 1 && only !== undefined) {
      const oneLine = visible(only);
      if (columnsOf(label) + columnsOf(oneLine) + 4 <= page.width) {
        page.line(plain('  '), { text: label, style: tone ? style : 'dim' }, plain(`  ${oneLine}`));
        continue;
      }
    }
    page.value('  ', undefined, text, tone ? style : values.length > 0 ? 'dim' : 'plain', false);
    for (const value of values) page.value('      ', undefined, value, 'plain', false);
  }
}

/** Where the labels of a finding (`expected`, `near miss`) end. */
const LABEL = 11;
const MARGIN = '  ';

function drawFinding(page: Page, block: FindingBlock): void {
  const { severity, title, check, instances, more, why, fix, remedies, cites, peers } = block;
  const brief = why === undefined && severity !== 'crash';
  page.gap();
  const word: Run = { text: `${severity}: `, style: severityStyle(severity) };
  page.prose('', word, title, 'bold');
  if (brief) {
    for (const instance of instances) drawPlace(page, check, instance.place);
    for (const instance of instances) page.prose(MARGIN, undefined, instance.message);
  } else {
    instances.forEach((instance, i) => {
      if (i > 0) page.gap();
      drawInstance(page, instance, i === 0 ? check : undefined);
    });
  }
  if (more > 0) page.prose(MARGIN, undefined, `… and ${more} more like this`, 'dim');
  if (brief) return;
  // What to do comes before why: whoever reads this wants to log in.
  if (fix !== undefined) labelled(page, 'fix', fix);
  drawRemedies(page, remedies);
  drawPeers(page, peers);
  if (why !== undefined) labelled(page, 'why', why);
  cites.forEach((cite, i) => {
    labelled(page, i === 0 ? 'see' : '', `${citationName(cite)}: ${cite.says}`, 'dim');
  });
}

function severityStyle(severity: FindingBlock['severity']): Style {
  return severity === 'error' || severity === 'crash'
    ? 'bold-red'
    : severity === 'warning'
      ? 'bold-yellow'
      : 'bold-cyan';
}

function drawInstance(page: Page, instance: Instance, check: string | undefined): void {
  drawPlace(page, check, instance.place);
  page.prose(MARGIN, undefined, instance.message);
  for (const place of instance.also) drawPlace(page, undefined, place);
  if (instance.excerpt) drawExcerpt(page, instance.excerpt, instance.place);
  drawComparison(page, instance.expected, instance.actual);
  if (instance.nearMiss !== undefined) labelled(page, 'near miss', instance.nearMiss, 'yellow');
}

function drawPlace(page: Page, check: string | undefined, place: Place | undefined): void {
  const text = place?.source === undefined ? '' : ' in the decrypted text';
  const where = place ? `line ${place.line}, column ${place.column}${text}` : '';
  const id = check === undefined ? '' : visible(check);
  const both = [id, where].filter((part) => part !== '').join(' at ');
  if (both !== '') page.prose(MARGIN, undefined, both, 'dim');
  if (!place || place.xpath === '') return;
  const path = visible(place.xpath);
  const room = page.width - MARGIN.length;
  page.line(plain(MARGIN), dim(page.longWords === 'whole' ? path : shortPath(path, room)));
}

/** The line pointed at, with carets under the part that is meant. */
function drawExcerpt(page: Page, { text, start, end }: Excerpt, place: Place | undefined): void {
  const gutter = `${place ? place.line : ''}`;
  const room = page.width - MARGIN.length - gutter.length - 3;
  const [before, marked, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)].map(
    (part) => visible(part.replaceAll('\t', ' ')),
  ) as [string, string, string];
  const point = cutEnd(marked, room - 1);
  const lead = cutStart(
    before,
    Math.max(1, Math.min(columnsOf(before), room - columnsOf(point) - 1, room >> 1)),
  );
  const shownLead = before === '' ? '' : lead;
  const rest = room - columnsOf(shownLead) - columnsOf(point);
  const trail = rest > 0 && after !== '' ? cutEnd(after, rest) : '';
  page.gap();
  page.line(
    plain(MARGIN),
    dim(`${gutter} │ `),
    plain(shownLead),
    { text: point, style: 'red' },
    plain(trail),
  );
  page.line(plain(MARGIN), dim(`${' '.repeat(gutter.length)} │ `), plain(' '.repeat(columnsOf(shownLead))), {
    text: '^'.repeat(Math.max(1, columnsOf(point))),
    style: 'red',
  });
  page.gap();
}

/**
 * Expected above actual, column under column, with the part that differs marked; of several values that would do, each
 * on a line of its own. Who expects it, `value (who says so)`,
 * stands beside the value where there is room, so that the two values stay together.
 */
function drawComparison(page: Page, expected: string | undefined, actual: string | undefined): void {
  if (expected?.includes('\n')) {
    expected.split('\n').forEach((one, i) => void labelled(page, i === 0 ? 'expected' : 'or', one));
    drawComparison(page, undefined, actual);
    return;
  }
  const [value, origin] = expected === undefined ? [] : withoutOrigin(expected);
  const differs = value !== undefined && actual !== undefined ? difference(value, actual) : undefined;
  const room = page.width - MARGIN.length - LABEL;
  const left = value === undefined ? [] : new Cells(value, differs?.start, differs?.expectedEnd).rows(room);
  const right = actual === undefined ? [] : new Cells(actual, differs?.start, differs?.actualEnd).rows(room);
  const beside =
    origin !== undefined && left.length === 1 && left[0] && widthOf(left[0]) + 1 + columnsOf(origin) <= room;

  const above = (row: CellRow, i: number): void => {
    const label = i === 0 || differs ? 'expected' : '';
    drawCells(page, label, row, 'green', beside ? [plain(' '), dim(origin)] : []);
  };
  const below = (row: CellRow, i: number): void => {
    drawCells(page, i === 0 || differs ? 'actual' : '', row, 'red', []);
    if (row.carets !== '') page.line(plain(MARGIN + ' '.repeat(LABEL)), { text: row.carets, style: 'red' });
  };
  if (differs) {
    for (let i = 0; i < Math.max(left.length, right.length); i++) {
      const [expectedRow, actualRow] = [left[i], right[i]];
      if (expectedRow) above(expectedRow, i);
      if (actualRow) below(actualRow, i);
    }
  } else {
    left.forEach(above);
    right.forEach(below);
  }
  if (origin !== undefined && !beside)
    page.prose(MARGIN + ' '.repeat(LABEL), undefined, `expected by ${origin}`, 'dim');
}

/** One value without white space in it, and who expects it; the whole text where it is not of that kind. */
function withoutOrigin(expected: string): [value: string, origin: string | undefined] {
  const end = expected.indexOf(' (');
  const parted = end > 0 && expected.endsWith(')') && !expected.slice(0, end).includes(' ');
  return parted ? [expected.slice(0, end), visible(expected.slice(end + 1))] : [expected, undefined];
}

function drawCells(page: Page, label: string, row: CellRow, style: Style, after: readonly Run[]): void {
  page.line(
    plain(MARGIN),
    dim(label.padEnd(LABEL)),
    ...row.runs.map(({ text, marked }): Run => ({ text, style: marked ? style : 'plain' })),
    ...after,
  );
}

function widthOf({ runs }: CellRow): number {
  return runs.reduce((sum, { text }) => sum + columnsOf(text), 0);
}

/** What to do, by who must do it. */
function drawRemedies(page: Page, remedies: readonly Remedy[]): void {
  remedies.forEach((remedy, i) => {
    const who = remedy.end === 'you' ? 'You' : `At the ${remedy.end}`;
    labelled(page, i === 0 ? 'fix' : '', `${who}: ${remedy.do}`);
  });
}

/** What other products print for the same fault: by it a reader knows the error that sent them here. */
function drawPeers(page: Page, peers: readonly Quote[]): void {
  peers.forEach(({ by, text, note }, i) => {
    const beside = note === undefined ? '' : ` (${note})`;
    labelled(page, i === 0 ? 'elsewhere' : '', `${by} says: ${text}${beside}`, 'dim');
  });
}

function labelled(page: Page, label: string, text: string, style: Style = 'plain'): void {
  text.split(/\n[ \t]*\n/).forEach((paragraph, i) => {
    page.prose(MARGIN, dim((i === 0 ? label : '').padEnd(LABEL)), paragraph, style);
  });
}

function drawQuestions(page: Page, { groups }: QuestionsBlock): void {
  for (const { flags, questions } of groups) {
    page.prose('  ', undefined, flags, 'bold');
    const shown = page.longWords === 'whole' || questions.length <= 4 ? questions : questions.slice(0, 3);
    for (const { check, title } of shown) {
      page.prose('      ', undefined, title);
      if (page.longWords === 'whole') page.prose('      ', undefined, check, 'dim');
    }
    const more = questions.length - shown.length;
    if (more > 0) page.prose('      ', undefined, `… and ${more} more`, 'dim');
  }
}

/** Line breaks inside a paragraph are the author's, not the reader's. */
function unwrapped(text: string): string {
  return text.replace(/[ \t]*\n[ \t]*/g, ' ');
}

/** Markdown's `code`, in colour where there is any, else with its backticks. */
function codeRuns(text: string, color: boolean): Run[] {
  if (!color) return [plain(text)];
  return text
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.length > 2 && part.startsWith('`') && part.endsWith('`')
        ? { text: part.slice(1, -1), style: 'cyan' }
        : plain(part),
    );
}

function plain(text: string): Run {
  return { text, style: 'plain' };
}

function dim(text: string): Run {
  return { text, style: 'dim' };
}
