import { constants } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { summarizeLog, type RunSummary } from '../record/history.ts';
import { openPlain } from './plainFiles.ts';
import { listRuns, type FoundRun } from './runLog.ts';

/** How much of a log is read: the first line holds the runbook's text, the last ones tell whether the run has ended. */
const MAX_FIRST_LINE_BYTES = 4_000_000;
const TAIL_BYTES = 64 * 1024;
const MAX_DATED_RUNS = 200;

export interface KnownRun extends RunSummary, FoundRun {}

/**
 * The runs that a folder holds, latest first: what was run, since when, and whether it has ended. The one reader of
 * other runs' logs for all doors.
 * @param runs none are found where there is no such folder; logs that start no run are left out
 * @param limit how many of the latest logs are read
 */
export async function readRuns(runs: string, limit: number): Promise<readonly KnownRun[]> {
  const found = (await listRuns(runs).catch(() => [])).slice(0, limit);
  const known = await Promise.all(
    found.map(async (run): Promise<KnownRun | undefined> => {
      const [firstLine, tail] = await readEnds(run.file);
      const summary = summarizeLog(firstLine, tail);
      return summary && { ...run, ...summary };
    }),
  );
  return known.filter((run) => run !== undefined);
}

/**
 * When each runbook was last run or drilled, by absolute path, as ISO 8601 dates. Dry runs do not count.
 * @param root what the paths in records are relative to
 */
export async function lastRuns(runs: string, root: string): Promise<ReadonlyMap<string, string>> {
  const last = new Map<string, string>();
  for (const { path, startedAt, dryRun } of await readRuns(runs, MAX_DATED_RUNS)) {
    if (dryRun) continue;
    const runbook = resolve(root, path);
    const day = startedAt.slice(0, 10);
    if ((last.get(runbook) ?? '') < day) last.set(runbook, day);
  }
  return last;
}

/**
 * When one runbook was last run or drilled, as an ISO 8601 date: by the records in `.breakwater/runs` of the nearest
 * folder around it that holds records at all. Those in the private storage of VS Code are told to the language server apart.
 */
export async function lastRunOf(runbook: string): Promise<string | undefined> {
  const path = resolve(runbook);
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const last = await lastRuns(join(folder, '.breakwater', 'runs'), folder);
    if (last.size > 0 || folder === dirname(folder)) return last.get(path);
  }
}

/** The first line of a file and its last lines; empty texts where it cannot be read. */
async function readEnds(file: string): Promise<[firstLine: string, tail: string]> {
  const handle = await openPlain(file, constants.O_RDONLY).catch(() => undefined);
  if (!handle) return ['', ''];
  try {
    const { size } = await handle.stat();
    const read = async (position: number, length: number): Promise<string> => {
      const buffer = Buffer.alloc(Math.max(0, length));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, position);
      return buffer.toString('utf8', 0, bytesRead);
    };
    const tailStart = Math.max(0, size - TAIL_BYTES);
    const tail = await read(tailStart, size - tailStart);
    const head = tailStart === 0 ? tail : await read(0, Math.min(size, MAX_FIRST_LINE_BYTES));
    return [head.split('\n', 1)[0]!, tail];
  } catch {
    return ['', ''];
  } finally {
    await handle.close();
  }
}
