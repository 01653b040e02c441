import * as vscode from 'vscode';
import { besidePanel, commands, editors } from './ids.ts';
import type { RunbookHost } from './runbookHost.ts';
import type { RunName } from './openRuns.ts';
import { sentence, type Services } from './services.ts';

const acts = {
  [commands.runBlock]: 'run',
  [commands.runToHere]: 'run-to',
  [commands.tick]: 'tick',
  [commands.skip]: 'skip',
  [commands.note]: 'note',
  [commands.cancel]: 'cancel',
} as const;

/** The custom editors, the panel to the side and the commands of a run. What they need loads with the first runbook. */
export function registerRunbookEditors(services: Services): vscode.Disposable {
  let loaded: Promise<RunbookHost> | undefined;
  const host = (): Promise<RunbookHost> =>
    (loaded ??= import('./runbookHost.ts').then(({ createRunbookHost }) => createRunbookHost(services)));
  const resources = vscode.Uri.joinPath(services.context.extensionUri);
  const webviewOptions = { enableScripts: true, localResourceRoots: [resources] };

  const attach = async (document: vscode.TextDocument, panel: vscode.WebviewPanel): Promise<void> => {
    (await host()).attach(document, panel);
  };
  const editor: vscode.CustomTextEditorProvider = {
    resolveCustomTextEditor: attach,
  };
  const openBeside = async (uri: vscode.Uri): Promise<void> => {
    const document = await vscode.workspace.openTextDocument(uri);
    if ((await host()).revealBeside(uri)) return;
    const title = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    const options = { ...webviewOptions, enableFindWidget: true };
    await attach(document, vscode.window.createWebviewPanel(besidePanel, title, place, options));
  };
  const command = (id: string, act: (uri?: vscode.Uri) => Promise<void>): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (resource?: unknown) => {
      try {
        await act(uriOf(resource));
      } catch (error) {
        services.log.error(sentence(error));
        void vscode.window.showErrorMessage(sentence(error));
      }
    });
  const options = { supportsMultipleEditorsPerDocument: true, webviewOptions: { enableFindWidget: true } };

  return vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(editors.option, editor, options),
    vscode.window.registerCustomEditorProvider(editors.byDefault, editor, options),
    vscode.window.registerWebviewPanelSerializer(besidePanel, {
      deserializeWebviewPanel: async (panel, state: { uri?: string } | undefined) => {
        panel.webview.options = webviewOptions;
        if (!state?.uri) return panel.dispose();
        try {
          await attach(await vscode.workspace.openTextDocument(vscode.Uri.parse(state.uri)), panel);
        } catch {
          // The file has gone since: there is nothing to show any more.
          panel.dispose();
        }
      },
    }),
    command(commands.openRunbook, async (uri) => uri && openRunbook(uri)),
    vscode.commands.registerCommand(commands.reopen, async (run?: RunName) => {
      try {
        const uri = await (await host()).reopen(run?.folder && run.run ? run : undefined);
        if (uri) await openRunbook(uri);
      } catch (error) {
        void vscode.window.showErrorMessage(sentence(error));
      }
    }),
    command(commands.openRunbookBeside, async (uri) => {
      if (uri) await openBeside(uri);
    }),
    command(commands.openSource, async () => (await host()).openSource()),
    command(commands.finish, async () => (await host()).finish()),
    command(commands.runSection, async () => (await host()).runMany('section')),
    command(commands.rerunFailed, async () => (await host()).runMany('failed')),
    // Nothing runs where no runbook was opened.
    command(commands.stopAll, async () => (await loaded)?.stopAll()),
    vscode.commands.registerCommand(commands.runFromText, async (uri: vscode.Uri, block: string) => {
      await openRunbook(uri);
      await (await host()).run(uri, block);
    }),
    command(commands.startNew, async () => (await host()).startNew()),
    command(commands.startDrill, async () => (await host()).startNew('drill')),
    command(commands.startDryRun, async () => (await host()).startNew('dry-run')),
    ...Object.entries(acts).map(([id, action]) => command(id, async () => (await host()).act(action))),
    { dispose: () => void loaded?.then((one) => one.dispose()) },
  );
}

async function openRunbook(uri: vscode.Uri): Promise<void> {
  // What is no text is refused here with a sentence; the editor alone would only point to a log.
  await vscode.workspace.openTextDocument(uri);
  const editor = uri.path.endsWith('.runbook.md') ? editors.byDefault : editors.option;
  await vscode.commands.executeCommand('vscode.openWith', uri, editor);
}

/** The file a command is about: the one it was called for (an item of a view, a file), or the one on show. */
function uriOf(resource: unknown): vscode.Uri | undefined {
  if (resource instanceof vscode.Uri) return resource;
  const inner = (resource as { uri?: unknown } | undefined)?.uri;
  if (inner instanceof vscode.Uri) return inner;
  return vscode.window.activeTextEditor?.document.uri;
}
