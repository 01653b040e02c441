import * as vscode from 'vscode';
import { settings } from './ids.ts';

/** Run and Open as Runbook above the commands of Markdown in the plain editor. */
export function registerRunbookLenses(): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const provider: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    provideCodeLenses: async (document) => {
      const on = vscode.workspace.getConfiguration(undefined, document.uri).get<boolean>(settings.codeLens);
      if (!on || document.lineCount < 2) return [];
      const { lensesOf } = await import('./runbookHost.ts');
      return lensesOf(document);
    },
  };
  return vscode.Disposable.from(
    changed,
    vscode.languages.registerCodeLensProvider({ language: 'markdown' }, provider),
    vscode.workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration(
      (event) => event.affectsConfiguration(settings.codeLens) && changed.fire(),
    ),
  );
}
