import type { Runbook } from '../runbook/model.ts';
import type { RunLog } from '../record/logPorts.ts';
import type { Clock, CommandRequest, CommandResult, CommandRunner, RunningCommand, Take } from '../run/ports.ts';
import { faultOfStep, faulty, type CommandFault, type Fault } from './faults.ts';
import { authoredResult, type Recorded, type Recording } from './recording.ts';

export interface ReplayOptions {
  readonly runbook: Runbook;
  readonly recording: Recording;
  readonly faults: readonly Fault[];
  readonly log: RunLog;
  readonly clock: Clock;
}

/** Nobody waits longer for a command that hangs in a drill. Milliseconds. */
const LONGEST_HANG = 60_000;

/**
 * Ports of a run in which nothing is executed: its commands end as they were recorded, or as the runbook shows, or as a
 * fault has it. Pure but for the log given.
 */
export function replayPorts(options: ReplayOptions): { readonly log: RunLog; readonly runner: CommandRunner } {
  const replay = new Replay(options);
  const log: RunLog = {
    ...options.log,
    append: (event) => {
      // The log is told which block an execution is of before that begins.
      if (event.type === 'block-started') replay.begins(event.execution, event.block);
      return options.log.append(event);
    },
  };
  return { log, runner: { start: (request, output) => replay.start(request, output) } };
}

class Replay {
  readonly #options: ReplayOptions;
  readonly #blocks = new Map<string, string>();
  /** How often each block has run. */
  readonly #ran = new Map<string, number>();

  constructor(options: ReplayOptions) {
    this.#options = options;
  }

  begins(execution: string, block: string): void {
    this.#blocks.set(execution, block);
  }

  start({ execution, commands, timeout }: CommandRequest, output: Take): RunningCommand {
    const block = this.#blocks.get(execution) ?? '';
    const recorded = this.#next(block);
    const fault = this.#faultOf(block);
    const played = fault === undefined ? recorded : faulty(fault, commands[0] ?? '');
    if (played === undefined) return this.#hang(timeout);
    return { process: Promise.resolve(undefined), result: play(played, output), cancel: () => undefined };
  }

  /** As it went this time of the recorded run; more often than that, as it went last. */
  #next(block: string): Recorded {
    const { recording, runbook } = this.#options;
    const all = recording.blocks.get(block) ?? [];
    const count = this.#ran.get(block) ?? 0;
    this.#ran.set(block, count + 1);
    const known = all[Math.min(count, all.length - 1)];
    if (known !== undefined) return known;
    const written = [...runbook.steps.flatMap(({ blocks }) => blocks), ...runbook.blocks].find(
      ({ id }) => id === block,
    );
    return written === undefined ? { output: [], how: 'exited', exitCode: 0 } : authoredResult(written);
  }

  #faultOf(block: string): CommandFault | undefined {
    const { runbook, faults } = this.#options;
    const step = runbook.steps.find(({ blocks }) => blocks.some(({ id }) => id === block));
    return faultOfStep(faults, step?.id);
  }

  #hang(timeout = LONGEST_HANG): RunningCommand {
    const { clock } = this.#options;
    const began = clock.elapsed();
    let cancel = (): void => undefined;
    const result = new Promise<CommandResult>((resolve) => {
      const end = (how: 'timed-out' | 'cancelled'): void => resolve({ how, duration: clock.elapsed() - began });
      const forget = clock.after(Math.min(timeout, LONGEST_HANG), () => end('timed-out'));
      cancel = () => {
        forget();
        end('cancelled');
      };
    });
    return { process: Promise.resolve(undefined), result, cancel: () => cancel() };
  }
}

async function play({ output, how, exitCode, message }: Recorded, take: Take): Promise<CommandResult> {
  for (const { stream, text } of output) await take(stream, { text: () => text });
  const rest = { ...(exitCode === undefined ? {} : { exitCode }), ...(message === undefined ? {} : { message }) };
  return { how, duration: 0, ...rest };
}
