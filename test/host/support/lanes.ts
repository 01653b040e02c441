import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import type { Results } from './results.ts';

/** A lane asks for its next task, and says how the last one ended. */
interface Asked {
  readonly ended?: Results;
}

/** What a lane is answered; without a task it has done its part. */
interface Answered {
  readonly task?: string;
}

/** A window mostly waits, for its pages or for its test: one alone leaves a core without work. */
const LANES = Math.min(2, availableParallelism());

/**
 * Runs tasks in several processes of `script` at once: each has a browser of its own, so that no window takes another's
 * focus or clipboard. A task whose process ends before it has failed; the other processes go on with the rest.
 */
export async function runInLanes(
  script: string,
  args: readonly string[],
  tasks: readonly string[],
  say: (line: string) => void,
): Promise<Results> {
  const queue = [...tasks];
  let passed = 0;
  let failed = 0;
  const fail = (line: string): void => {
    failed++;
    say(`  FAIL ${line}`);
  };
  const lane = (): Promise<void> =>
    new Promise((resolve) => {
      const child = fork(script, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      let task: string | undefined;
      child.on('message', ({ ended }: Asked) => {
        passed += ended?.passed ?? 0;
        failed += ended?.failed ?? 0;
        task = queue.shift();
        child.send({ task } satisfies Answered, () => undefined);
      });
      child.on('exit', (code, signal) => {
        if (task !== undefined || code !== 0) fail(`${task ?? 'a lane'}: its process ended with ${signal ?? code}`);
        resolve();
      });
    });
  await Promise.all(Array.from({ length: Math.min(LANES, queue.length) }, lane));
  for (const task of queue) fail(`${task}: no process was left to run it`);
  return { passed, failed };
}

/** The part of the process in a lane: runs one task after the other, and ends with the process that started it. */
export async function workInLane(run: (task: string) => Promise<Results>): Promise<void> {
  const alone = (): void => process.exit(1);
  process.once('disconnect', alone);
  for (let ended: Results | undefined; ;) {
    const answer = new Promise<Answered>((resolve) => process.once('message', resolve as (message: unknown) => void));
    process.send!({ ...(ended && { ended }) } satisfies Asked);
    const { task } = await answer;
    if (task === undefined) break;
    ended = await run(task);
  }
  process.removeListener('disconnect', alone);
  process.disconnect();
}
