import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CommandRequest, CommandResult, CommandRunner, ProcessMark, RunningCommand, Take } from '../run/ports.ts';
import { carriedFrom, failedInBackground } from './carry.ts';
import { closeGiven, openPipes, type CommandPipe } from './commandPipe.ts';
import { sendHttpBlock } from './httpBlock.ts';
import { OutputReader } from './outputReader.ts';
import { startOf } from './processMark.ts';
import { endTree, EXECUTION_VARIABLE } from './processTree.ts';
import { writeBatch } from './batch.ts';
import { notKept, scriptFor } from './shellScript.ts';
import { findShell, type Shell } from './shells.ts';
import { startWatchdog, type Watchdog } from './watchdog.ts';

/** The longest argument that every system takes, in bytes. */
const MAX_INLINE_SCRIPT_LENGTH = 100_000;

/** Runs commands as processes of this machine, each in a group of its own. */
export function createRunner(env: NodeJS.ProcessEnv = process.env): CommandRunner {
  const base: NodeJS.ProcessEnv = { ...env };
  delete base['ELECTRON_RUN_AS_NODE'];
  return {
    start: (request, output) => {
      const command = new Command(request, output, base);
      return { process: command.process, result: command.run(), cancel: () => command.end('cancelled') };
    },
  };
}

class Command {
  readonly process: RunningCommand['process'];
  readonly #request: CommandRequest;
  readonly #output: Take;
  readonly #base: NodeJS.ProcessEnv;
  readonly #began = performance.now();
  #told: (mark: ProcessMark | undefined) => void = () => undefined;
  #child: ChildProcess | undefined;
  #watchdog: Watchdog | undefined;
  #ending: 'cancelled' | 'timed-out' | undefined;
  #ended: Promise<void> | undefined;
  readonly #abort = new AbortController();

