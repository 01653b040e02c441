import * as vscode from 'vscode';

/** The folder that a runbook's commands start in: its own, or the workspace's for a document that is not saved yet. */
export function documentFolder(document: vscode.Uri): vscode.Uri {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  if (document.scheme === 'untitled' && !document.path.includes('/') && workspace) return workspace.uri;
  return vscode.Uri.joinPath(document, '..');
}
