import { dirname } from 'node:path';
import { lastRunOf, lastRuns } from '../processes/runHistory.ts';

/** Where an editor keeps records beside those of `.breakwater/runs`. */
export interface KeptRuns {
  readonly folder: string;
  /** Paths of the workspace's folders: what the paths in such records are relative to. */
  readonly roots: readonly string[];
}

/** When a runbook was last run or drilled, wherever that was recorded, as an ISO 8601 date. @param path absolute */
export async function lastDrillOf(path: string, kept: KeptRuns | undefined): Promise<string | undefined> {
  const days = [await lastRunOf(path)];
  // Of several folders, the name of each comes before the paths in it.
  const roots = kept === undefined ? [] : kept.roots.length > 1 ? kept.roots.map((root) => dirname(root)) : kept.roots;
  for (const root of new Set(roots)) days.push((await lastRuns(kept!.folder, root)).get(path));
  return days
    .filter((day) => day !== undefined)
    .sort()
    .at(-1);
}