  constructor(request: CommandRequest, output: Take, base: NodeJS.ProcessEnv) {
    this.#request = request;
    this.#output = output;
    this.#base = base;
    this.process = new Promise((resolve) => (this.#told = resolve));
  }

  async run(): Promise<CommandResult> {
    let folder: string | undefined;
    try {
      if (this.#request.shell === 'http') return await this.#send();
      const { env, workspace } = this.#request;
      const database = 'DATABASE_URL' in env ? env['DATABASE_URL'] : this.#base['DATABASE_URL'];
      const shell = await findShell(this.#request.shell, this.#base, { workspace, database });
      if ('problem' in shell) return this.#failed(shell.problem);
      if (!(await stat(this.#request.cwd).catch(() => undefined))?.isDirectory()) {
        return this.#failed(`Working directory not found: ${this.#request.cwd}.`);
      }
      folder = await mkdtemp(join(tmpdir(), 'breakwater-'));
      return await this.#execute(shell, join(folder, 'left'));
    } catch (error) {
      return this.#failed(`Couldn't start the command: ${(error as Error).message}.`);
    } finally {
      this.#watchdog?.over();
      this.#told(undefined);
      if (folder !== undefined) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  end(why: 'cancelled' | 'timed-out'): void {
    if (this.#ending !== undefined) return;
    this.#ending = why;
    this.#abort.abort();
    if (this.#child !== undefined) this.#ended = endTree(this.#child.pid, this.#request.execution);
  }

  async #send(): Promise<CommandResult> {
    const { commands, env, timeout } = this.#request;
    const exitCode = await sendHttpBlock(
      commands.join('\n'),
      { ...this.#base, ...env },
      { signal: this.#abort.signal, timeout },
      (stream, text) => this.#output(stream, { text: () => text }),
    );
    if (this.#ending !== undefined) return { how: this.#ending, duration: this.#duration() };
    return { how: 'exited', exitCode, duration: this.#duration() };
  }

  async #execute(shell: Shell, leave: string): Promise<CommandResult> {
    const { commands, locals = {}, execution, timeout } = this.#request;
    const definitions = this.#request.definitions?.family === shell.family ? this.#request.definitions : undefined;
    if (definitions !== undefined) await writeFile(`${leave}.definitions`, definitions.text, { mode: 0o600 });
    const script = scriptFor(shell.family, commands, { locals, definitions: definitions !== undefined });
    if (script.includes('\0')) return this.#failed('The command contains a NUL character.');
    let last = script;
    if (shell.family === 'cmd') last = await writeBatch(script, leave);
    else if (Buffer.byteLength(script) > MAX_INLINE_SCRIPT_LENGTH)
      return this.#failed('The command is longer than 100 kB.');

    const given = { ...this.#base, ...this.#request.env, ...shell.env };
    const env = { ...given, [EXECUTION_VARIABLE]: execution, BREAKWATER_LEAVE: leave };
    const pipes = await openPipes(dirname(leave), ['out', 'err']);
    // Nothing is waited for from here on until there is a process that can be ended.
    if (this.#ending !== undefined) {
      for (const pipe of pipes ?? []) pipe.close();
      return { how: this.#ending, duration: this.#duration() };
    }
    this.#watchdog = startWatchdog(execution, dirname(leave));
    let child: ChildProcess;
    try {
      child = this.#spawn(shell, last, env, pipes);
    } catch (error) {
      for (const pipe of pipes ?? []) pipe.close();
      throw error;
    }
    this.#child = child;
    this.#watchdog.watch(child.pid);
    pipes?.forEach(closeGiven);
    const exited = exitOf(child);
    const reading = (['stdout', 'stderr'] as const).map(
      (name, index) => new OutputReader(pipes?.[index] ?? child[name]!, (chunk) => this.#output(name, chunk)),
    );
    if (child.pid !== undefined) {
      const { pid } = child;
      void startOf(pid).then((started) => this.#told({ pid, started, host: hostname() }));
    }
    const timer = timeout === undefined ? undefined : setTimeout(() => this.end('timed-out'), timeout);
    const { code, signal, error } = await exited;
    clearTimeout(timer);
    if (error !== undefined) return this.#failed(`Couldn't start the command: ${error.message}.`);
    await Promise.all(reading.map((stream) => stream.finish()));
    await this.#ended;
    // A script succeeds whatever its background commands do: one that has failed is told of as its own failure.
    const background = this.#ending === undefined && code === 0 ? await failedInBackground(leave) : undefined;
    return {
      how: this.#ending ?? 'exited',
      exitCode: background ?? code ?? undefined,
      signal: signal ?? undefined,
      duration: this.#duration(),
      message:
        background === undefined
          ? (this.#message(code) ?? notKept(shell.family, commands))
          : `A background command ended with exit code ${background}.`,
      carried: await carriedFrom(leave, this.#base, shell.family),
    };
  }

  #spawn(shell: Shell, last: string, env: NodeJS.ProcessEnv, pipes: readonly CommandPipe[] | undefined): ChildProcess {
    return spawn(shell.file, [...shell.args, last], {
      cwd: this.#request.cwd,
      env,
      // A group of its own, so that the whole tree can be ended.
      detached: process.platform !== 'win32',
      windowsHide: true,
      windowsVerbatimArguments: false,
      stdio: ['ignore', pipes?.[0]?.given ?? 'pipe', pipes?.[1]?.given ?? 'pipe'],
    });
  }

  #message(code: number | null): string | undefined {
    if (this.#ending === 'timed-out') return `Timed out after ${(this.#request.timeout ?? 0) / 1000} s.`;
    if (this.#ending !== undefined) return undefined;
    if (code === 127) return 'Command not found: see the output.';
    if (code === 141) return 'A command in the pipe was stopped because nothing read its output (SIGPIPE).';
    if (code === 126) return "Permission denied: a file isn't executable (see the output).";
    return undefined;
  }

  #failed(message: string): CommandResult {
    return { how: 'could-not-start', duration: this.#duration(), message };
  }

  #duration(): number {
    return Math.round(performance.now() - this.#began);
  }
}

interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** It could not be started. */
  readonly error?: Error;
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, signal: null, error }));
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}
