import * as vscode from 'vscode';
import type { RunStates } from '../run/itemState.ts';
import { commands } from './ids.ts';

/** How far a run is that has begun and not ended. */
export interface Progress extends Pick<RunStates, 'counts' | 'summary'> {
  readonly steps: number;
  /** Commands that run at the moment. */
  readonly running: number;
  readonly dryRun: boolean;
}

export interface RunningRun extends Progress {
  readonly uri: vscode.Uri;
  readonly title: string;
}

/** The status bar's entry for runs, there only while one goes on: where it is, and the way back to it. */
export class RunStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('breakwater.run', vscode.StatusBarAlignment.Left, 50);

  #picture = '';

  constructor() {
    this.#item.name = 'Runbook';
  }

  /** @param runs the one with a running command, else the last, is named. */
  show(runs: readonly RunningRun[]): void {
    const run = runs.findLast(({ running }) => running > 0) ?? runs.at(-1);
    // A command that is set again while it is clicked is not found: what has not changed is left alone.
    const picture = JSON.stringify(runs);
    if (picture === this.#picture) return;
    this.#picture = picture;
    if (!run) return this.#item.hide();
    const { uri, title, counts, summary, steps, running, dryRun } = run;
    const sign = running > 0 ? 'loading~spin' : counts.failed > 0 ? 'error' : 'checklist';
    const failed = counts.failed > 0 ? `, ${counts.failed} failed` : '';
    this.#item.text = `$(${sign}) ${short(title)} ${counts.done}/${steps}${failed}${dryRun ? ' (dry run)' : ''}`;
    const others = runs.length > 1 ? ` ${runs.length} runbooks in progress.` : '';
    this.#item.tooltip = `${title}: ${summary}. Click to open.${others}`;
    this.#item.accessibilityInformation = { label: `Runbook ${title}, ${summary}` };
    this.#item.command = { title: 'Open Runbook', command: commands.openRunbook, arguments: [uri] };
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}

function short(title: string): string {
  return title.length > 32 ? `${title.slice(0, 30)}…` : title;
}
