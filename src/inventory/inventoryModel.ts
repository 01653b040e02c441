import type { ParserName } from '../parser/parserNames.ts';
import { displayPath } from '../files/paths.ts';
import { isProtected, protections, type Protection } from '../dependencies/protection.ts';
import type { AnalysisResults } from '../batch/analysisRun.ts';
import type { CallRow, ClientRow, InventoryRow, ParseErrorRow, RetryRow } from '../batch/inventoryRows.ts';

/** How many of the calls outside tests whose protection is known have it. */
export interface Coverage {
  readonly protection: Protection;
  readonly protected: number;
  readonly known: number;
  readonly unknown: number;
}

export interface Inventory {
  readonly calls: readonly CallRow[];
  readonly retries: readonly RetryRow[];
  readonly clients: readonly ClientRow[];
  readonly parseErrors: readonly ParseErrorRow[];
  /** All of the above in the order of files and lines. */
  readonly rows: readonly InventoryRow[];
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  readonly warnings: readonly { readonly path: string; readonly message: string }[];
  readonly coverage: readonly Coverage[];
  /** What read the files; null where all results came from the cache. */
  readonly parser: ParserName | null;
  /** Files that were looked at. */
  readonly files: number;
}

/** Puts the rows of all files together. `from` is what their paths are shown relative to. */
export function buildInventory(run: AnalysisResults<readonly InventoryRow[]>, from: string): Inventory {
  const rows = [...run.results].flatMap(([path, found]) =>
    found.map((row) => ({ ...row, path: displayPath(path, from) })),
  );
  const calls = rows.filter((row) => row.kind === 'call');
  const failed = failuresByMessage(run.failures);
  return {
    rows,
    calls,
    retries: rows.filter((row) => row.kind === 'retry'),
    clients: rows.filter((row) => row.kind === 'client'),
    parseErrors: rows.filter((row) => row.kind === 'parse-error'),
    skipped: run.skipped.map(({ path, reason }) => ({ path: displayPath(path, from), reason })),
    warnings: [...run.warnings, ...failed].map(({ path, message }) => ({ path: displayPath(path, from), message })),
    coverage: protections.map((protection) => coverageOf(protection, calls)),
    parser: run.parser ?? null,
    files: run.counts.read,
  };
}

/** One defect shows in many files: it is told once, with the first of them. */
function failuresByMessage(failures: AnalysisResults<unknown>['failures']): { path: string; message: string }[] {
  const byMessage = new Map<string, string[]>();
  for (const { path, message } of failures) {
    const known = byMessage.get(message);
    if (known) known.push(path);
    else byMessage.set(message, [path]);
  }
  return [...byMessage].map(([message, paths]) => {
    const others = paths.length > 1 ? ` (and ${paths.length - 1} more)` : '';
    return { path: paths[0]!, message: `couldn't be analysed${others}: ${message} (a bug in Breakwater)` };
  });
}

function coverageOf(protection: Protection, calls: readonly CallRow[]): Coverage {
  const counted = calls.filter((call) => !call.test);
  const relevant = protection === 'status' ? counted.filter((call) => call.status !== 'na') : counted;
  const states = relevant.map((call) => isProtected(call, protection));
  const known = states.filter((state) => state !== undefined);
  return {
    protection,
    protected: known.filter(Boolean).length,
    known: known.length,
    unknown: states.length - known.length,
  };
}

/** In percent, rounded down, so that 100 means all; undefined where nothing is known. */
export function shareOf({ protected: count, known }: Coverage): number | undefined {
  return known === 0 ? undefined : Math.floor((count * 1000) / known) / 10;
}

/** What a share of the known calls must reach, in percent. */
export interface Minimum {
  readonly protection: Protection;
  readonly percent: number;
}

/** One line for each minimum that is not reached. Where no call is known there is nothing to fall short of. */
export function shortfalls(coverage: readonly Coverage[], minimums: readonly Minimum[]): string[] {
  return minimums.flatMap(({ protection, percent }) => {
    const found = coverage.find((one) => one.protection === protection);
    const share = found && shareOf(found);
    if (!found || share === undefined || share >= percent) return [];
    return [`${protection}: ${found.protected} of ${found.known} calls are protected (${share} %), below ${percent} %`];
  });
}
