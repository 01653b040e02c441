import * as vscode from 'vscode';

/** Where runs are recorded: in `.breakwater/runs` of the given workspace folder, else in the workspace's private storage. */
export function runsFolder(context: vscode.ExtensionContext, workspace?: vscode.Uri): vscode.Uri {
  if (workspace?.scheme === 'file') return vscode.Uri.joinPath(workspace, '.breakwater', 'runs');
  return vscode.Uri.joinPath(context.storageUri ?? context.globalStorageUri, 'runs');
}
