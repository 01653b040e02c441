import * as vscode from 'vscode';
import { commands, settings } from '../extension/ids.ts';

/** Adds a folder of the workspace to those whose Markdown files are runbooks. */
export function registerAddRunbookFolder(): vscode.Disposable {
  return vscode.commands.registerCommand(commands.addRunbookFolder, async (given?: unknown) => {
    const uri = given instanceof vscode.Uri ? given : await askFolder();
    if (!uri) return;
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (!folder) {
      void vscode.window.showErrorMessage('Choose a folder inside the workspace.');
      return;
    }
    const path = vscode.workspace.asRelativePath(uri, false);
    const glob =
      uri.toString() === folder.uri.toString() ? '**/*.md' : `${path.replace(/[[\]{}*?!]/g, '[$&]')}/**/*.md`;
    const configuration = vscode.workspace.getConfiguration();
    const globs = configuration.get<string[]>(settings.runbookFiles) ?? [];
    if (globs.includes(glob)) return;
    await configuration.update(settings.runbookFiles, [...globs, glob], vscode.ConfigurationTarget.Workspace);
  });
}

async function askFolder(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: 'Add Folder',
    defaultUri: vscode.workspace.workspaceFolders?.[0]?.uri,
  });
  return chosen?.[0];
}
