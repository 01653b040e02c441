import type * as vscode from 'vscode';
import type { ToWebview } from '../protocol/webview.ts';
import type { RunKind } from './liveRun.ts';
import type { FilledIn } from '../surroundings/runbookLink.ts';
import { RunStatus, type RunningRun } from './runStatus.ts';
import { RunbookModel } from './runbookModel.ts';
import { RunbookView } from './runbookView.ts';
import { reopenRun } from './reopenRun.ts';
import { opened } from './recentRunbooks.ts';
import type { RunName } from './openRuns.ts';
import type { Services } from './services.ts';

// What other parts of the extension load with it, when they are first shown.
export { findRunbooks } from './foundRunbooks.ts';
export { openRuns, recordedRuns } from './openRuns.ts';
export { RunPages } from './runPages.ts';
export { standingOf, stepsOf } from './standing.ts';
export { lensesOf } from './textLenses.ts';

/** Owns what is behind the runbook views: one model for each document, shared by the views that show it. */
export interface RunbookHost extends vscode.Disposable {
  attach(document: vscode.TextDocument, panel: vscode.WebviewPanel): void;
  /** Shows the view to the side that a document has already; false where it has none. */
  revealBeside(uri: vscode.Uri): boolean;
  act(action: Extract<ToWebview, { type: 'act' }>['action']): Promise<void>;
  openSource(): Promise<void>;
  finish(): Promise<void>;
  /** Runs a block of a runbook whose view is open or being opened. */
  run(uri: vscode.Uri, block: string): Promise<void>;
  /** Makes a step of such a runbook the current one. */
  go(uri: vscode.Uri, step: string): Promise<void>;
  /** Fills in the values of the link that such a runbook was opened with. */
  fillFrom(uri: vscode.Uri, link: ReadonlyMap<string, string>): Promise<FilledIn>;
  runMany(what: 'section' | 'failed'): Promise<void>;
  /** Stops the commands of all runbooks. */
  stopAll(): void;
  startNew(kind?: RunKind): Promise<void>;
  /** Goes on with a run that was finished: the one given, or the one on show. @returns its runbook, to be opened. */
  reopen(run?: RunName): Promise<vscode.Uri | undefined>;
}

interface Entry {
  readonly model: RunbookModel;
  /** Views that show it. */
  users: number;
}

export function createRunbookHost(services: Services): RunbookHost {
  return new Host(services);
}

class Host implements RunbookHost {
  readonly #services: Services;
  readonly #models = new Map<string, Entry>();
  readonly #views = new Set<RunbookView>();
  readonly #status = new RunStatus();
  /** The one that commands are meant for. */
  #last: RunbookView | undefined;

  constructor(services: Services) {
    this.#services = services;
  }

  attach(document: vscode.TextDocument, panel: vscode.WebviewPanel): void {
    const key = document.uri.toString();
    opened(this.#services, document.uri);
    const entry = this.#models.get(key) ?? { model: new RunbookModel(document, this.#services), users: 0 };
    entry.users++;
    entry.model.document = document;
    if (!this.#models.has(key)) entry.model.onDidChangeRun(() => this.#changed());
    this.#models.set(key, entry);
    const view = new RunbookView(entry.model, panel, this.#services);
    this.#views.add(view);
    if (panel.active) this.#last = view;
    panel.onDidChangeViewState(() => {
      if (panel.active) this.#last = view;
    });
    panel.onDidDispose(() => {
      view.dispose();
      this.#views.delete(view);
      if (this.#last === view) this.#last = undefined;
      entry.users--;
      void this.#letGo(key, entry);
    });
  }

  /** Forgets a model that no view shows. Not while its commands run: whoever closes a tab does not mean to kill them. */
  async #letGo(key: string, entry: Entry): Promise<void> {
    if (entry.users > 0) return;
    await entry.model.idle();
    if (entry.users > 0 || this.#models.get(key) !== entry) return;
    // A dry run is nowhere but here: opened again, the same runbook would run for real without a word.
    if (entry.model.progress?.dryRun) return;
    this.#models.delete(key);
    entry.model.dispose();
    this.#status.show(this.#running());
  }

  #changed(): void {
    this.#status.show(this.#running());
    this.#services.runsChanged.fire([...this.#models.values()].flatMap(({ model }) => model.here ?? []));
  }

  #running(): readonly RunningRun[] {
    return [...this.#models.values()].flatMap(({ model }) => {
      const { progress, title, document } = model;
      return progress ? [{ ...progress, title, uri: document.uri }] : [];
    });
  }

  revealBeside(uri: vscode.Uri): boolean {
    const view = [...this.#views].find((one) => one.isBeside && one.uri.toString() === uri.toString());
    view?.reveal();
    return view !== undefined;
  }

  async act(action: Extract<ToWebview, { type: 'act' }>['action']): Promise<void> {
    await this.#active?.post({ type: 'act', action });
  }

  async openSource(): Promise<void> {
    await this.#active?.openSource();
  }

  async finish(): Promise<void> {
    await this.#active?.model.finish();
  }

  async run(uri: vscode.Uri, block: string): Promise<void> {
    await (await this.#viewOf(uri))?.run({ type: 'run', block });
  }

  async go(uri: vscode.Uri, step: string): Promise<void> {
    await (await this.#viewOf(uri))?.post({ type: 'go', step });
  }

  async fillFrom(uri: vscode.Uri, link: ReadonlyMap<string, string>): Promise<FilledIn> {
    const view = await this.#viewOf(uri);
    return view ? view.model.fillFrom(link) : { values: new Map(), refused: [] };
  }

  /** The view of a runbook, once its page draws what it is sent. */
  async #viewOf(uri: vscode.Uri): Promise<RunbookView | undefined> {
    const find = (): RunbookView | undefined => [...this.#views].find((one) => one.uri.toString() === uri.toString());
    // The editor is resolved a little after it was opened.
    for (let tries = 0; tries < 50 && !find(); tries++) await new Promise((resolve) => setTimeout(resolve, 100));
    const view = find();
    await view?.whenReady;
    return view;
  }

  async runMany(what: 'section' | 'failed'): Promise<void> {
    await this.#active?.runMany(what);
  }

  stopAll(): void {
    for (const { model } of this.#models.values()) model.stopAll();
  }

  async startNew(kind?: RunKind): Promise<void> {
    await this.#active?.model.startNew(kind);
  }

  async reopen(run?: RunName): Promise<vscode.Uri | undefined> {
    if (!run) {
      await this.#active?.model.reopen();
      return undefined;
    }
    const uri = await reopenRun(this.#services, run);
    await this.#models.get(uri.toString())?.model.takeUp();
    return uri;
  }

  get #active(): RunbookView | undefined {
    return [...this.#views].find((view) => view.active) ?? this.#last;
  }

  dispose(): void {
    for (const { model } of this.#models.values()) model.dispose();
    this.#status.dispose();
  }
}
