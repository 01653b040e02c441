import type { Runbook } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { blockHash } from '../record/blockAnchor.ts';
import type { Target } from './confirmation.ts';
import type { BlockStarted, Ended, NewEvent } from '../record/events.ts';
import { Capture, capturedName } from './capture.ts';
import { compareWithExpectation, type Verdict } from './expectation.ts';
import { OutputPipe } from './outputPipe.ts';
import type { CommandResult, CommandRunner, Overflow, SessionPorts } from './ports.ts';
import { duration, type PreparedCommand } from './prepare.ts';
import type { ShellState } from './shellState.ts';
import { SideOutput } from './sideOutput.ts';

/** What executions need of the run that they belong to. */
export interface Recorder {
  readonly runbook: () => Runbook;
  readonly run: () => string;
  readonly dryRun: () => boolean;
  /** The run is over: what has failed is not tried again. */
  readonly ended: () => boolean;
  /** Writes an event and then shows it. */
  record(event: NewEvent): Promise<void>;
  /** Shows an event at once; settles when it is written. */
  show(event: NewEvent): Promise<void>;
  /** Tells what a command printed to those who want all of it. */
  print(block: string, text: string): Promise<void> | undefined;
  /** Shows output that no event holds: what is added, or the end (or the whole) of what has been so far. */
  showOutput(execution: string, text: string, how: 'added' | 'end' | 'whole'): void;
  /** Keeps a value that a command printed, for the commands after it. */
  capture(name: string, value: string): Promise<void>;
  isSecret(name: string): boolean;
  masked(text: string): string;
  secrets(): Iterable<string>;
  /** A secret was found in what a command printed. */
  found(value: string): void;
}

/** How an execution is started. */
interface Start {
  readonly context: Target;
  readonly runner: CommandRunner;
}

/** The commands of one run: started, tried again, cancelled. */
export class Executions {
  readonly #ports: SessionPorts;
  readonly #recorder: Recorder;
  readonly #shell: ShellState;
  readonly #active = new Map<Promise<Ended>, ActiveExecution>();
  #closed = false;

  constructor(ports: SessionPorts, recorder: Recorder, shell: ShellState) {
    this.#ports = ports;
    this.#recorder = recorder;
    this.#shell = shell;
  }

