import * as vscode from 'vscode';
import type { PreparedCommand } from '../run/prepare.ts';

export interface TerminalResult {
  readonly how: 'exited' | 'cancelled' | 'could-not-start';
  readonly exitCode?: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly message?: string;
}

/** How long a new terminal's shell may take to say that it can be driven, in milliseconds. */
const patience = 5_000;

/** Runs an interactive block where it can be talked to: in a terminal of the editor, which reports how it ended. */
export function runInTerminal(
  order: PreparedCommand,
  execution: string,
  output: (text: string) => void,
): { readonly result: Promise<TerminalResult>; cancel(): void } {
  const began = Date.now();
  const terminal = vscode.window.createTerminal({
    name: 'Runbook',
    cwd: order.cwd,
    env: { ...order.env, BREAKWATER_EXECUTION: execution },
    iconPath: new vscode.ThemeIcon('checklist'),
  });
  terminal.show();
  let cancelled = false;
  const run = async (): Promise<TerminalResult> => {
    const integration = await shellIntegration(terminal);
    const text = order.commands.join('\n');
    if (!integration) {
      terminal.sendText(text);
      const message = 'The shell of this terminal does not tell how commands end; look at the terminal.';
      return { how: 'exited', duration: Date.now() - began, message };
    }
    const started = integration.executeCommand(text);
    const exitCode = exitOf(terminal, started);
    for await (const chunk of started.read()) output(chunk);
    const code = await exitCode;
    const how = cancelled || code === 'closed' ? 'cancelled' : 'exited';
    return { how, exitCode: typeof code === 'number' ? code : undefined, duration: Date.now() - began };
  };
  return {
    result: run(),
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
