import { constants, watch, type FSWatcher } from 'node:fs';
import { lstat, open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { endsWithNewline, lastPiece, wholeEnd, wholeText } from '../files/lineEnds.ts';
import { lineNotUtf8 } from '../files/utf8.ts';
import type { LineStore, SideFile } from '../record/logPorts.ts';
import { prepareForGit } from './runsInGit.ts';
import { openSideFile, readTail, SIDE_FILE } from './sideFile.ts';
import { makeRunsFolder, openPlain, requireOwnFolder } from './plainFiles.ts';
import { describeWriteError, reason } from './writeProblems.ts';
import { Writers } from './writers.ts';

const LOG_EXTENSION = '.jsonl';
/** Becomes part of file names. */
const RUN_NAME = /^[\w-][\w.-]{0,199}$/;
/** A log that is larger is not read: long outputs are not in it. */
const MAX_LOG_BYTES = 256 * 1024 * 1024;

/** The end of a log that lacks its newline for so long was cut off. Milliseconds. */
const CUT_OFF_MS = 50;
/** As long a reader waits for the rest of a line: it only tells of it. Milliseconds. */
const READ_AGAIN_MS = 5;

export interface FoundRun {
  readonly run: string;
  readonly file: string;
  /** ISO 8601, UTC: when something was last written. */
  readonly changed: string;
  readonly bytes: number;
}

/** The runs that a folder holds, latest first; none where there is no such folder. */
export async function listRuns(runs: string): Promise<readonly FoundRun[]> {
  const names = await requireOwnFolder(runs)
    .then(() => readdir(runs))
    .catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => name.endsWith(LOG_EXTENSION))
      .map(async (name): Promise<FoundRun | undefined> => {
        const file = join(runs, name);
        // A link could lead anywhere, and what it leads to would be read and written.
        const stats = await lstat(file).catch(() => undefined);
        if (!stats?.isFile() || !RUN_NAME.test(name.slice(0, -LOG_EXTENSION.length))) return undefined;
        const changed = stats.mtime.toISOString();
        return { run: name.slice(0, -LOG_EXTENSION.length), file, changed, bytes: stats.size };
      }),
  );
  return found.filter((one) => one !== undefined).sort((a, b) => (a.changed < b.changed ? 1 : -1));
}

/**
 * The lines of `<runs>/<run>.jsonl`. Nothing is created before the first append.
 * @param run letters, digits, `-`, `_` and `.` only: it becomes part of file names.
 * @param options `inRepository`: the folder is one that people commit, so git is told how to merge it.
 */
export function openLines(
  runs: string,
  run: string,
  { inRepository = false }: { readonly inRepository?: boolean } = {},
): LineStore & { readonly file: string } {
  if (!RUN_NAME.test(run)) throw new Error(`\`${run}\` isn't a valid run name: use letters, digits, - and _.`);
  return new Lines(runs, run, inRepository);
}

interface Waiting {
  readonly lines: readonly string[];
  readonly resolve: () => void;
  readonly reject: (problem: Error) => void;
}

class Lines implements LineStore {
  readonly file: string;
  readonly name: string;
  readonly #runs: string;
  readonly #run: string;
  readonly #writers: Writers;
  #handle: FileHandle | undefined;
  #waiting: Waiting[] = [];
  /** Not on disk, though their appenders have been told so already. */
  #unsaved: string[] = [];
  #writing: Promise<void> | undefined;
  #problem: string | undefined;
  /** The end of the file has to be looked at before anything is added. */
  #suspect = true;
  #newFile = false;
  readonly #watchers = new Set<FSWatcher>();
  readonly #followers = new Set<() => void>();

  readonly #inRepository: boolean;

  constructor(runs: string, run: string, inRepository: boolean) {
    this.#runs = runs;
    this.#run = run;
    this.#inRepository = inRepository;
    this.name = run + LOG_EXTENSION;
    this.file = join(runs, this.name);
    this.#writers = new Writers(runs, run);
  }

