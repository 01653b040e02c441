import { posix } from 'node:path';
import { readRuns } from './runHistory.ts';
import { openLines } from './runLog.ts';
import { createRunLog } from '../record/log.ts';
import type { RunEvent } from '../record/events.ts';
import type { Processes } from '../run/ports.ts';
import { reduce } from '../record/reduce.ts';
import type { Runbook } from '../runbook/model.ts';

/** Runs that are looked at, latest first: an old one that was killed is no news any more. */
const MAX_LOGS_READ = 20;

/** A command of an earlier run whose result nobody knows. */
interface Unfinished {
  readonly sentence: string;
  /** Processes of it that still run. */
  readonly pids: readonly number[];
}

/**
 * One sentence for each command of an earlier run of this runbook, started on this machine, that was running when its
 * process was killed, and after which none was finished, or which still runs. Only reads; empty where logs cannot be read.
 */
export async function findUnfinishedRuns(
  runs: string,
  path: string,
  runbook: Runbook,
  processes: Processes,
): Promise<readonly Unfinished[]> {
  const found: Unfinished[] = [];
  let finished = false;
  for (const { run, path: ofRunbook } of await readRuns(runs, MAX_LOGS_READ)) {
    if (posix.normalize(ofRunbook) !== posix.normalize(path)) continue;
    const log = createRunLog(openLines(runs, run));
    const events: readonly RunEvent[] = await log.read().then(
      (content) => content.events,
      () => [],
    );
    await log.close();
    const { executions, outcome } = reduce(runbook, events);
    for (const one of Object.values(executions)) {
      const { owner } = one;
      if (one.status !== 'running' || owner === undefined || owner.host !== processes.self.host) continue;
      if (await processes.alive(owner)) continue;
      const [left] = await processes.orphans([{ execution: one.execution, mark: one.process }]);
      if (finished && !left?.pids.length) continue;
      const still = left?.pids.length ? ` Still running: process ${left.pids.join(', ')}.` : '';
      const maybe = left?.unproven.length ? ` Process ${left.unproven.join(', ')} may be part of it.` : '';
      const command = one.command.split('\n', 1)[0]!;
      const sentence = `Unknown result: \`${command}\` was running when run ${run} was killed.${still}${maybe}`;
      found.push({ sentence, pids: left?.pids ?? [] });
    }
    finished ||= outcome === 'done';
  }
  return found;
}
