import * as vscode from 'vscode';
import { runsFolder } from '../extension/runsFolder.ts';
import type { Services } from '../extension/services.ts';

/** Where the incidents of a workspace folder are, and where their runs may be. */
export interface IncidentFolder {
  readonly workspace: vscode.Uri;
  /** The folder of the logs: the same that the command line uses. */
  readonly incidents: string;
  readonly runs: readonly string[];
}

/** Of each workspace folder on disk; none where there is no such folder. */
export function incidentFolders({ context }: Services): readonly IncidentFolder[] {
  const own = runsFolder(context);
  return (vscode.workspace.workspaceFolders ?? [])
    .filter(({ uri }) => uri.scheme === 'file')
    .map(({ uri }) => ({
      workspace: uri,
      incidents: vscode.Uri.joinPath(uri, '.breakwater', 'incidents').fsPath,
      runs: [runsFolder(context, uri), own].filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath),
    }));
}
