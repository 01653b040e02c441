import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { ProcessMark } from '../run/ports.ts';
import { isAlive, ownMark } from './processMark.ts';
import { openPlain, requireFolder } from './plainFiles.ts';

/** Milliseconds. A repair reads a few bytes and shortens a file. */
const MAX_REPAIR_MS = 5000;
const MAX_NOTE_BYTES = 4096;

/**
 * Who writes to a log at the moment. Appending needs no lock: the system keeps single writes to the end of a file
 * apart. Cutting off a torn end does: it must not happen while anybody else may append. So each writer leaves a note
 * before its first look at the file, and cuts only when there is no other living writer's note; whoever comes during
 * the cut finds the repairer's mark and waits.
 */
export class Writers {
  readonly #folder: string;
  readonly #run: string;
  #note: string | undefined;

  constructor(runs: string, run: string) {
    this.#folder = join(runs, '.writers');
    this.#run = run;
  }

  /** Leaves our note and waits until nobody repairs. Rejects where the folder cannot be written. */
  async join(): Promise<void> {
    if (this.#note !== undefined) return;
    await mkdir(this.#folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    await requireFolder(this.#folder);
    // The notes are nobody's business in a repository.
    await writeFile(join(this.#folder, '.gitignore'), '*\n', { flag: 'wx' }).catch(() => undefined);
    const note = `${this.#run}.${randomUUID()}`;
    await writeFile(join(this.#folder, note), JSON.stringify(await ownMark()), { flag: 'wx' });
    this.#note = note;
    const until = Date.now() + MAX_REPAIR_MS;
    while (Date.now() < until && (await this.#living(this.#mark()))) await setTimeout(5);
  }

  /** Calls back, and says so, if nobody else can be writing meanwhile. */
  async alone(work: () => Promise<void>): Promise<boolean> {
    const mark = this.#mark();
    try {
      const file = await open(mark, 'wx');
      await file.writeFile(JSON.stringify(await ownMark())).finally(() => file.close());
    } catch {
      return false;
    }
    try {
      if ((await this.others()).length > 0) return false;
      await work();
      return true;
    } finally {
      await rm(mark, { force: true });
    }
  }

  /** Other living writers of this log. Notes of the dead are taken away. */
  async others(): Promise<readonly ProcessMark[]> {
    const names = await requireFolder(this.#folder).then(
      () => readdir(this.#folder),
      () => [],
    );
    const found: ProcessMark[] = [];
    for (const name of names) {
      if (!name.startsWith(`${this.#run}.`) || name === this.#note || name.endsWith('.repair')) continue;
      const mark = await this.#living(join(this.#folder, name));
      if (mark !== undefined) found.push(mark);
    }
    return found;
  }

  async leave(): Promise<void> {
    if (this.#note !== undefined) await rm(join(this.#folder, this.#note), { force: true }).catch(() => undefined);
    this.#note = undefined;
  }

  #mark(): string {
    return join(this.#folder, `${this.#run}.repair`);
  }

  async #living(file: string): Promise<ProcessMark | undefined> {
    const text = await readNote(file);
    if (text === undefined) return undefined;
    const mark = markIn(text);
    if (mark !== undefined ? await isAlive(mark) : await isFresh(file)) return mark ?? { pid: 0 };
    await rm(file, { force: true }).catch(() => undefined);
    return undefined;
  }
}

/** A note's text, however long a file that is none may be; undefined where there is no plain file. */
async function readNote(file: string): Promise<string | undefined> {
  const handle = await openPlain(file, constants.O_RDONLY).catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(MAX_NOTE_BYTES), 0, MAX_NOTE_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** A note without content is being written at this moment, or its writer was killed just then. */
async function isFresh(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs < MAX_REPAIR_MS;
}

function markIn(text: string): ProcessMark | undefined {
  try {
    const mark = JSON.parse(text) as ProcessMark;
    return typeof mark.pid === 'number' ? mark : undefined;
  } catch {
    return undefined;
  }
}