  /** Runs a block with its retries. Resolves with how it ended last. */
  run(block: Block, prepared: PreparedCommand, start: Start): Promise<Ended> {
    if (this.#closed) return Promise.reject(new Error('This run is closed.'));
    const going: ActiveExecution = { cancelled: false, stop: () => undefined };
    const active = this.#run(block, prepared, { ...start, going }).finally(() => this.#active.delete(active));
    this.#active.set(active, going);
    return active;
  }

  async #run(
    block: Block,
    prepared: PreparedCommand,
    start: Start & { readonly going: ActiveExecution },
  ): Promise<Ended> {
    if (this.#recorder.dryRun()) return this.#pretend(block, prepared, start.context);
    const retries = Math.min(20, Math.max(0, Number.parseInt(block.attributes['retries'] ?? '0', 10) || 0));
    const base = duration(block.attributes['backoff']) ?? 1000;
    for (let attempt = 1; ; attempt++) {
      const again = attempt > retries ? undefined : backoff(attempt, base, this.#ports.ids.random());
      const last = await this.#once(block, prepared, { ...start, attempt, again });
      if (last.retryInMs === undefined) return last;
      const ended = (): boolean => this.#recorder.ended();
      if (!ended() && (await this.#wait(last.retryInMs, start.going)) && !ended()) continue;
      const stopped: Ended = { ...last, how: 'cancelled', message: 'Not retried.', retryInMs: undefined };
      await this.#recorder.record(stopped);
      return stopped;
    }
  }

  /** Ends a command with all that it started, and does not try it again. */
  cancel(execution: string): void {
    for (const going of this.#active.values()) if (going.execution === execution) end(going);
  }

  cancelAll(): void {
    for (const going of this.#active.values()) end(going);
  }

  /** Tries nothing again of what waits for that: the run has ended. */
  stopWaiting(): void {
    for (const going of this.#active.values()) if (going.isWaiting) end(going);
  }

  /** Commands that run, or are about to be tried again. */
  get count(): number {
    return this.#active.size;
  }

  /** Whether an execution is one of these. */
  has(execution: string): boolean {
    return [...this.#active.values()].some((one) => one.execution === execution);
  }

  /** Resolves when none runs any more. */
  async idle(): Promise<void> {
    while (this.#active.size > 0) await Promise.allSettled(this.#active.keys());
  }

  /** Ends all, and starts none any more. */
  async dispose(): Promise<void> {
    this.#closed = true;
    this.cancelAll();
    await this.idle();
  }

  /** Everything but the execution. */
  async #pretend(block: Block, prepared: PreparedCommand, context: Target): Promise<Ended> {
    const execution = this.#ports.ids.next();
    await this.#begin(execution, block, prepared, { context });
    const message = `Dry run: this would run in ${prepared.cwd}.`;
    const ended: Ended = { type: 'block-ended', execution, how: 'dry-run', duration: 0, message };
    await this.#recorder.record(ended);
    return ended;
  }

  async #begin(
    execution: string,
    block: Block,
    { commands, shell, cwd, risk }: PreparedCommand,
    more: Pick<BlockStarted, 'context' | 'attempt' | 'owner'>,
  ): Promise<void> {
    const step = this.#recorder.runbook().steps.find((one) => one.blocks.some(({ id }) => id === block.id))?.id;
    const command = this.#recorder.masked(commands.join('\n'));
    await this.#recorder.record({
      type: 'block-started',
      block: block.id,
      step,
      execution,
      command,
      shell,
      cwd,
      risk,
      hash: blockHash(block),
      ...more,
    });
  }

  async #once(
    block: Block,
    prepared: PreparedCommand,
    { context, runner, going, attempt, again }: Attempt,
  ): Promise<Ended> {
    const { clock, ids, processes } = this.#ports;
    const recorder = this.#recorder;
    const execution = (going.execution = ids.next());
    await this.#begin(execution, block, prepared, { context, attempt, owner: processes?.self });
    // What cannot be recorded is not run: nobody could tell afterwards that it has been, and how it ended.
    const message = this.#ports.log.problem()?.replace(/ The run continues[^]*$/, ' Nothing was run.');
    if (going.cancelled || message !== undefined) {
      const how = going.cancelled ? 'cancelled' : 'could-not-start';
      const ended: Ended = { type: 'block-ended', execution, how, duration: 0, message };
      await recorder.record(ended);
      return ended;
    }
    const pipe = new OutputPipe({
      execution,
      file: `${recorder.run()}.${execution}.out`,
      clock,
      secrets: () => recorder.secrets(),
      found: (value) => recorder.found(value),
      print: (text) => recorder.print(block.id, text),
      show: (event) => recorder.show(event),
      overflow: (name) => this.#overflow(name, execution, block.id),
    });
    const name = capturedName(block);
    const capture = name === undefined ? undefined : new Capture(name, recorder.isSecret(name));
    const running = runner.start(
      {
        ...prepared,
        execution,
        env: { ...this.#shell.env, ...prepared.env },
        locals: this.#shell.locals,
        definitions: this.#shell.definitions,
        workspace: [this.#ports.cwd, this.#ports.folder ?? this.#ports.cwd],
      },
      capture?.through(pipe.push) ?? pipe.push,
    );
    going.stop = running.cancel;
    void running.process.then((mark) => mark && recorder.record({ type: 'block-process', execution, ...mark }));
    const result = await running.result;
    await running.process;
    await pipe.end();
    if (result.carried !== undefined) this.#shell.take(result.carried, prepared);
    const verdict = result.how === 'exited' ? compareWithExpectation(block, result.exitCode, pipe.whole()) : undefined;
    const succeeded = result.how === 'exited' && (verdict?.met ?? result.exitCode === 0);
    const captured = succeeded ? capture?.result() : undefined;
    if (captured && 'value' in captured) await recorder.capture(captured.name, captured.value);
    const uncaptured = captured && 'problem' in captured ? captured.problem : undefined;
    const ended = this.#ended(execution, { result, verdict, prepared, again, uncaptured });
    await recorder.record(ended);
    return ended;
  }

  #overflow(name: string, execution: string, block: string): Overflow {
    const { log, overflow = overflowHere } = this.#ports;
    const recorder = this.#recorder;
    return overflow(name, {
      log,
      secrets: () => recorder.secrets(),
      print: (text) => {
        recorder.showOutput(execution, text, 'added');
        return recorder.print(block, text);
      },
      tail: (text, whole) => recorder.showOutput(execution, text, whole ? 'whole' : 'end'),
    });
  }

  #ended(execution: string, { result, verdict, prepared, again, uncaptured }: Outcome): Ended {
    const { how, exitCode, signal, carried } = result;
    const message = [uncaptured, result.message, verdict?.message].filter((part) => part !== undefined).join(' ');
    const failed = how === 'timed-out' || (how === 'exited' && !(verdict?.met ?? exitCode === 0));
    return {
      type: 'block-ended',
      execution,
      how,
      exitCode,
      signal,
      duration: result.duration,
      message: message === '' ? undefined : this.#recorder.masked(message),
      met: verdict?.met,
      retryInMs: failed ? again : undefined,
      cwd: carried && (prepared.ownFolder ? this.#shell.cwd : carried.cwd),
      carried: carried && [...Object.keys(carried.env), ...Object.keys(carried.locals)],
    };
  }

  /** Resolves with whether to go on. */
  #wait(milliseconds: number, going: ActiveExecution): Promise<boolean> {
    if (going.cancelled) return Promise.resolve(false);
    going.isWaiting = true;
    return new Promise<boolean>((resolve) => {
      const forget = this.#ports.clock.after(milliseconds, () => resolve(true));
      going.stop = () => {
        forget();
        resolve(false);
      };
    }).finally(() => (going.isWaiting = false));
  }
}

/** A block that is being run, over all its attempts. */
interface ActiveExecution {
  /** The present attempt. */
  execution?: string;
  cancelled: boolean;
  /** Until the next attempt. */
  isWaiting?: boolean;
  /** Ends what is waited for at the moment: the command, or the time until the next attempt. */
  stop: () => void;
}

interface Attempt extends Start {
  readonly going: ActiveExecution;
  readonly attempt: number;
  /** Milliseconds until the next one, if this one fails. */
  readonly again?: number;
}

function end(going: ActiveExecution): void {
  going.cancelled = true;
  going.stop();
}

const overflowHere: NonNullable<SessionPorts['overflow']> = (name, { log, secrets, print }) =>
  new SideOutput({ open: () => log.spill(name), secrets, print });

interface Outcome {
  readonly result: CommandResult;
  readonly verdict: Verdict | undefined;
  readonly prepared: PreparedCommand;
  readonly again: number | undefined;
  /** Why a value was not taken from the output. */
  readonly uncaptured: string | undefined;
}

/** Milliseconds before the next attempt: doubled each time, at most a minute, half of it by chance. */
function backoff(attempt: number, base: number, random: number): number {
  return Math.round(Math.min(60_000, base * 2 ** (attempt - 1)) * (0.5 + random / 2));
}
