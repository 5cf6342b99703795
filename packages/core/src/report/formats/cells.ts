import { columnsOf, visible } from '../visible.ts';

/** A row of a value: runs of marked and unmarked text, and carets under the marked ones. */
export interface CellRow {
  readonly runs: readonly { readonly text: string; readonly marked: boolean }[];
  /** Empty where nothing in the row is marked. */
  readonly carets: string;
}

/** A value as columns of a terminal, one cell for each character, with a stretch of it marked. */
export class Cells {
  private readonly cells: { readonly text: string; readonly columns: number; readonly marked: boolean }[] =
    [];
  /** Something is missing at the very end: one caret stands after the last cell. */
  private readonly markEnd: boolean;

  /** Marks from `start` to `end` (UTF-16 offsets); the one cell at `start` where they are equal; nothing without them. */
  constructor(value: string, start: number | undefined, end: number | undefined) {
    const from = start ?? -1;
    const to = from === (end ?? -1) ? from + 1 : (end ?? -1);
    let offset = 0;
    for (const character of value) {
      const text = visible(character);
      this.cells.push({ text, columns: columnsOf(text), marked: offset >= from && offset < to });
      offset += character.length;
    }
    this.markEnd = start !== undefined && start >= offset;
  }

  /** Rows of at most `width` columns, carets included; nothing is lost. */
  rows(width: number): CellRow[] {
    const rows: CellRow[] = [];
    let row: (typeof this.cells)[number][] = [];
    let used = 0;
    for (const cell of this.cells) {
      if (used + cell.columns > width && row.length > 0) {
        rows.push(rowOf(row));
        row = [];
        used = 0;
      }
      row.push(cell);
      used += cell.columns;
    }
    if (this.markEnd) {
      if (used + 1 > width) {
        rows.push(rowOf(row));
        row = [];
      }
      row.push({ text: '', columns: 1, marked: true });
    }
    if (row.length > 0 || rows.length === 0) rows.push(rowOf(row));
    return rows;
  }
}

function rowOf(cells: readonly { text: string; columns: number; marked: boolean }[]): CellRow {
  const runs: { text: string; marked: boolean }[] = [];
  let carets = '';
  for (const { text, columns, marked } of cells) {
    const last = runs.at(-1);
    if (last && last.marked === marked) last.text += text;
    else if (text !== '') runs.push({ text, marked });
    carets += (marked ? '^' : ' ').repeat(columns);
  }
  return { runs, carets: carets.trimEnd() };
}
