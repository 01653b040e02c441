import * as vscode from 'vscode';
import { registerPages } from './rulePages.ts';
import { commands } from '../extension/ids.ts';
import type { LanguageServer } from './languageClient.ts';
import { checkedLanguages } from './serverStatus.ts';
import { sentence, type Services } from '../extension/services.ts';

const languages: readonly string[] = checkedLanguages;

/** Other Markdown is no reason to start the server; once it runs, it tells for itself what is a runbook. */
const runbookFile = /\.runbook\.(?:md|mdx|markdown)$|\/(?:run|play)-?books?\//i;

/** Starts the language server with the first JavaScript or TypeScript document or runbook, and not before. */
export function registerLanguageServer(services: Services): vscode.Disposable {
  let server: Promise<LanguageServer> | undefined;

  const start = (): Promise<LanguageServer> =>
    (server ??= import('./languageClient.ts').then(({ startLanguageServer }) => startLanguageServer(services)));
  services.code.affectedCalls = async (uri, text) => (await start()).affectedCalls(uri, text);
  const startQuietly = (): void =>
    void start().catch((error: unknown) =>
      services.log.error(`The language client failed to load: ${sentence(error)}`),
    );
  const consider = (document: vscode.TextDocument): void => {
    const runbook = document.languageId === 'markdown' && runbookFile.test(document.uri.path);
    if (!server && (runbook || languages.includes(document.languageId))) startQuietly();
  };

  const opened = vscode.workspace.onDidOpenTextDocument(consider);
  const restart = vscode.commands.registerCommand(commands.restartServer, async () => {
    const running = server !== undefined;
    const current = await start();
    if (running) await current.restart();
  });
  const checkWorkspace = vscode.commands.registerCommand(commands.checkWorkspace, async () => {
    const current = await start();
    const title = 'Breakwater: checking the workspace';
    const progress = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    await vscode.window.withProgress(progress, (_, token) => current.checkWorkspace(token));
    await vscode.commands.executeCommand('workbench.actions.view.problems');
  });
  const stopCheck = vscode.commands.registerCommand(commands.stopCheck, async () => (await server)?.stopCheck());
  vscode.workspace.textDocuments.forEach(consider);

  return vscode.Disposable.from(opened, restart, checkWorkspace, stopCheck, registerPages(start), {
    dispose: () =>
      void server?.then(
        (one) => one.dispose(),
        () => {},
      ),
  });
}
