import { analyseAll, isCached, type AnalysisRun } from '../batch/analysisRun.ts';
import type { InventoryRow } from '../batch/inventoryRows.ts';
import type { CodeCall } from '../dependencies/affected.ts';
import { coreOf } from '../dependencies/dependency.ts';
import { nameFor, type RunbookScope } from '../dependencies/scope.ts';
import { readSource } from '../files/readSource.ts';
import { displayPath } from '../files/paths.ts';

/** What the code of a project calls, and a way to ask what else it mentions. */
export interface ProjectCode {
  readonly calls: readonly CodeCall[];
  /** Absolute paths of what was read. */
  readonly files: readonly string[];
}

/** Whether the results of an earlier analysis of the folder are kept. */
export function isAnalysed(from: string, declared: AnalysisRun['declared']): boolean {
  return isCached({ from, task: 'inventory', settings: null, ...(declared ? { declared } : {}) });
}

/** Analyses a folder as `breakwater inventory` does. Paths of calls are relative to it. */
export async function projectCode(
  from: string,
  how: Pick<AnalysisRun, 'declared' | 'ignores' | 'cache'>,
): Promise<ProjectCode> {
  const run = await analyseAll<InventoryRow[]>({ from, paths: [], task: 'inventory', settings: null, ...how });
  const calls = [...run.results].flatMap(([path, rows]) =>
    rows.flatMap((row) => (row.kind === 'call' ? [{ ...row, path: displayPath(path, from) }] : [])),
  );
  return { calls, files: [...run.sources.files.keys()] };
}

/**
 * The dependencies of a runbook that no code calls or mentions, by any spelling. None are where the code calls nothing:
 * then what calls them is written in another language, or elsewhere.
 */
export function unusedDependencies(
  { dependencies }: Pick<RunbookScope, 'dependencies'>,
  calls: readonly CodeCall[],
  textOf: (read: (text: string) => boolean) => void,
): readonly string[] {
  if (!calls.some(({ test }) => !test)) return [];
  const left = new Map(
    dependencies
      .filter(
        (name) => !calls.some((call) => nameFor({ path: '', title: '', services: [], dependencies: [name] }, call)),
      )
      .map((name) => [name, plain(coreOf(name))]),
  );
  if (left.size === 0) return [];
  textOf((text) => {
    const said = plain(text);
    for (const [name, core] of left) if (said.includes(core)) left.delete(name);
    return left.size > 0;
  });
  return [...left.keys()];
}

/** Reads files one after the other, for as long as somebody wants to know more. */
export function readEach(files: readonly string[], read: (text: string) => boolean): void {
  for (const file of files) {
    let text: string | undefined;
    try {
      text = readSource(file)?.text;
    } catch {
      // It has gone since it was found: it mentions nothing.
    }
    if (text !== undefined && !read(text)) return;
  }
}

/** `exchangeRates`, `EXCHANGE_RATES` and `exchange-rates` are one name. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[-_\s]+/g, '');
}
