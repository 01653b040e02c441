import * as vscode from 'vscode';
import { listRuns, openLines } from '../node/runLog.ts';
import type { RunEvent } from '../run/events.ts';
import { createRunLog, memoryLog } from '../run/log.ts';
import type { RunLog } from '../run/ports.ts';
import { settings } from './ids.ts';
import { runsFolder } from './runsFolder.ts';
import type { Services } from './services.ts';

export interface StoredRun {
  readonly run: string;
  readonly log: RunLog;
  readonly events: readonly RunEvent[];
  readonly warnings: readonly string[];
}

/** How many logs are looked at to find the open run of a runbook. */
const looked = 50;

/** Where the records of runs are: on this machine's disk, beside nothing else. */
export class RunStore {
  constructor(private readonly services: Services) {}

  /** Undefined where there is no disk to write to. */
  folder(uri: vscode.Uri): string | undefined {
    const inWorkspace = vscode.workspace.getConfiguration().get<string>(settings.runsLocation) === 'workspace';
    const folder = runsFolder(
      this.services.context,
      inWorkspace ? vscode.workspace.getWorkspaceFolder(uri)?.uri : undefined,
    );
    return folder.scheme === 'file' ? folder.fsPath : undefined;
  }

  /** The runbook's run that has not ended, latest first; undefined where there is none. */
  async open(uri: vscode.Uri): Promise<StoredRun | undefined> {
    const folder = this.folder(uri);
    if (!folder) return undefined;
    const prefix = `${slug(uri)}-`;
    const runs = (await listRuns(folder)).filter(({ run }) => run.startsWith(prefix)).slice(0, looked);
    for (const { run } of runs) {
      const log = createRunLog(openLines(folder, run));
      const { events, warnings, refused } = await log.read();
      const ended = events.some(({ type }) => type === 'run-ended');
      const mine = events.some((event) => event.type === 'run-started' && event.runbook.path === pathOf(uri));
      if (mine && !ended) return { run, log, events, warnings: refused ? [...warnings, refused] : warnings };
      await log.close();
    }
    return undefined;
  }

  /** A log for a new run; nothing is written before the first event. */
  create(uri: vscode.Uri): StoredRun {
    const stamp = new Date()
      .toISOString()
      .replace(/[-:]|\.\d+Z$/g, '')
      .replace('T', '-');
    const run = `${slug(uri)}-${stamp}-${crypto.randomUUID().slice(0, 8)}`;
    const folder = this.folder(uri);
    const log = folder ? createRunLog(openLines(folder, run)) : memoryLog();
    const warnings = folder ? [] : ['There is no disk here: this run is kept in memory only and ends with the window.'];
    return { run, log, events: [], warnings };
  }
}

/** How a run names its runbook: relative to its workspace folder where it is in one. */
export function pathOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri, false);
}

function slug(uri: vscode.Uri): string {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/(?:\.runbook)?\.\w+$/, '');
  return (
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'run'
  );
}
