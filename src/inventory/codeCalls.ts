import { analyseAll, isCached, type AnalysisRun } from '../batch/analysisRun.ts';
import type { InventoryRow } from '../batch/inventoryRows.ts';
import type { CodeCall } from '../dependencies/affected.ts';
import { coreOf } from '../dependencies/dependency.ts';
import { nameFor, type RunbookScope } from '../dependencies/scope.ts';
import { readSource } from '../files/readSource.ts';
import { displayPath } from '../files/paths.ts';

/** Whether the results of an earlier analysis of the folder are kept. */
export function isAnalysed(from: string, declared: AnalysisRun['declared']): boolean {
  return isCached({ from, task: 'inventory', settings: null, ...(declared ? { declared } : {}) });
}

/** The calls of a folder, as `breakwater inventory` finds them. Their paths are relative to it. */
export async function projectCalls(
  from: string,
  how: Pick<AnalysisRun, 'declared' | 'ignores' | 'cache' | 'onProgress'>,
): Promise<readonly CodeCall[]> {
  const run = await analyseAll<InventoryRow[]>({ from, paths: [], task: 'inventory', settings: null, ...how });
  return [...run.results].flatMap(([path, rows]) =>
    rows.flatMap((row) => (row.kind === 'call' ? [{ ...row, path: displayPath(path, from) }] : [])),
  );
}

/**
 * The dependencies of a runbook that no code calls or mentions, by any spelling. None are where the code calls nothing:
 * then what calls them is written in another language, or elsewhere.
 * @param textOf gives texts for as long as more are wanted
 * @param callsOf what the code calls: takes far longer than reading it, so it is asked only where a name is in no text
 */
export async function unusedDependencies(
  { dependencies }: Pick<RunbookScope, 'dependencies'>,
  textOf: (read: (text: string) => boolean) => void,
  callsOf: () => Promise<readonly CodeCall[]>,
): Promise<readonly string[]> {
  const left = new Map(dependencies.map((name) => [name, plain(coreOf(name))]));
  if (left.size === 0) return [];
  textOf((text) => {
    const said = plain(text);
    for (const [name, core] of left) if (said.includes(core)) left.delete(name);
    return left.size > 0;
  });
  if (left.size === 0) return [];
  const calls = await callsOf();
  if (!calls.some(({ test }) => !test)) return [];
  const called = (name: string): boolean =>
    calls.some((call) => nameFor({ path: '', title: '', services: [], dependencies: [name] }, call));
  return [...left.keys()].filter((name) => !called(name));
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
