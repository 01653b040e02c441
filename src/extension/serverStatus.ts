import * as vscode from 'vscode';
import { commands } from './ids.ts';

export type ServerState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'restarting'; readonly seconds: number }
  | { readonly kind: 'gave-up'; readonly reason: string };

export const checkedLanguages = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'] as const;

const restart: vscode.Command = { title: 'Restart', command: commands.restartServer };
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
    item.busy = state.kind === 'starting' || state.kind === 'restarting';
    item.severity =
      state.kind === 'gave-up'
        ? vscode.LanguageStatusSeverity.Error
        : state.kind === 'restarting'
          ? vscode.LanguageStatusSeverity.Warning
          : vscode.LanguageStatusSeverity.Information;
    item.command = state.kind === 'gave-up' ? restart : showLog;
    const [text, detail] = words(state);
    item.text = text;
    item.detail = detail;
  }

  dispose(): void {
    this.#item.dispose();
  }
}

function words(state: ServerState): [text: string, detail?: string] {
  switch (state.kind) {
    case 'starting':
      return ['Breakwater: starting'];
    case 'ready':
      return ['Breakwater: checking'];
    case 'restarting':
      return ['Breakwater: restarting', `The language server stopped; it starts again in ${state.seconds} s.`];
    case 'gave-up':
      return ['Breakwater: not checking', state.reason];
  }
}
