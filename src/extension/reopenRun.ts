import * as vscode from 'vscode';
import { readRuns } from '../processes/runHistory.ts';
import { openLines } from '../processes/runLog.ts';
import { randomIds, systemClock, userName } from '../processes/system.ts';
import { LOG_VERSION } from '../record/events.ts';
import { createRunLog } from '../record/log.ts';
import { openRuns, type RunName } from './openRuns.ts';
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
  const uri = await runbookAt(known.path);
  if (!uri) throw new Error(`Couldn't reopen the run: its runbook is gone (${known.path}).`);
  if (!known.ended) return uri;
  if ((await openRuns(services)).has(known.path))
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

/** The file that a run names: in a workspace folder, or by its whole path. */
async function runbookAt(path: string): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const inFolders = folders.flatMap(({ uri, name }) => {
    const inner = path.startsWith(`${name}/`) ? [vscode.Uri.joinPath(uri, path.slice(name.length + 1))] : [];
    return [vscode.Uri.joinPath(uri, path), ...inner];
  });
  for (const uri of /^(?:\/|[A-Za-z]:)/.test(path) ? [vscode.Uri.file(path)] : inFolders) {
    const found = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (found) return uri;
  }
  return undefined;
}
