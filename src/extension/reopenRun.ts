import * as vscode from 'vscode';
import { readRuns } from '../processes/runHistory.ts';
import { openLines } from '../processes/runLog.ts';
import { randomIds, systemClock, userName } from '../processes/system.ts';
import { LOG_VERSION } from '../record/events.ts';
import { createRunLog } from '../record/log.ts';
import { openRuns, type RunName } from './openRuns.ts';
import { pathOf, runsFolderOf } from './runsFolder.ts';
import type { Services } from './services.ts';

/** Logs that are searched for the run. */
const MAX_LOGS_READ = 1_000;

/**
 * Reopens a run that was finished, for its runbook to take it up again.
 * @returns the runbook; rejects with a sentence where it has gone or has another unfinished run
 */
export async function reopenRun(services: Services, { folder, run }: RunName): Promise<vscode.Uri> {
  const known = (await readRuns(folder, MAX_LOGS_READ)).find((one) => one.run === run);
  if (!known) throw new Error(`Couldn't reopen the run: ${run} isn't the log of a run.`);
  const uri = await runbookAt(services, folder, known.path);
  if (!uri) throw new Error(`Couldn't reopen the run: its runbook is gone (${known.path}).`);
  if (!known.ended) return uri;
  if ((await openRuns(services))(uri))
    throw new Error('This runbook has an unfinished run. Finish it before you reopen another one.');
  const log = createRunLog(openLines(folder, run));
  try {
    const { refused } = await log.read();
    if (refused !== undefined) throw new Error(refused);
    const event = { v: LOG_VERSION, id: randomIds.next(), at: systemClock.now(), by: userName() };
    await log.append({ ...event, type: 'run-reopened' });
  } finally {
    await log.close();
  }
  return uri;
}

/** The file that a run names: in a workspace folder, or by its whole path. @param runs the folder with its log */
async function runbookAt({ context }: Services, runs: string, path: string): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const plain = folders.map(({ uri }) => vscode.Uri.joinPath(uri, path));
  const named = folders
    .filter(({ name }) => path.startsWith(`${name}/`))
    .map(({ uri, name }) => vscode.Uri.joinPath(uri, path.slice(name.length + 1)));
  const all = /^(?:\/|[A-Za-z]:)/.test(path) ? [vscode.Uri.file(path)] : [...plain, ...named];
  // Several folders may have a file of that name: what a run of it would be recorded as tells which.
  const own = all.filter((uri) => runsFolderOf(context, uri).fsPath === runs && pathOf(uri) === path);
  for (const uri of [...own, ...all]) if (await vscode.workspace.fs.stat(uri).then(Boolean, () => false)) return uri;
  return undefined;
}
