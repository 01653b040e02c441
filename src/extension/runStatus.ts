import * as vscode from 'vscode';
import { commands } from './ids.ts';

/** How far a run is that has begun and not ended. */
export interface Progress {
  readonly finished: number;
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
    const { uri, title, finished, steps, running, dryRun } = run;
    const text = `$(${running > 0 ? 'loading~spin' : 'checklist'}) ${short(title)} ${finished}/${steps}${dryRun ? ' (dry run)' : ''}`;
    this.#item.text = text;
    const going = running === 0 ? '' : `, ${running} ${running === 1 ? 'command' : 'commands'} running`;
    const others = runs.length > 1 ? ` ${runs.length} runbooks in progress.` : '';
    this.#item.tooltip = `${title}: ${finished} of ${steps} steps done${going}. Click to open.${others}`;
    this.#item.accessibilityInformation = { label: `Runbook ${title}, ${finished} of ${steps} steps done${going}` };
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
