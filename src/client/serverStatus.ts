import * as vscode from 'vscode';
import type { ServerStatus as ReportedStatus } from '../protocol/server.ts';
import { commands } from '../extension/ids.ts';

/** What the server reports of itself, and what only its supervisor can know. */
export type ServerState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly reported: ReportedStatus }
  | { readonly kind: 'restarting'; readonly seconds: number }
  | { readonly kind: 'gave-up'; readonly reason: string };

export const checkedLanguages = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'] as const;

const restart: vscode.Command = { title: 'Restart', command: commands.restartServer };
const stopCheck: vscode.Command = { title: 'Stop', command: commands.stopCheck };
const showLog: vscode.Command = { title: 'Show Log', command: commands.showLog };

/** Tells the state of the language server beside the language's name, where it disturbs nobody. */
export class ServerStatus implements vscode.Disposable {
  readonly #item = vscode.languages.createLanguageStatusItem(
    'breakwater.server',
    checkedLanguages.map((language) => ({ language })),
  );

  constructor() {
    this.#item.name = 'Breakwater';
    this.show({ kind: 'starting' });
  }

  show(state: ServerState): void {
    const item = this.#item;
    const {
      text,
      detail,
      severity = vscode.LanguageStatusSeverity.Information,
      busy = false,
      command = showLog,
    } = look(state);
    item.text = text;
    item.detail = detail;
    item.severity = severity;
    item.busy = busy;
    item.command = command;
  }

  dispose(): void {
    this.#item.dispose();
  }
}

type Look = Pick<vscode.LanguageStatusItem, 'text'> &
  Partial<Pick<vscode.LanguageStatusItem, 'detail' | 'severity' | 'busy' | 'command'>>;

function look(state: ServerState): Look {
  switch (state.kind) {
    case 'starting':
      return { text: 'Breakwater: starting', busy: true };
    case 'running':
      return reportedLook(state.reported);
    case 'restarting':
      return {
        text: 'Breakwater: restarting',
        detail: `The language server stopped; restarting in ${state.seconds} s.`,
        severity: vscode.LanguageStatusSeverity.Warning,
        busy: true,
      };
    case 'gave-up':
      return {
        text: 'Breakwater: stopped',
        detail: state.reason,
        severity: vscode.LanguageStatusSeverity.Error,
        command: restart,
      };
  }
}

function reportedLook(status: ReportedStatus): Look {
  const where = status.state === 'ready' && status.workspace ? 'in the workspace' : 'in open files';
  switch (status.state) {
    case 'starting':
      return { text: 'Breakwater: starting', busy: true };
    case 'linting':
      return {
        text:
          status.total === undefined ? 'Breakwater: checking' : `Breakwater: ${status.done} of ${status.total} files`,
        busy: true,
        ...(status.total === undefined ? {} : { command: stopCheck }),
      };
    case 'ready':
      return {
        text: status.findings === 1 ? 'Breakwater: 1 problem' : `Breakwater: ${status.findings} problems`,
        detail: status.config ? `${where}, configured` : where,
      };
    case 'misconfigured':
      return {
        text: 'Breakwater: invalid config',
        // The error itself is in Problems and in the file: here it would wrap over several lines.
        detail: 'using the recommended preset',
        severity: vscode.LanguageStatusSeverity.Warning,
        command: { title: 'Open', command: 'vscode.open', arguments: [vscode.Uri.file(status.config)] },
      };
  }
}
