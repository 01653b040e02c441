import * as vscode from 'vscode';
import { readRuns, type KnownRun } from '../processes/runHistory.ts';
import { settings } from './ids.ts';
import { runsFolder } from './runsFolder.ts';
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
  const inWorkspace = vscode.workspace.getConfiguration().get<string>(settings.runsLocation) === 'workspace';
  const workspaces = inWorkspace ? (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri) : [undefined];
  const folders = workspaces.map((uri) => runsFolder(context, uri)).filter(({ scheme }) => scheme === 'file');
  const runs = folders.map(async ({ fsPath }) =>
    (await readRuns(fsPath, MAX_LOGS_READ)).map((run): RecordedRun => ({ ...run, folder: fsPath })),
  );
  return (await Promise.all(runs)).flat().sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

/** The latest run of each runbook that has not ended, by the path that runs name. */
export async function openRuns(services: Services): Promise<ReadonlyMap<string, RecordedRun>> {
  const open = (await recordedRuns(services)).filter(({ ended }) => !ended);
  return new Map(open.reverse().map((run) => [run.path, run]));
}
