import * as vscode from 'vscode';
import { endTree } from '../processes/processTree.ts';
import { findShell } from '../processes/shells.ts';
import type { CommandRequest, CommandResult, CommandRunner, RunningCommand, Take } from '../run/ports.ts';
import { historyOff, terminalText } from './terminalText.ts';

/** How long a new terminal's shell may take to say that it can be driven, in milliseconds. */
const SHELL_INTEGRATION_TIMEOUT_MS = 5_000;

/** Runs interactive blocks where they can be talked to: in a terminal of the editor, which reports how they end. */
export const terminalRunner: CommandRunner = { start: (order, output) => new TerminalCommand(order, output).start() };

class TerminalCommand {
  readonly #order: CommandRequest;
  readonly #output: Take;
  readonly #began = Date.now();
  #terminal: vscode.Terminal | undefined;
  #cancelled = false;
  #ended: Promise<void> | undefined;

  constructor(order: CommandRequest, output: Take) {
    this.#order = order;
    this.#output = output;
  }

  start(): RunningCommand {
    const result = this.#run().catch((error: unknown) => {
      const message = `The terminal failed: ${error instanceof Error ? error.message : String(error)}`;
      return this.#result({ how: 'unknown', message });
    });
    return { process: Promise.resolve(undefined), result, cancel: () => this.#cancel() };
  }

  #cancel(): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    const terminal = this.#terminal;
    // Also what has left the terminal, as far as it can be known by its environment.
    this.#ended = Promise.resolve(terminal?.processId).then((pid) => endTree(pid, this.#order.execution));
    void this.#ended.finally(() => terminal?.dispose());
  }

  async #run(): Promise<CommandResult> {
    const { shell: name, commands, workspace } = this.#order;
    const find = (shell: string): ReturnType<typeof findShell> => findShell(shell, process.env, { workspace });
    const found = await find(name);
    // Plain sh does not tell how commands end; bash does, and takes the same.
    const talking = 'family' in found && found.family === 'sh' ? await find('bash') : found;
    const shell = 'problem' in talking ? found : talking;
    if ('problem' in shell) return this.#result({ how: 'could-not-start', message: shell.problem });
    if (this.#cancelled) return this.#cancelledResult();
    const { typed, env } = terminalText(commands, shell);
    const terminal = this.#open({ ...shell, env: { ...shell.env, ...env } });
    const integration = await shellIntegration(terminal);
    if (this.#cancelled || integration === 'closed') return this.#cancelledResult();
    const first = historyOff(typed, shell);
    if (!integration) {
      for (const line of first ? [first, typed] : [typed]) terminal.sendText(line);
      const message = 'This shell has no shell integration, so the exit code is unknown: check the terminal.';
      return this.#result({ how: 'unknown', message });
    }
    if (first) await this.#type(integration, first);
    if (this.#cancelled) return this.#cancelledResult();
    const code = await this.#type(integration, typed, this.#output);
    if (this.#cancelled || code === 'closed') return this.#cancelledResult();
    if (code !== undefined) return this.#result({ how: 'exited', exitCode: code });
    return this.#result({ how: 'unknown', message: 'Unknown exit code: check the terminal.' });
  }

  /** A terminal with the very shell that values were quoted for. */
  #open({ family, file, env }: Exclude<Awaited<ReturnType<typeof findShell>>, { problem: string }>): vscode.Terminal {
    const { cwd, env: given, locals, execution } = this.#order;
    // What earlier commands set is there, exported or not; what they unset is unset here too.
    const changed = Object.entries({ ...locals, ...given, ...env }).map(([key, value]) => [key, value ?? null]);
    this.#terminal = vscode.window.createTerminal({
      name: 'Runbook',
      cwd,
      shellPath: family === 'program' ? undefined : file,
      env: { ...(Object.fromEntries(changed) as Record<string, string | null>), BREAKWATER_EXECUTION: execution },
      iconPath: new vscode.ThemeIcon('checklist'),
    });
    this.#terminal.show();
    return this.#terminal;
  }

  /** Resolves with how it ended: an exit code, if the shell told one. */
  async #type(
    integration: vscode.TerminalShellIntegration,
    line: string,
    output?: Take,
  ): Promise<number | 'closed' | undefined> {
    const started = integration.executeCommand(line);
    const exitCode = exitOf(this.#terminal!, started);
    for await (const chunk of started.read()) await output?.('stdout', { text: () => chunk });
    return exitCode;
  }

  async #cancelledResult(): Promise<CommandResult> {
    await this.#ended;
    return this.#result({ how: 'cancelled' });
  }

  #result(what: Omit<CommandResult, 'duration'>): CommandResult {
    return { ...what, duration: Date.now() - this.#began };
  }
}

function shellIntegration(terminal: vscode.Terminal): Promise<vscode.TerminalShellIntegration | 'closed' | undefined> {
  if (terminal.shellIntegration) return Promise.resolve(terminal.shellIntegration);
  return new Promise((resolve) => {
    const finish = (integration?: vscode.TerminalShellIntegration | 'closed'): void => {
      clearTimeout(timer);
      listener.dispose();
      closed.dispose();
      resolve(integration);
    };
    const timer = setTimeout(finish, SHELL_INTEGRATION_TIMEOUT_MS);
    const listener = vscode.window.onDidChangeTerminalShellIntegration((event) => {
      if (event.terminal === terminal) finish(event.shellIntegration);
    });
    const closed = vscode.window.onDidCloseTerminal((one) => {
      if (one === terminal) finish('closed');
    });
  });
}

function exitOf(
  terminal: vscode.Terminal,
  execution: vscode.TerminalShellExecution,
): Promise<number | 'closed' | undefined> {
  return new Promise((resolve) => {
    const finish = (code: number | 'closed' | undefined): void => {
      ended.dispose();
      closed.dispose();
      resolve(code);
    };
    const ended = vscode.window.onDidEndTerminalShellExecution((event) => {
      if (event.execution === execution) finish(event.exitCode);
    });
    const closed = vscode.window.onDidCloseTerminal((one) => {
      if (one === terminal) finish('closed');
    });
  });
}
