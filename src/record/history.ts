import type { Outcome, RunStarted } from './events.ts';

/** What the beginning and the end of a run's log tell, without reading the rest. */
export interface RunSummary {
  /** The runbook's path, as the run names it. */
  readonly path: string;
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly ended: boolean;
  /** How it ended, and when. */
  readonly outcome?: Outcome;
  readonly endedAt?: string;
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
  const end = endIn(tail);
  return {
    path,
    title: typeof title === 'string' ? title : path,
    startedAt: new Date(start.at!).toISOString(),
    ended: end !== undefined,
    outcome: end?.outcome,
    endedAt: end?.at,
    drill: start.drill === true,
    dryRun: start.dryRun === true,
  };
}

/** The end of a run that was not reopened after it. */
function endIn(tail: string): { readonly outcome: Outcome; readonly at?: string } | undefined {
  for (const line of tail.split('\n').reverse()) {
    if (!/run-(?:ended|reopened)/.test(line)) continue;
    const event = parse(line);
    if (event?.type === 'run-reopened') return undefined;
    if (event?.type !== 'run-ended') continue;
    const { outcome, at } = event;
    const known = outcome === 'incomplete' || outcome === 'abandoned' ? outcome : 'done';
    return { outcome: known, at: typeof at === 'string' && !Number.isNaN(Date.parse(at)) ? at : undefined };
  }
  return undefined;
}

function parse(
  line: string,
): { readonly type?: unknown; readonly outcome?: unknown; readonly at?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
