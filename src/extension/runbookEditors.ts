import * as vscode from 'vscode';
import { besidePanel, commands, editors } from './ids.ts';
import type { RunbookHost } from './runbookHost.ts';
import type { RunName } from './openRuns.ts';
import { registerRunbookLink } from './runbookLink.ts';
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
  const webviewOptions = { enableScripts: true, localResourceRoots: [services.context.extensionUri] };
  const attach = async (document: vscode.TextDocument, panel: vscode.WebviewPanel): Promise<void> => {
    (await host()).attach(document, panel);
  };
  const editor: vscode.CustomTextEditorProvider = { resolveCustomTextEditor: attach };
  const editorOptions = { supportsMultipleEditorsPerDocument: true, webviewOptions: { enableFindWidget: true } };

  return vscode.Disposable.from(
    vscode.window.registerCustomEditorProvider(editors.option, editor, editorOptions),
    vscode.window.registerCustomEditorProvider(editors.byDefault, editor, editorOptions),
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
    registerCommand(services, commands.openRunbook, async (uri, step) => {
      await openRunbook(uri);
      if (uri && typeof step === 'string') await (await host()).go(uri, step);
    }),
    registerCommand(services, commands.openRunbookBeside, async (uri) => {
      if (!uri) return;
      const document = await vscode.workspace.openTextDocument(uri);
      if (!(await host()).revealBeside(uri)) await attach(document, createBesidePanel(uri, webviewOptions));
    }),
    ...registerRunCommands(services, host),
    registerRunbookLink(services, { open: openRunbook, fill: async (uri, link) => (await host()).fillFrom(uri, link) }),
    // Nothing runs where no runbook was opened.
    registerCommand(services, commands.stopAll, async () => (await loaded)?.stopAll()),
    { dispose: () => void loaded?.then((one) => one.dispose()) },
  );
}

function registerRunCommands(services: Services, host: () => Promise<RunbookHost>): readonly vscode.Disposable[] {
  return [
    registerCommand(services, commands.openSource, async () => (await host()).openSource()),
    registerCommand(services, commands.finish, async () => (await host()).finish()),
    registerCommand(services, commands.runSection, async () => (await host()).runMany('section')),
    registerCommand(services, commands.rerunFailed, async () => (await host()).runMany('failed')),
    vscode.commands.registerCommand(commands.runFromText, async (uri: vscode.Uri, block: string) => {
      await openRunbook(uri);
      await (await host()).run(uri, block);
    }),
    vscode.commands.registerCommand(commands.reopen, async (run?: RunName) => {
      try {
        const uri = await (await host()).reopen(run?.folder && run.run ? run : undefined);
        await openRunbook(uri);
      } catch (error) {
        void vscode.window.showErrorMessage(sentence(error));
      }
    }),
    registerCommand(services, commands.startNew, async () => (await host()).startNew()),
    registerCommand(services, commands.startDrill, async () => (await host()).startNew('drill')),
    registerCommand(services, commands.startDryRun, async () => (await host()).startNew('dry-run')),
    ...Object.entries(acts).map(([id, action]) =>
      registerCommand(services, id, async () => (await host()).act(action)),
    ),
  ];
}

function registerCommand(
  services: Services,
  id: string,
  act: (uri?: vscode.Uri, more?: unknown) => Promise<void>,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (resource?: unknown, more?: unknown) => {
    try {
      await act(uriOf(resource), more);
    } catch (error) {
      services.log.error(sentence(error));
      void vscode.window.showErrorMessage(sentence(error));
    }
  });
}

async function openRunbook(uri?: vscode.Uri): Promise<void> {
  if (!uri) return;
  // What is no text is refused here with a sentence; the editor alone would only point to a log.
  await vscode.workspace.openTextDocument(uri);
  const editor = uri.path.endsWith('.runbook.md') ? editors.byDefault : editors.option;
  await vscode.commands.executeCommand('vscode.openWith', uri, editor);
}

function createBesidePanel(uri: vscode.Uri, webviewOptions: vscode.WebviewOptions): vscode.WebviewPanel {
  const title = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
  return vscode.window.createWebviewPanel(besidePanel, title, place, { ...webviewOptions, enableFindWidget: true });
}

/** The file a command is about: the one it was called for (an item of a view, a file), or the one on show. */
function uriOf(resource: unknown): vscode.Uri | undefined {
  if (resource instanceof vscode.Uri) return resource;
  // The language server names files by their address.
  if (typeof resource === 'string' && resource.startsWith('file:')) return vscode.Uri.parse(resource);
  const inner = (resource as { uri?: unknown } | undefined)?.uri;
  if (inner instanceof vscode.Uri) return inner;
  return vscode.window.activeTextEditor?.document.uri;
}
