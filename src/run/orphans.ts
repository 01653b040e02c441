import type { LeftProcesses, Processes, ProcessMark } from './ports.ts';
import type { RunState } from '../record/state.ts';

export interface Orphan extends LeftProcesses {
  readonly command: string;
}

/** Processes that commands of unknown result left running. */
export async function findOrphans(state: RunState, processes: Processes | undefined): Promise<readonly Orphan[]> {
  const lost = Object.values(state.executions).filter(({ status }) => status === 'unknown');
  const found = await processes?.orphans(lost.map((one) => ({ execution: one.execution, mark: one.process })));
  return (found ?? []).map((one) => ({
    ...one,
    command: lost.find(({ execution }) => execution === one.execution)?.command ?? '',
  }));
}

/** Ends what an execution that is over has put into the background. */
export async function endLeft(
  processes: Processes | undefined,
  { execution, mark }: { readonly execution: string; readonly mark: ProcessMark | undefined },
): Promise<void> {
  for (const { pids } of (await processes?.orphans([{ execution, mark }])) ?? [])
    await processes?.stop(pids, execution);
}

/** Ends what an execution provably left running. Resolves with the ids of processes that could not be ended. */
export async function endOrphan(
  state: RunState,
  processes: Processes | undefined,
  execution: string,
): Promise<readonly number[]> {
  const pids = async (): Promise<readonly number[]> =>
    (await findOrphans(state, processes)).find((one) => one.execution === execution)?.pids ?? [];
  let left = await pids();
  // A loop in it may have started its next command before it was ended itself.
  for (let round = 0; left.length > 0 && round < 5; round++) {
    const stubborn = (await processes?.stop(left, execution)) ?? left;
    if (stubborn.length > 0) return stubborn;
    left = await pids();
  }
  return left;
}
