import * as vscode from 'vscode';
import { overflowInThread } from '../processes/overflowThread.ts';
import { readRuns } from '../processes/runHistory.ts';
import { openLines } from '../processes/runLog.ts';
import { newRunName } from '../processes/system.ts';
import { createRunLog, memoryLog } from '../record/log.ts';
import type { LineStore, RunLog } from '../record/logPorts.ts';
import type { SessionPorts } from '../run/ports.ts';
import { pathOf, runsAreInWorkspace, runsFolderOf } from './runsFolder.ts';
import type { Services } from './services.ts';

/** Logs that are read to find runs that have not ended, latest first. */
const MAX_LOGS_READ = 50;

/** Where the records of runs are: on this machine's disk, beside nothing else. */
export class RunStore {
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Undefined where there is no disk to write to. */
  folder(uri: vscode.Uri): string | undefined {
    const folder = runsFolderOf(this.#services.context, uri);
    return folder.scheme === 'file' ? folder.fsPath : undefined;
  }

  /** What takes long outputs of the runbook's commands; undefined where there is no disk. */
  overflow(uri: vscode.Uri): SessionPorts['overflow'] {
    const folder = this.folder(uri);
    const script = vscode.Uri.joinPath(this.#services.context.extensionUri, 'dist', 'overflowThread.cjs').fsPath;
    return folder ? (name, ports) => overflowInThread(script, folder, name, ports) : undefined;
  }

  /** The log of the runbook's run that has not ended, latest first; undefined where there is none. */
  async open(uri: vscode.Uri): Promise<RunLog | undefined> {
    const folder = this.folder(uri);
    if (!folder) return undefined;
    const open = (await readRuns(folder, MAX_LOGS_READ)).find(({ path, ended }) => path === pathOf(uri) && !ended);
    return open && createRunLog(this.#lines(folder, open.run));
  }

  /** A log for a new run; nothing is written before the first event. In memory where there is no disk, or if so wanted. */
  create(uri: vscode.Uri, inMemory = false): { readonly run: string; readonly log: RunLog } {
    const run = newRunName();
    const folder = inMemory ? undefined : this.folder(uri);
    return { run, log: folder ? createRunLog(this.#lines(folder, run)) : memoryLog() };
  }

  #lines(folder: string, run: string): LineStore {
    return openLines(folder, run, { inRepository: runsAreInWorkspace() });
  }
}
