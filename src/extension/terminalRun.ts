import * as vscode from 'vscode';
import type { CommandRequest, CommandResult, CommandRunner, RunningCommand, Take } from '../run/ports.ts';

/** How long a new terminal's shell may take to say that it can be driven, in milliseconds. */
const patience = 5_000;

/** Runs interactive blocks where they can be talked to: in a terminal of the editor, which reports how they end. */
export const terminalRunner: CommandRunner = { start: runInTerminal };

function runInTerminal(order: CommandRequest, output: Take): RunningCommand {
  const began = Date.now();
  const terminal = vscode.window.createTerminal({
    name: 'Runbook',
    cwd: order.cwd,
    // What earlier commands unset is unset here too.
    env: {
      ...Object.fromEntries(Object.entries(order.env).map(([name, value]) => [name, value ?? null])),
      BREAKWATER_EXECUTION: order.execution,
    },
    iconPath: new vscode.ThemeIcon('checklist'),
  });
  terminal.show();
  let cancelled = false;
  const duration = (): number => Date.now() - began;
  const run = async (): Promise<CommandResult> => {
    const integration = await shellIntegration(terminal);
    const text = order.commands.join('\n');
    if (cancelled) return { how: 'cancelled', duration: duration() };
    if (!integration) {
      terminal.sendText(text);
      const message = 'The shell of this terminal does not tell how commands end: look at the terminal.';
      return { how: 'unknown', duration: duration(), message };
    }
    const started = integration.executeCommand(text);
    const exitCode = exitOf(terminal, started);
    for await (const chunk of started.read()) await output('stdout', { text: () => chunk });
    const code = await exitCode;
    if (cancelled || code === 'closed') return { how: 'cancelled', duration: duration() };
    if (code !== undefined) return { how: 'exited', exitCode: code, duration: duration() };
    return { how: 'unknown', duration: duration(), message: 'The terminal did not tell the exit code.' };
  };
  const result = run().catch((error: unknown): CommandResult => {
    const message = `The terminal failed: ${error instanceof Error ? error.message : String(error)}`;
    return { how: 'unknown', duration: duration(), message };
  });
  return {
    process: Promise.resolve(undefined),
    result,
    cancel: () => {
      cancelled = true;
      terminal.dispose();
    },
  };
}

function shellIntegration(terminal: vscode.Terminal): Promise<vscode.TerminalShellIntegration | undefined> {
  if (terminal.shellIntegration) return Promise.resolve(terminal.shellIntegration);
  return new Promise((resolve) => {
    const finish = (integration?: vscode.TerminalShellIntegration): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve(integration);
    };
    const timer = setTimeout(finish, patience);
    const listener = vscode.window.onDidChangeTerminalShellIntegration((event) => {
      if (event.terminal === terminal) finish(event.shellIntegration);
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
