import * as vscode from 'vscode';
import { commands } from '../extension/ids.ts';
import { statusText, type ServerState, type StatusText } from './statusText.ts';

export const checkedLanguages = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'] as const;

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
    const { text, detail, severity = 'Information', busy = false, button } = statusText(state);
    item.text = text;
    item.detail = detail;
    item.severity = vscode.LanguageStatusSeverity[severity];
    item.busy = busy;
    item.command = commandOf(button);
  }

  dispose(): void {
    this.#item.dispose();
  }
}

function commandOf(button: StatusText['button']): vscode.Command {
  if (button === 'restart') return { title: 'Restart', command: commands.restartServer };
  if (button === 'stop') return { title: 'Stop', command: commands.stopCheck };
  if (button === undefined) return { title: 'Show Log', command: commands.showLog };
  return { title: 'Open', command: 'vscode.open', arguments: [vscode.Uri.file(button.open)] };
}
