import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { type CacheEntry, readCacheEntry } from './cache-entry.ts';
import { HeldFile } from './held-file.ts';

/** A copy that was kept, held open, and what was noted of it. */
export interface Copy {
  readonly entry: CacheEntry;
  readonly file: HeldFile;
}

/**
 * The folder where copies of what was fetched are kept: for each address a note, and a file called by its contents.
 * A note is put in place in one step when its file is complete, so that no reader meets half of either.
 */
export class Cache {
  private readonly folder: string;
  /** Whether it is to be left as it was found. */
  private readonly passing: boolean;

  private constructor(folder: string, passing: boolean) {
    this.folder = folder;
    this.passing = passing;
  }

  /**
   * Opens the folder for kept copies, `samlscope/metadata` in the user's cache folder.
   *
   * @throws what Node throws where there can be none
   * @see XDG Base Directory Specification, XDG_CACHE_HOME
   */
  static kept(env: Readonly<Record<string, string | undefined>>, now: number): Cache {
    const given = env['XDG_CACHE_HOME'];
    const base = given !== undefined && isAbsolute(given) ? given : join(env['HOME'] ?? homedir(), '.cache');
    const folder = join(base, 'samlscope', 'metadata');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    removeOld(folder, now);
    return new Cache(folder, false);
  }

  /** A folder that is gone when the command ends. */
  static passing(): Cache {
    return new Cache(mkdtempSync(join(tmpdir(), 'samlscope-')), true);
  }

  /**
   * The copy of an address. One that is damaged is discarded, and told.
   *
   * @param tell is given one sentence about it
   */
  find(address: URL, tell: (says: string) => void): Copy | undefined {
    if (this.passing) return undefined;
    let text: string;
    try {
      text = readFileSync(this.notePath(address), 'utf8');
    } catch {
      return undefined;
    }
    const entry = readCacheEntry(text);
    const file = entry && open(this.copyPath(address, entry.sha256));
    if (entry && file && sha256Of(file) === entry.sha256) return { entry, file };
    file?.close();
    tell('the copy that was kept is damaged, and is discarded.');
    this.discard(address);
    return undefined;
  }

  /** A name for a file that is still to be received, in the same file system as the copies. */
  pathToReceive(): string {
    return join(this.folder, `${randomBytes(8).toString('hex')}${PART}`);
  }

  /** Removes what was received, where it did not become a copy; whoever holds it open can still read it. */
  drop(received: string): void {
    rmSync(received, { force: true });
  }

  /** Opens what was received, and makes it the copy of the address if it may be kept. */
  take(received: string, address: URL, entry: CacheEntry, isKept: boolean): HeldFile {
    const file = new HeldFile(received);
    if (!isKept || this.passing) return file;
    renameSync(received, this.copyPath(address, entry.sha256));
    this.note(address, entry);
    for (const name of this.filesOf(address))
      if (!name.endsWith(NOTE) && !name.includes(entry.sha256))
        rmSync(join(this.folder, name), { force: true });
    return file;
  }

  /** Writes down what is now known of a copy. */
  note(address: URL, entry: CacheEntry): void {
    const path = this.pathToReceive();
    writeFileSync(path, `${JSON.stringify(entry)}\n`, { flag: 'wx', mode: 0o600 });
    renameSync(path, this.notePath(address));
    const seconds = Date.now() / 1000;
    utimesSync(this.copyPath(address, entry.sha256), seconds, seconds);
  }

  /** Removes whatever is kept of an address. */
  discard(address: URL): void {
    for (const name of this.filesOf(address)) rmSync(join(this.folder, name), { force: true });
  }

  /** Removes the folder, if it was only for now. */
  close(): void {
    if (this.passing) rmSync(this.folder, { recursive: true, force: true });
  }

  private filesOf(address: URL): string[] {
    return readdirSync(this.folder).filter((name) => name.startsWith(keyOf(address)));
  }

  private notePath(address: URL): string {
    return join(this.folder, keyOf(address) + NOTE);
  }

  private copyPath(address: URL, sha256: string): string {
    return join(this.folder, `${keyOf(address)}-${sha256}.xml`);
  }
}

const NOTE = '.json';
const PART = '.part';
const HOUR = 3_600_000;
/** What nobody asked for in that time is removed; what is still to be received, much sooner. */
const [OLD, OLD_PART] = [60 * 24 * HOUR, HOUR];

function removeOld(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    const most = name.endsWith(PART) ? OLD_PART : OLD;
    if (found?.isFile() && now - found.mtimeMs > most) rmSync(path, { force: true });
  }
}

function keyOf({ href }: URL): string {
  return createHash('sha256').update(href).digest('hex');
}

function open(path: string): HeldFile | undefined {
  try {
    return new HeldFile(path);
  } catch {
    return undefined;
  }
}

function sha256Of(file: HeldFile): string {
  return createHash('sha256').update(file.read(file.size)).digest('hex');
}
