import type * as vscode from 'vscode';
import type { ToWebview } from '../protocol/webview.ts';
import { RunbookModel } from './runbookModel.ts';
import { RunbookView } from './runbookView.ts';
import type { Services } from './services.ts';

/** Owns what is behind the runbook views: one model for each document, shared by the views that show it. */
export interface RunbookHost extends vscode.Disposable {
  attach(document: vscode.TextDocument, panel: vscode.WebviewPanel): void;
  /** Shows the view to the side that a document has already; false where it has none. */
  revealBeside(uri: vscode.Uri): boolean;
  act(action: Extract<ToWebview, { type: 'act' }>['action']): Promise<void>;
  openSource(): Promise<void>;
  finish(): Promise<void>;
  startNew(): Promise<void>;
}

export function createRunbookHost(services: Services): RunbookHost {
  return new Host(services);
}

class Host implements RunbookHost {
  readonly #models = new Map<string, { model: RunbookModel; users: number }>();
  readonly #views = new Set<RunbookView>();
  /** The one that commands are meant for. */
  #last: RunbookView | undefined;

  constructor(private readonly services: Services) {}

  attach(document: vscode.TextDocument, panel: vscode.WebviewPanel): void {
    const key = document.uri.toString();
    const entry = this.#models.get(key) ?? { model: new RunbookModel(document, this.services), users: 0 };
    entry.users++;
    this.#models.set(key, entry);
    const view = new RunbookView(entry.model, panel, this.services);
    this.#views.add(view);
    if (panel.active) this.#last = view;
    panel.onDidChangeViewState(() => {
      if (panel.active) this.#last = view;
    });
    panel.onDidDispose(() => {
      view.dispose();
      this.#views.delete(view);
      if (this.#last === view) this.#last = undefined;
      if (--entry.users > 0) return;
      this.#models.delete(key);
      entry.model.dispose();
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

  async startNew(): Promise<void> {
    await this.#active?.model.startNew();
  }

  get #active(): RunbookView | undefined {
    return [...this.#views].find((view) => view.active) ?? this.#last;
  }

  dispose(): void {
    for (const { model } of this.#models.values()) model.dispose();
  }
}
