import * as vscode from 'vscode';
import { dashboardHtml } from '../dashboard/page.ts';
import { digestRun } from '../dashboard/runDigest.ts';
import { useOfRunbooks } from '../dashboard/runbookUse.ts';
import { RunTexts } from '../processes/runTexts.ts';
import { dashboardPanel } from './ids.ts';
import { sentence, type Services } from '../extension/services.ts';
import type { IncidentBook, KnownIncident } from './incidentBook.ts';
import { incidentFolders } from './incidentFolders.ts';
import { metricsFor } from './incidentMetrics.ts';
import { localZone } from './localZone.ts';

/** Nothing on the page runs, and it loads nothing. */
const PAGE = { enableScripts: false, localResourceRoots: [] };
const MAX_RUNS = 5_000;

/** The page with the plots. While it is on show, it follows the logs. */
export class IncidentDashboard implements vscode.Disposable {
  readonly #services: Services;
  readonly #book: IncidentBook;
  readonly #runs = new RunTexts(digestRun);
  #panel: vscode.WebviewPanel | undefined;
  /** What the page was made of. */
  #shown = '';

  constructor(services: Services, book: IncidentBook) {
    this.#services = services;
    this.#book = book;
  }

  /** Shows the page, as it is now. */
  async show(): Promise<void> {
    const panel = (this.#panel ??= this.#open());
    panel.reveal();
    this.#shown = '';
    await this.#draw(await this.#book.read());
  }

  /** Takes over the page of before the window was loaded again. */
  async restore(panel: vscode.WebviewPanel): Promise<void> {
    this.#panel?.dispose();
    panel.webview.options = PAGE;
    this.#panel = this.#follow(panel);
    this.#shown = '';
    await this.#draw(await this.#book.read());
  }

  /** Draws the page again where it is on show and its numbers are not those of these incidents. */
  update(incidents: readonly KnownIncident[]): void {
    if (this.#panel?.visible !== true) return;
    this.#draw(incidents).catch((error: unknown) => this.#services.log.error(sentence(error)));
  }

  #open(): vscode.WebviewPanel {
    const options = { ...PAGE, enableFindWidget: true };
    return this.#follow(
      vscode.window.createWebviewPanel(dashboardPanel, 'Incident Dashboard', vscode.ViewColumn.Active, options),
    );
  }

  #follow(panel: vscode.WebviewPanel): vscode.WebviewPanel {
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    panel.onDidChangeViewState(() => {
      if (panel.visible) void this.#book.read().then((incidents) => this.update(incidents));
    });
    return panel;
  }

  async #draw(incidents: readonly KnownIncident[]): Promise<void> {
    const notes: string[] = [];
    const folders = incidentFolders(this.#services).flatMap(({ runs }) => runs);
    const warn = (sentence: string): void => void notes.push(sentence);
    const digests = await this.#runs.read(folders, { limit: MAX_RUNS, warn });
    const counted = incidents.map(({ state }) => ({ ...state, notes: [], updates: [], escalations: [], runs: [] }));
    // A page that is replaced is read from its beginning again: not for a note in the log.
    const madeOf = JSON.stringify([counted, digests, notes]);
    const panel = this.#panel;
    if (panel === undefined || madeOf === this.#shown) return;
    this.#shown = madeOf;
    const now = new Date().toISOString();
    const [metrics, runbooks] = [metricsFor(incidents), useOfRunbooks(digests, now)];
    panel.webview.html = dashboardHtml({ metrics, runbooks, zone: localZone(), now, notes });
  }

  dispose(): void {
    this.#panel?.dispose();
  }
}
