import * as vscode from 'vscode';
import { readReport } from '../processes/runReports.ts';
import type { RunReport } from '../reports/report.ts';
import { reportHtml } from '../reports/reportHtml.ts';
import { reportMarkdown } from '../reports/reportMarkdown.ts';
import { commands } from './ids.ts';
import type { RunName } from './openRuns.ts';
import type { Services } from './services.ts';

/** Read-only pages of recorded runs: summary, steps with results, timeline. They hold no scripts. */
export class RunPages implements vscode.Disposable {
  readonly #services: Services;
  readonly #panels = new Map<string, vscode.WebviewPanel>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Shows a run's page. Rejects with a sentence where the run cannot be read. */
  async open(run: RunName): Promise<void> {
    const report = await this.#report(run);
    const key = `${run.folder}/${run.run}`;
    const panel = this.#panels.get(key) ?? this.#make(key, report.title);
    panel.webview.html = reportHtml(report, actionsFor(run, report));
    panel.reveal();
  }

  /** Asks for a format and a place, and writes the run there. */
  async export(run: RunName): Promise<void> {
    const report = await this.#report(run);
    const formats = [
      { label: 'Markdown', extension: 'md', text: () => reportMarkdown(report) },
      { label: 'HTML', extension: 'html', text: () => reportHtml(report) },
      { label: 'JSON', extension: 'json', text: () => `${JSON.stringify(report, null, 2)}\n` },
    ];
    const format = await vscode.window.showQuickPick(formats, { title: 'Export Run', placeHolder: 'Choose a format' });
    if (!format) return;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(run.folder);
    const target = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(folder, `${run.run}.${format.extension}`),
      filters: { [format.label]: [format.extension] },
    });
    if (!target) return;
    await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(format.text()));
    await vscode.commands.executeCommand('vscode.open', target);
  }

  async #report({ folder, run }: RunName): Promise<RunReport> {
    const report = await readReport(folder, run);
    if (report === undefined) throw new Error(`Couldn't open the run: ${run} isn't the log of a run.`);
    return report;
  }

  #make(key: string, title: string): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel('breakwater.run', `Run: ${title}`, vscode.ViewColumn.Active, {
      enableFindWidget: true,
      enableCommandUris: [commands.exportRun, commands.reopen],
      localResourceRoots: [],
    });
    panel.iconPath = vscode.Uri.joinPath(this.#services.context.extensionUri, 'media', 'activity.svg');
    panel.onDidDispose(() => this.#panels.delete(key));
    this.#panels.set(key, panel);
    return panel;
  }

  dispose(): void {
    for (const panel of [...this.#panels.values()]) panel.dispose();
  }
}

function actionsFor({ folder, run }: RunName, { endedAt }: RunReport): string {
  const link = (command: string, label: string): string =>
    `<a href="command:${command}?${encodeURIComponent(JSON.stringify([{ folder, run }]))}">${label}</a>`;
  const links = [link(commands.exportRun, 'Export...'), ...(endedAt ? [link(commands.reopen, 'Reopen Run')] : [])];
  return `<p class="actions">${links.join(' · ')}</p>`;
}
