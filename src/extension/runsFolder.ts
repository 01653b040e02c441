import * as vscode from 'vscode';
import { sharedStorage } from '../files/sharedStorage.ts';
import { settings } from './ids.ts';

/** Where runs are recorded: in `.breakwater/runs` of the given workspace folder, else in the workspace's private storage. */
export function runsFolder(context: vscode.ExtensionContext, workspace?: vscode.Uri): vscode.Uri {
  if (workspace?.scheme === 'file') return vscode.Uri.joinPath(workspace, '.breakwater', 'runs');
  const storage = context.storageUri;
  if (!storage) return vscode.Uri.joinPath(context.globalStorageUri, 'runs');
  return vscode.Uri.joinPath(storage.with({ path: sharedStorage(storage.path) }), 'runs');
}

/** Whether runs are recorded beside the runbooks, as the setting says, for each workspace folder apart. */
export function runsAreInWorkspace(): boolean {
  return vscode.workspace.getConfiguration().get<string>(settings.runsLocation) === 'workspace';
}

/** The folder with the runs of a runbook. */
export function runsFolderOf(context: vscode.ExtensionContext, runbook: vscode.Uri): vscode.Uri {
  return runsFolder(context, runsAreInWorkspace() ? vscode.workspace.getWorkspaceFolder(runbook)?.uri : undefined);
}

/**
 * How a run names its runbook: relative to its workspace folder where it is in one. The private storage is one for all
 * folders of a workspace, so the folder's name comes before it where there are several.
 */
export function pathOf(runbook: vscode.Uri): string {
  return vscode.workspace.asRelativePath(runbook, runsAreInWorkspace() ? false : undefined);
}
