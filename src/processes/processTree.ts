import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { LeftProcesses, ProcessMark, Processes } from '../run/ports.ts';
import { isAlive, ownMark } from './processMark.ts';

/** Every process is told by this variable on whose behalf it runs, so that those that left their group are found too. */
export const EXECUTION_VARIABLE = 'BREAKWATER_EXECUTION';

/** Milliseconds between asking and forcing. */
const TERMINATION_GRACE_MS = 3000;

/** Ends a command's group, and all that carry its execution's name: asks, waits some seconds, forces. Resolves when none is left. */
export async function endTree(
  pid: number | undefined,
  execution: string,
  patience = TERMINATION_GRACE_MS,
): Promise<void> {
  if (process.platform === 'win32') {
    if (pid !== undefined) await endOnWindows(pid);
    return;
  }
  const until = Date.now() + patience;
  for (let round = 0; round < 200; round++) {
    const force = Date.now() >= until;
    const group = pid !== undefined && signal(-pid, round === 0 ? 'SIGTERM' : force ? 'SIGKILL' : 0);
    // Some start children while they are being ended, so the list is made again each time.
    const marked = round < 2 || force || round % 5 === 0 ? await processesOf(execution) : [0];
    if (!group && marked.length === 0) return;
    for (const one of marked) if (one > 0 && (round < 2 || force)) signal(one, force ? 'SIGKILL' : 'SIGTERM');
    await setTimeout(force ? 20 : Math.min(100, 10 + round * 10));
  }
}

/** Ids of the living processes that carry an execution's name. None on Windows, which does not show environments. */
export async function processesOf(execution: string): Promise<readonly number[]> {
  const wanted = `${EXECUTION_VARIABLE}=${execution}`;
  if (process.platform === 'linux') {
    const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
    const found = await Promise.all(
      names.map(async (name) => {
        const environment = await readFile(`/proc/${name}/environ`, 'utf8').catch(() => '');
        return environment.includes(wanted) && environment.split('\0').includes(wanted) ? Number(name) : 0;
      }),
    );
    return found.filter((pid) => pid > 0);
  }
  if (process.platform === 'win32') return [];
  const listed = await run('/bin/ps', ['-axEww', '-o', 'pid=,command=']);
  return listed
    .split('\n')
    .filter((line) => line.split(/\s+/).includes(wanted))
    .map((line) => Number.parseInt(line, 10))
    .filter((pid) => pid > 0 && pid !== process.pid);
}

/** Processes of this machine, for `RunSession`. */
export async function machineProcesses(): Promise<Processes> {
  return { self: await ownMark(), alive: isAlive, orphans, stop };
}

async function orphans(
  executions: readonly { readonly execution: string; readonly mark?: ProcessMark }[],
): Promise<readonly LeftProcesses[]> {
  const self = await ownMark();
  const found = await Promise.all(
    executions.map(async ({ execution, mark }) => {
      const pids = await provenProcessesOf(execution);
      const isOurs = mark !== undefined && mark.host === self.host && mark.started !== undefined;
      const isSeen = isOurs && !pids.includes(mark.pid) && mark.pid !== self.pid && (await isAlive(mark));
      return { execution, pids, unproven: isSeen ? [mark.pid] : [] };
    }),
  );
  return found.filter(({ pids, unproven }) => pids.length + unproven.length > 0);
}

/** None where the execution started this very process: an editor that a command has opened is not what it left behind. */
async function provenProcessesOf(execution: string): Promise<readonly number[]> {
  return process.env[EXECUTION_VARIABLE] === execution ? [] : processesOf(execution);
}

async function stop(pids: readonly number[], execution: string): Promise<readonly number[]> {
  // Looked at once more each time: the number may belong to somebody else by now.
  const ours = async (): Promise<readonly number[]> => {
    const proven = await provenProcessesOf(execution);
    return pids.filter((pid) => proven.includes(pid));
  };
  for (const pid of await ours()) signal(pid, 'SIGTERM');
  const until = Date.now() + TERMINATION_GRACE_MS;
  for (;;) {
    const left = await ours();
    if (left.length === 0 || Date.now() > until + TERMINATION_GRACE_MS) return left;
    if (Date.now() > until) for (const pid of left) signal(pid, 'SIGKILL');
    await setTimeout(50);
  }
}

/** With all that it started, as far as Windows knows. */
async function endOnWindows(pid: number): Promise<void> {
  await run('taskkill', ['/pid', String(pid), '/T', '/F']);
  // Where the tree could not be ended, at least this one is.
  signal(pid, 'SIGKILL');
}

/** False where there is no such process, or none that is ours. */
function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

function run(file: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    execFile(file, [...args], { timeout: 10_000, windowsHide: true, maxBuffer: 64 << 20 }, (_, stdout) => {
      resolve(stdout);
    });
  });
}
