import * as vscode from 'vscode';
import { readRuns } from '../processes/runHistory.ts';
import { settings } from './ids.ts';
import { runsFolder } from './runsFolder.ts';
import type { Services } from './services.ts';

/** Logs that are read for each folder of runs, latest first. */
const MAX_LOGS_READ = 30;

/** Paths of the runbooks that have a run which has not ended, as runs name them. */
export async function openRuns({ context }: Services): Promise<ReadonlySet<string>> {
  const inWorkspace = vscode.workspace.getConfiguration().get<string>(settings.runsLocation) === 'workspace';
  const workspaces = inWorkspace ? (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri) : [undefined];
  const folders = workspaces.map((uri) => runsFolder(context, uri)).filter(({ scheme }) => scheme === 'file');
  const runs = await Promise.all(folders.map(({ fsPath }) => readRuns(fsPath, MAX_LOGS_READ)));
  return new Set(runs.flat().flatMap(({ path, ended }) => (ended ? [] : [path])));
}
