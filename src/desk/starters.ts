import * as vscode from 'vscode';
import { configName } from '../files/configSearch.ts';
import { commands } from '../extension/ids.ts';
import { sentence, type Services } from '../extension/services.ts';
import { openDocument } from './openDocument.ts';

/** What somebody starts with: a configuration, and a sample to try the extension on. */
export function registerStarters({ context }: Services): vscode.Disposable {
  const create = vscode.commands.registerCommand(commands.createConfig, async () => {
    try {
      await createConfig();
    } catch (error) {
      void vscode.window.showErrorMessage(`Couldn't create ${configName}: ${sentence(error)}`);
    }
  });
  const sample = vscode.commands.registerCommand(commands.openSample, async () => {
    // A document of its own, so that nothing is written and nothing needs to be open.
    const file = vscode.Uri.joinPath(context.extensionUri, 'media', 'samples', 'checkout.ts');
    const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'typescript', content }));
  });
  return vscode.Disposable.from(create, sample);
}

/** Opens the configuration of a folder, a new one where there is none. */
async function createConfig(): Promise<void> {
  const { workspaceFolders: folders = [] } = vscode.workspace;
  if (folders.length === 0) throw new Error('open a folder first.');
  const placeHolder = 'Folder to configure';
  const folder = folders.length === 1 ? folders[0] : await vscode.window.showWorkspaceFolderPick({ placeHolder });
  if (!folder) return;
  const file = vscode.Uri.joinPath(folder.uri, configName);
  // From then on the file decides, so it begins with what the settings say.
  const preset = vscode.workspace.getConfiguration('breakwater.lint', folder).get('preset', 'recommended');
  const contents = new TextEncoder().encode(`${JSON.stringify({ preset, rules: {} }, undefined, 2)}\n`);
  const change = new vscode.WorkspaceEdit();
  change.createFile(file, { overwrite: false, ignoreIfExists: true, contents });
  if (!(await vscode.workspace.applyEdit(change))) throw new Error('VS Code refused to create it.');
  await openDocument(file);
}
