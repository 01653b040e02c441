import * as vscode from 'vscode';
import { createRunner } from '../node/runner.ts';
import { mask, Masker } from '../run/mask.ts';
import type { Carried, RunningCommand } from '../run/ports.ts';
import type { Block } from '../runbook/model.ts';
import type { LiveRun } from './liveRun.ts';
import { runInTerminal } from './terminalRun.ts';

/** Milliseconds between two writings of output to the log and the view. */
const pace = 80;
/** Characters of one execution's output that go into the log itself; more goes to a side file. */
const inLog = 500_000;
/** Characters waiting to be written at which the command's output is held back. */
const held = 1_000_000;

export interface Order {
  readonly block: Block;
  readonly step?: string;
  readonly shell: string;
  readonly commands: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Milliseconds. */
  readonly timeout?: number;
}

export interface OutputNews {
  readonly block: string;
  readonly execution: string;
  readonly text: string;
}

/** Runs the commands of one run, one at a time for each block, and writes down what comes of them. */
export class Executions implements vscode.Disposable {
  readonly #news = new vscode.EventEmitter<OutputNews>();
  readonly onOutput = this.#news.event;
  readonly #runner = createRunner();
  readonly #running = new Map<string, { cancel(): void }>();
  #carried: Carried | undefined;

  constructor(
    private readonly run: LiveRun,
    private readonly secrets: () => Iterable<string>,
  ) {}

  isRunning(block: string): boolean {
    return this.#running.has(block);
  }

  cancel(block: string): void {
    this.#running.get(block)?.cancel();
  }

  /** Resolves when the commands have ended and that is on disk. */
  async start(order: Order): Promise<void> {
    const { block, step, shell, commands } = order;
    if (this.#running.has(block.id)) return;
    let cancelled = false;
    let command: { cancel(): void } | undefined;
    this.#running.set(block.id, {
      cancel: () => {
        cancelled = true;
        command?.cancel();
      },
    });
    const execution = crypto.randomUUID();
    const cwd = this.#carried?.cwd ?? order.cwd;
    const shown = mask(commands.join('\n'), this.secrets());
    try {
      await this.run.record({
        type: 'block-started',
        block: block.id,
        step,
        execution,
        command: shown,
        shell,
        cwd,
        risk: block.risk,
        context: {},
      });
      const output = new OutputWriter(this.run, execution, this.secrets, (text) =>
        this.#news.fire({ block: block.id, execution, text }),
      );
      if (block.interactive) {
        const session = runInTerminal(order, cwd, execution, (text) => void output.add('stdout', text));
        command = session;
        const ended = await session.result;
        await output.end();
        await this.run.record({ type: 'block-ended', execution, ...ended });
        return;
      }
      const started: RunningCommand = this.#runner.start(
        {
          shell,
          commands,
          cwd,
          env: { ...this.#carried?.env, ...order.env },
          locals: this.#carried?.locals,
          timeout: order.timeout,
          execution,
        },
        (stream, text) => output.add(stream, text),
      );
      command = started;
      if (cancelled) started.cancel();
      const { how, exitCode, signal, duration, message, carried } = await started.result;
      if (carried) this.#carried = withoutSecrets(carried);
      await output.end();
      await this.run.record({ type: 'block-ended', execution, how, exitCode, signal, duration, message });
    } finally {
      this.#running.delete(block.id);
    }
  }

  dispose(): void {
    for (const command of this.#running.values()) command.cancel();
    this.#news.dispose();
  }
}

function withoutSecrets({ env, ...rest }: Carried): Carried {
  return { ...rest, env: Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('BREAKWATER_'))) };
}

/** Masks output, gathers it for a moment, and writes it to the log and the view in that order. */
class OutputWriter {
  readonly #maskers: Record<'stdout' | 'stderr', Masker>;
  #waiting: { stream: 'stdout' | 'stderr'; text: string }[] = [];
  #size = 0;
  #written = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly run: LiveRun,
    private readonly execution: string,
    secrets: () => Iterable<string>,
    private readonly tell: (text: string) => void,
  ) {
    this.#maskers = { stdout: new Masker(secrets), stderr: new Masker(secrets) };
  }

  /** @returns a promise where the command should wait before it prints more. */
  add(stream: 'stdout' | 'stderr', text: string): Promise<void> | undefined {
    this.#push(stream, this.#maskers[stream].push(text));
    this.#timer ??= setTimeout(() => void this.#flush(), pace);
    return this.#size > held ? this.#flush() : undefined;
  }

  async end(): Promise<void> {
    for (const stream of ['stdout', 'stderr'] as const) this.#push(stream, this.#maskers[stream].flush());
    await this.#flush();
  }

  #push(stream: 'stdout' | 'stderr', text: string): void {
    if (!text) return;
    this.#size += text.length;
    const last = this.#waiting.at(-1);
    if (last?.stream === stream) last.text += text;
    else this.#waiting.push({ stream, text });
  }

  #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pieces = this.#waiting;
    this.#waiting = [];
    this.#size = 0;
    this.#writing = this.#writing.then(async () => {
      for (const { stream, text } of pieces) {
        this.#written += text.length;
        await this.run.recordOutput(this.execution, stream, text, this.#written > inLog);
        this.tell(text);
      }
    });
    return this.#writing;
  }
}