  append(lines: readonly string[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ lines, resolve, reject });
      this.#writing ??= this.#writeAll();
    });
  }

  /** All that waits goes to disk in one write and one fsync; what comes meanwhile waits for the next. */
  async #writeAll(): Promise<void> {
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const lines = [...this.#unsaved, ...batch.flatMap((one) => one.lines)];
      try {
        await this.#write(lines);
        this.#unsaved = [];
        this.#problem = undefined;
        for (const one of batch) one.resolve();
      } catch (error) {
        this.#unsaved = lines;
        this.#suspect = true;
        this.#problem = describeWriteError(error, this.file);
        await this.#closeHandle();
        for (const one of batch) one.reject(new Error(this.#problem, { cause: error }));
      }
    }
    // At once, not when this promise has settled: whoever was told that its lines are written may append again before.
    this.#writing = undefined;
  }

  async #write(lines: readonly string[]): Promise<void> {
    let handle = await this.#open();
    let prefix = '';
    if ((await handle.stat()).nlink === 0) {
      // Somebody deleted the file under us. What was acknowledged is still to be had from it.
      const gone = await wholeText(handle);
      await this.#closeHandle();
      handle = await this.#open();
      await handle.writeFile(gone);
      this.#suspect = true;
    }
    if (this.#suspect) prefix = (await this.#repairEnd(handle)) ? '' : '\n';
    const bytes = Buffer.from(prefix + lines.join('\n') + '\n');
    // A write that stops short is tried once more, so that the system says why: the disk is full, or a limit is reached.
    for (let written = 0; written < bytes.length;) {
      const { bytesWritten } = await handle.write(bytes, written);
      if (bytesWritten === 0) throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
      written += bytesWritten;
    }
    await handle.sync();
    if (this.#newFile) {
      await syncFolder(dirname(this.file));
      this.#newFile = false;
    }
    this.#suspect = false;
  }

  async #open(): Promise<FileHandle> {
    if (this.#handle !== undefined) return this.#handle;
    return (this.#handle = await this.#openNew());
  }

  async #openNew(): Promise<FileHandle> {
    const made = await makeRunsFolder(this.#runs);
    if (made !== undefined) await syncFolder(dirname(made));
    if (this.#inRepository) await prepareForGit(this.#runs);
    await this.#writers.join();
    this.#newFile = (await stat(this.file).catch(() => undefined)) === undefined;
    return openPlain(this.file, constants.O_APPEND | constants.O_CREAT | constants.O_RDWR);
  }

  /** False: the last line has no newline, or was cut off and stays, as nothing else holds it: ours begins with one. */
  async #repairEnd(handle: FileHandle): Promise<boolean> {
    // Another process may be in the middle of its line.
    for (const until = Date.now() + CUT_OFF_MS; ; await setTimeout(5)) {
      if (await endsWithNewline(handle)) return true;
      if (Date.now() >= until) break;
    }
    // What broke off while we wrote it comes again, whole.
    const isOurs = (piece: Buffer): boolean =>
      this.#unsaved.some((line) => Buffer.from(line).subarray(0, piece.length).equals(piece));
    if (this.#unsaved.length > 0)
      await this.#writers.alone(async () => {
        const piece = await lastPiece(handle);
        if (isOurs(piece)) await handle.truncate((await handle.stat()).size - piece.length);
      });
    return endsWithNewline(handle);
  }

  /** @returns also the first line, from 1, with bytes that are no text: others stand there instead */
  async read(from = 0): Promise<{ text: string; next: number; cut: boolean; broken?: number }> {
    let bytes = await this.#bytes(from);
    let end = wholeEnd(bytes);
    // Somebody may be about to write the rest of it.
    for (const until = Date.now() + READ_AGAIN_MS; from === 0 && end < bytes.length && Date.now() < until;) {
      await setTimeout(5);
      bytes = await this.#bytes(from);
      end = wholeEnd(bytes);
    }
    const cut = from === 0 && end < bytes.length && this.#unsaved.length === 0;
    const shown = bytes.subarray(0, cut ? bytes.length : end);
    const text = shown.toString('utf8') + (shown.length === 0 || shown.at(-1) === 10 ? '' : '\n');
    const unsaved = this.#unsaved.map((line) => line + '\n').join('');
    const broken = text.includes('\uFFFD') ? lineNotUtf8(shown) : undefined;
    return { text: text + unsaved, next: from + end, cut, ...(broken === undefined ? {} : { broken }) };
  }

  async #bytes(from: number): Promise<Buffer> {
    let handle: FileHandle;
    try {
      await requireOwnFolder(this.#runs);
      handle = await openPlain(this.file, constants.O_RDONLY);
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return Buffer.alloc(0);
      throw new Error(`Couldn't read this run's log (${this.file}): ${reason(error)}.`, { cause: error });
    }
    try {
      const { size } = await handle.stat();
      if (size > MAX_LOG_BYTES) throw new Error(`This run's log is larger than 256 MB (${this.file}).`);
      const bytes = Buffer.alloc(Math.max(0, size - from));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    } finally {
      await handle.close();
    }
  }

  spill(name: string): Promise<SideFile> {
    return this.#isOwn(name)
      ? openSideFile(this.#runs, name)
      : Promise.reject(new Error(`\`${name}\` cannot name a file of this run.`));
  }

  tail(name: string, bytes: number): Promise<string> {
    const isOwn = this.#isOwn(name);
    return requireOwnFolder(this.#runs).then(
      () => (isOwn ? readTail(join(this.#runs, name), bytes) : ''),
      () => '',
    );
  }

  /** Whether a name is one of a file that belongs to this run, beside its log. */
  #isOwn(name: string): boolean {
    return SIDE_FILE.test(name) && name.startsWith(`${this.#run}.`);
  }

  follow(changed: () => void): () => void {
    this.#followers.add(changed);
    let watcher: FSWatcher | undefined;
    void makeRunsFolder(this.#runs)
      .then(() => {
        if (!this.#followers.has(changed)) return;
        // Some systems do not tell the name; then any change may be ours.
        watcher = watch(this.#runs, { persistent: false }, (_, which) => {
          if (which === null || which === this.name) changed();
        });
        watcher.on('error', () => watcher?.close());
        this.#watchers.add(watcher);
        changed();
      })
      .catch(() => undefined);
    return () => {
      this.#followers.delete(changed);
      watcher?.close();
      if (watcher !== undefined) this.#watchers.delete(watcher);
    };
  }

  problem(): string | undefined {
    return this.#problem;
  }

  async close(): Promise<void> {
    for (const watcher of this.#watchers) watcher.close();
    this.#watchers.clear();
    this.#followers.clear();
    await this.#writing;
    await this.#closeHandle();
    await this.#writers.leave();
  }

  async #closeHandle(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close().catch(() => undefined);
  }
}

/** A new name in a folder is only there for good when the folder is on disk. Windows cannot and need not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
