import { mean, median } from '../incident/duration.ts';
import type { RunDigest, Unreadable } from './runDigest.ts';

/** How a runbook was used. */
export interface RunbookUse {
  readonly path: string;
  readonly title: string;
  readonly runs: number;
  /** Runs that have not ended. */
  readonly open: number;
  readonly drills: number;
  /** ISO 8601, UTC. */
  readonly lastRun?: string;
  readonly lastDrill?: string;
  /** Whole days since it was last run or drilled. */
  readonly idleDays: number;
  /** Days between drills, as its latest run saw it; absent where it wants none. */
  readonly drillEvery?: number;
  readonly steps: readonly StepUse[];
}

/** How long a step took in the runs in which it was done. Milliseconds. */
export interface StepUse {
  readonly title: string;
  readonly count: number;
  readonly median: number;
  readonly mean: number;
}

export interface UseOfRunbooks {
  /** The one used last first. */
  readonly runbooks: readonly RunbookUse[];
  /** What was not counted, and why; one sentence each. */
  readonly notes: readonly string[];
}

/** How each of these numbers is worked out; shown with them. */
export const useFormulas = {
  steps:
    'time of a step = checked off - entered (else the end of the step before it); skipped, failed and unfinished steps have none. Median and mean over runs; drills and dry runs are left out',
  recency:
    'last used = whole days since the latest run or drill began; a drill is overdue where that is more than `drillEvery`',
} as const;

const DAY = 86_400_000;
/** Clocks may differ by that much. */
const SLACK = 60_000;

/** How the runbooks were used, by their file. @param now ISO 8601 */
export function useOfRunbooks(digests: readonly (RunDigest | Unreadable)[], now: string): UseOfRunbooks {
  const until = Date.parse(now);
  const readable = digests.filter((one) => typeof one !== 'string');
  const real = readable.filter(({ dryRun }) => !dryRun);
  const past = real.filter(({ startedAt }) => Date.parse(startedAt) <= until + SLACK);
  const byPath = new Map<string, RunDigest[]>();
  for (const one of past) {
    const known = byPath.get(one.path);
    if (known === undefined) byPath.set(one.path, [one]);
    else known.push(one);
  }
  const runbooks = [...byPath].map(([path, own]) => useOf(path, own, until));
  return {
    runbooks: runbooks.sort((a, b) => a.idleDays - b.idleDays || (a.path < b.path ? -1 : 1)),
    notes: notesOn(digests, readable.length - real.length, real.length - past.length),
  };
}

function notesOn(digests: readonly (RunDigest | Unreadable)[], dryRuns: number, future: number): readonly string[] {
  const count = (kind: Unreadable): number => digests.filter((one) => one === kind).length;
  const notes: readonly [number, string][] = [
    [dryRuns, 'a dry run, which executes nothing'],
    [future, 'would begin in the future: a clock is wrong'],
    [count('no-start'), 'the log has no readable beginning'],
    [count('newer'), 'recorded by a newer Breakwater'],
  ];
  return notes.flatMap(([many, why]) =>
    many === 0 ? [] : [`${many} ${many === 1 ? 'run' : 'runs'} not counted: ${why}.`],
  );
}

function useOf(path: string, own: readonly RunDigest[], until: number): RunbookUse {
  const latestFirst = own.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  const runs = latestFirst.filter(({ drill }) => !drill);
  const drills = latestFirst.filter(({ drill }) => drill);
  return {
    path,
    title: latestFirst[0]!.title,
    runs: runs.length,
    open: runs.filter(({ ended }) => !ended).length,
    drills: drills.length,
    ...(runs[0] ? { lastRun: runs[0].startedAt } : {}),
    ...(drills[0] ? { lastDrill: drills[0].startedAt } : {}),
    idleDays: Math.max(0, Math.floor((until - Date.parse(latestFirst[0]!.startedAt)) / DAY)),
    ...(latestFirst[0]!.drillEvery === undefined ? {} : { drillEvery: latestFirst[0]!.drillEvery }),
    steps: stepsOf(runs),
  };
}

/** In the order of the latest run that did them. */
function stepsOf(latestFirst: readonly RunDigest[]): readonly StepUse[] {
  const known = new Map<string, { readonly title: string; readonly times: number[] }>();
  for (const { steps } of latestFirst)
    for (const { step, title, took } of steps) {
      const before = known.get(step);
      if (before === undefined) known.set(step, { title, times: [took] });
      else before.times.push(took);
    }
  return [...known.values()].map(({ title, times }) => ({
    title,
    count: times.length,
    median: median(times)!,
    mean: mean(times)!,
  }));
}
