import type { Limits } from '../base/limits.ts';
import type { DecodingStep } from '../base/source.ts';
import type { XmlDocument } from '../xml/document.ts';
import { parseXml } from '../xml/parse.ts';
import { endTags } from './end-tags.ts';

/** Behind so many characters nothing is looked at: where a file is one line, the room is as long as its entities. */
const MOST = 4_000_000;
/** So many entities of a stretch are left as empty elements, which show that there are some, and several. */
const SHOWN = 2;

/**
 * A metadata file without what is in its entities: the groups with all that stands in them beside the entities, at the
 * places where the file has it. Small enough for a document, however large the file is.
 */
export class GroupOutline {
  /** Where what stands between the entities goes on, in bytes from the start of the file. */
  from = 0;
  private readonly pieces: string[] = [];
  /** Room behind the pieces, of use only where something follows: most files end with their entities. */
  private room: string[] = [];
  private units = 0;
  private shown = 0;
  private end: string | undefined;

  /** @param groups start tags of the groups that are open behind the text */
  addBetween(text: string, groups: readonly string[]): void {
    if (!text.includes('<')) {
      this.addRoom(text, groups);
      return;
    }
    // Another group may have begun.
    this.shown = 0;
    this.add(text, groups);
  }

  /** An entity, of which only the room is kept. */
  addEntity(text: string, startTag: string, groups: readonly string[], endByte: number): void {
    const stub = this.shown++ < SHOWN ? startTag.replace(/\/?>$/, '/>') : '';
    if (stub !== '') this.add(stub, groups);
    this.addRoom(roomOf(text, stub), groups);
    this.from = endByte;
  }

  /**
   * What came of it.
   *
   * @param rest what stands behind the last entity
   * @param steps how the file was decoded
   */
  document(name: string, rest: string, steps: readonly DecodingStep[], limits: Limits): XmlDocument {
    if (!/<[^/]/.test(rest)) this.room = [];
    this.add(rest, []);
    const text = (this.pieces.join('') + (this.end ?? '')).replace(/^\uFEFF/, '');
    return parseXml({ name, text, steps, isOutline: true }, limits);
  }

  private add(text: string, groups: readonly string[]): void {
    if (this.end !== undefined) return;
    for (const room of this.room) this.pieces.push(room);
    this.room = [];
    this.pieces.push(text);
    this.count(text, groups);
  }

  private addRoom(room: string, groups: readonly string[]): void {
    if (this.end !== undefined) return;
    this.room.push(room);
    this.count(room, groups);
  }

  private count(text: string, groups: readonly string[]): void {
    this.units += text.length;
    if (this.units <= MOST) return;
    this.end = endTags(groups);
    this.room = [];
  }
}

/** White space after which lines and columns go on as they do after the text. */
function roomOf(text: string, stub: string): string {
  const breaks = lineBreaksIn(text);
  if (breaks === 0) return ' '.repeat(Math.max(0, text.length - stub.length));
  const lastLine = text.slice(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
  return '\n'.repeat(breaks - lineBreaksIn(stub)) + ' '.repeat(lastLine.length);
}

/** As lines are counted elsewhere: they end at LF, CR LF or a lone CR. */
function lineBreaksIn(text: string): number {
  if (text.includes('\r')) return text.match(/\r\n?|\n/g)?.length ?? 0;
  let breaks = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) breaks++;
  return breaks;
}
