import type { Limits } from '../base/limits.ts';
import type { DecodingStep, FilePosition } from '../base/source.ts';
import type { XmlDocument } from '../xml/document.ts';
import { parseXml } from '../xml/parse.ts';
import { endTags } from './end-tags.ts';
import type { EntityDescriptor } from './model.ts';
import { roleNames } from './role-names.ts';

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
  /** What stands in place of the entity that was begun. */
  private stub = '';
  private characters = 0;
  private readonly roles = new Set<string>();
  private isPartial = false;

  /** @param groups start tags of the groups that are open behind the text */
  addBetween(text: string, groups: readonly string[]): void {
    this.characters += text.length;
    if (!text.includes('<')) {
      this.addRoom(text, groups);
      return;
    }
    // Another group may have begun.
    this.shown = 0;
    this.add(text, groups);
  }

  /**
   * An entity begins, of which only the room is kept.
   *
   * @param isSought whether it must be there as an empty element, however many there are
   */
  beginEntity(startTag: string, groups: readonly string[], isSought: boolean): void {
    this.stub = this.shown++ < SHOWN || isSought ? startTag.replace(/\/?>$/, '/>') : '';
    if (this.stub !== '') this.add(this.stub, groups);
  }

  /** It ends. Lines and columns go on behind it as they do in the file. */
  endEntity(from: FilePosition, to: FilePosition, groups: readonly string[]): void {
    this.addRoom(roomOf(from, to, this.stub), groups);
    this.from = to.byte;
  }

  /** What was left out of an entity. */
  leaveOut(text: string, descriptor: EntityDescriptor): void {
    this.characters += text.length;
    for (const name of roleNames(descriptor)) this.roles.add(name);
  }

  /** Nobody looked at an entity. */
  passOver(): void {
    this.isPartial = true;
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
    this.characters += rest.length;
    const text = (this.pieces.join('') + (this.end ?? '')).replace(/^\uFEFF/, '');
    const { characters, roles, isPartial } = this;
    return parseXml({ name, text, steps, outlineOf: { characters, roles, isPartial } }, limits);
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

/** White space that leads from a place in the file to another, together with what stands there already. */
function roomOf(from: FilePosition, to: FilePosition, stub: string): string {
  if (to.line === from.line) return ' '.repeat(Math.max(0, to.column - from.column - stub.length));
  return '\n'.repeat(to.line - from.line - lineBreaksIn(stub)) + ' '.repeat(to.column - 1);
}

/** As lines are counted elsewhere: they end at LF, CR LF or a lone CR. */
function lineBreaksIn(text: string): number {
  return text.match(/\r\n?|\n/g)?.length ?? 0;
}
