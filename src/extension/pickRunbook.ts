import * as vscode from 'vscode';
import { freshness } from './freshness.ts';
import { commands } from './ids.ts';
import { recentRunbooks } from './recentRunbooks.ts';
import type { Services } from './services.ts';

/** Opens a runbook chosen among all Markdown with steps, the recently opened ones first. */
export function registerPickRunbook(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand(commands.pickRunbook, async () => {
    const [found, open] = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: 'Looking for runbooks' },
      async () => {
        const { findRunbooks, openRuns } = await import('./runbookHost.ts');
        return Promise.all([findRunbooks(), openRuns(services)]);
      },
    );
    if (found.length === 0) return offerNew();
    const recent = recentRunbooks(services);
    const place = (uri: vscode.Uri): number => {
      const at = recent.indexOf(uri.toString());
      return at < 0 ? recent.length : at;
    };
    const items = found
      .toSorted((a, b) => place(a.uri) - place(b.uri) || Number(b.chosen) - Number(a.chosen))
      .map((one) => {
        const running = open(one.uri) && 'run in progress';
        const facts = [running, one.owner ?? 'no owner', freshness(one)?.text];
        // Names the folder as well where the workspace has several.
        const description = vscode.workspace.asRelativePath(one.uri);
        return { label: one.title, description, detail: facts.filter(Boolean).join(', '), uri: one.uri };
      });
    const options = {
      title: 'Open Runbook',
      placeHolder: 'Choose a runbook',
      matchOnDescription: true,
      matchOnDetail: true,
    };
    const chosen = await vscode.window.showQuickPick(items, options);
    if (chosen) await vscode.commands.executeCommand(commands.openRunbook, chosen.uri);
  });
}

async function offerNew(): Promise<void> {
  const create = 'New Runbook from Template...';
  const message = vscode.workspace.workspaceFolders
    ? 'No Markdown files with command steps in this workspace.'
    : 'Open a folder to see its runbooks.';
  const answer = await vscode.window.showInformationMessage(
    message,
    ...(vscode.workspace.workspaceFolders ? [create] : []),
  );
  if (answer === create) await vscode.commands.executeCommand(commands.newRunbook);
}
