import type { RunStarted } from './events.ts';

/** What the beginning and the end of a run's log tell, without reading the rest. */
export interface RunSummary {
  /** The runbook's path, as the run names it. */
  readonly path: string;
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly ended: boolean;
  readonly drill: boolean;
  readonly dryRun: boolean;
}

/**
 * Reads a summary from a log.
 * @param firstLine the log's first line
 * @param tail its last lines; the first of them may be cut
 * @returns undefined where the first line does not start a run
 */
export function summarizeLog(firstLine: string, tail: string): RunSummary | undefined {
  const start = parse(firstLine) as Partial<RunStarted> | undefined;
  const path: unknown = start?.runbook?.path;
  if (start?.type !== 'run-started' || typeof path !== 'string' || Number.isNaN(Date.parse(start.at ?? ''))) {
    return undefined;
  }
  const title: unknown = start.runbook?.title;
  return {
    path,
    title: typeof title === 'string' ? title : path,
    startedAt: new Date(start.at!).toISOString(),
    ended: tail.split('\n').some((line) => line.includes('run-ended') && parse(line)?.type === 'run-ended'),
    drill: start.drill === true,
    dryRun: start.dryRun === true,
  };
}

function parse(line: string): { readonly type?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
