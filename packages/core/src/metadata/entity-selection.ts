/**
 * The entities of a metadata file that some messages concern, to give as a fact in place of the file. Plain JSON, made by
 * `entitySelector`.
 */
export interface EntitySelection {
  /** What the file is called. */
  readonly name: string;
  /** The entities as the file holds them, in the start tags of their groups; empty where none was taken. */
  readonly text: string;
  readonly taken: number;
  /** Entities of the file, whatever their roles. */
  readonly total: number;
  /** Those of them that could not be read. */
  readonly unreadable: number;
}
