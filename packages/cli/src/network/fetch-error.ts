import { UnreadableFile } from '../files.ts';

/** Whether a copy fetched before may stand in: the server could not be asked, or could not answer. */
export type Fallback = 'allowed' | 'refused';

/** Something that could not be fetched. The message is one line that names the address, without what is secret in it. */
export class FetchError extends UnreadableFile {
  readonly fallback: Fallback;
  /** What is wrong, without the address. */
  readonly says: string;

  constructor(address: string, says: string, fallback: Fallback = 'refused', code?: string) {
    super(address, says, code);
    this.says = says;
    this.fallback = fallback;
  }
}
