import * as vscode from 'vscode';
import { readRuns, type KnownRun } from '../processes/runHistory.ts';
import { pathOf, runsAreInWorkspace, runsFolder, runsFolderOf } from './runsFolder.ts';
import type { Services } from './services.ts';

/** Logs that are read for each folder of runs, latest first. */
const MAX_LOGS_READ = 100;

/** A run with the folder that holds its log. */
export interface RecordedRun extends KnownRun {
  readonly folder: string;
}

/** What names a run's log. */
export type RunName = Pick<RecordedRun, 'folder' | 'run'>;

/** The recorded runs of all workspace folders, latest first. */
export async function recordedRuns({ context }: Services): Promise<readonly RecordedRun[]> {
  const workspaces = runsAreInWorkspace() ? (vscode.workspace.workspaceFolders ?? []) : [undefined];
  const folders = workspaces.map((one) => runsFolder(context, one?.uri)).filter(({ scheme }) => scheme === 'file');
  const runs = folders.map(async ({ fsPath }) =>
    (await readRuns(fsPath, MAX_LOGS_READ)).map((run): RecordedRun => ({ ...run, folder: fsPath })),
  );
  return (await Promise.all(runs)).flat().sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

/** Finds a runbook's latest run that has not ended. */
export async function openRuns(services: Services): Promise<(runbook: vscode.Uri) => RecordedRun | undefined> {
  const open = (await recordedRuns(services)).filter(({ ended }) => !ended);
  return (runbook) => {
    const folder = runsFolderOf(services.context, runbook).fsPath;
    const path = pathOf(runbook);
    return open.find((run) => run.folder === folder && run.path === path);
  };
}
