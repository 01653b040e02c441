import * as vscode from 'vscode';
import type { StatusLine } from '../reminders/statusLine.ts';
import { commands } from '../extension/ids.ts';

/** The status bar's entry for the open incident; there only while one is. */
export class IncidentStatus implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('breakwater.incident', vscode.StatusBarAlignment.Left, 51);
  #picture = '';

  constructor() {
    this.#item.name = 'Incident';
    this.#item.command = commands.incidentActs;
  }

  show(line: StatusLine | undefined): void {
    // A command that is set again while it is clicked is not found: what has not changed is left alone.
    const picture = JSON.stringify(line ?? null);
    if (picture === this.#picture) return;
    this.#picture = picture;
    if (!line) return this.#item.hide();
    this.#item.text = `$(${line.due ? 'bell-dot' : 'flame'}) ${withoutIcons(line.text)}`;
    this.#item.tooltip = `${line.detail}\nClick for what you can do.`;
    this.#item.accessibilityInformation = { label: line.detail.replaceAll('\n', ', '), role: 'button' };
    this.#item.backgroundColor = line.due ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}

/** A title that happens to hold `$(name)` is no icon. */
function withoutIcons(text: string): string {
  return text.replaceAll('$(', '$ (');
}
