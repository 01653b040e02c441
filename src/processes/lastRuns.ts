import { open } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { RunStarted } from '../run/events.ts';
import { listRuns } from './runLog.ts';

/** How many of the latest records are looked into, and how much of each: its first line tells what was run. */
const MAX_LOGS_READ = 200;
const MAX_LOG_BYTES = 1_000_000;

/**
 * When each runbook was last run or drilled, by absolute path, as ISO 8601 dates. Dry runs do not count.
 * @param runs the folder that records lie in; none are found where there is no such folder
 * @param root what the paths in records are relative to
 */
export async function lastRuns(runs: string, root: string): Promise<ReadonlyMap<string, string>> {
  const last = new Map<string, string>();
  for (const { file } of (await listRuns(runs)).slice(0, MAX_LOGS_READ)) {
    const event = started(await firstLine(file));
    if (!event) continue;
    const path = resolve(root, event.path);
    const before = last.get(path);
    if (before === undefined || before < event.day) last.set(path, event.day);
  }
  return last;
}

/**
 * When one runbook was last run or drilled, as an ISO 8601 date: by the records in `.breakwater/runs` of the nearest
 * folder around it that holds records at all. Those kept in VS Code's private storage are out of reach.
 */
export async function lastRunOf(runbook: string): Promise<string | undefined> {
  const path = resolve(runbook);
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const last = await lastRuns(join(folder, '.breakwater', 'runs'), folder);
    if (last.size > 0 || folder === dirname(folder)) return last.get(path);
  }
}

function started(line: string): { readonly path: string; readonly day: string } | undefined {
  try {
    const event = JSON.parse(line) as Partial<RunStarted>;
    if (event.type !== 'run-started' || event.dryRun === true || Number.isNaN(Date.parse(event.at ?? '')))
      return undefined;
    return typeof event.runbook?.path === 'string'
      ? { path: event.runbook.path, day: new Date(event.at!).toISOString().slice(0, 10) }
      : undefined;
  } catch {
    return undefined;
  }
}

async function firstLine(file: string): Promise<string> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return '';
  try {
    const buffer = Buffer.alloc(Math.min(MAX_LOG_BYTES, Math.max(1, (await handle.stat()).size)));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    const text = buffer.toString('utf8', 0, bytesRead);
    const end = text.indexOf('\n');
    return end < 0 ? text : text.slice(0, end);
  } catch {
    return '';
  } finally {
    await handle.close();
  }
}
