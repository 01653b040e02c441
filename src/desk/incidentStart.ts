import * as vscode from 'vscode';
import { DEFAULT_SEVERITY, declarationOf } from '../incident/declaration.ts';
import { appendToIncident, newIncidentName } from '../processes/incidentLogs.ts';
import { userName } from '../processes/system.ts';
import type { Runbook } from '../runbook/model.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { visibleLine } from '../text/visible.ts';
import { findRunbooks } from '../extension/foundRunbooks.ts';
import { commands } from '../extension/ids.ts';
import { askLabel, askSeverity } from './incidentActs.ts';
import { incidentFolders, type IncidentFolder } from './incidentFolders.ts';
import type { RunHere, Services } from '../extension/services.ts';

interface ChosenRunbook {
  readonly uri: vscode.Uri;
  readonly runbook: Runbook;
}

/** Asks what an incident is about and writes it down. Every question has an answer that Enter takes, but the title. */
export async function startIncident(
  services: Services,
  runs: readonly RunHere[],
  drill: boolean,
  severities: readonly string[],
): Promise<{ readonly name: string } | undefined> {
  const folders = incidentFolders(services);
  if (folders.length === 0) throw new Error('Incidents are kept in `.breakwater` of a folder on disk: open one first.');
  const title = drill ? 'Start Drill' : 'Start Incident';
  const chosen = await askRunbook(title, runs);
  if (chosen === undefined) return undefined;
  const known = chosen === 'none' ? undefined : chosen;
  const folder = await folderOf(folders, known?.uri);
  if (folder === undefined) return undefined;
  const { frontMatter } = known?.runbook ?? {};
  const said = await askLabel({ title, prompt: 'Title', value: known?.runbook.title ?? '' });
  if (said === undefined) return undefined;
  const usual = frontMatter?.severity ?? DEFAULT_SEVERITY;
  const severity = await askSeverity(usual, title, [...severities, usual]);
  if (severity === undefined) return undefined;
  const affected = await askText(title, 'Affected services, separated by commas', frontMatter?.services?.join(', '));
  if (affected === undefined) return undefined;
  const impact = await askText(title, 'Impact: what do users notice? (can be left empty)');
  if (impact === undefined) return undefined;
  const commander = await askLabel({ title, prompt: 'Incident commander', value: userName() });
  if (commander === undefined) return undefined;
  const name = newIncidentName();
  const event = declarationOf({
    incident: name,
    title: said,
    severity,
    services: listOf(affected),
    impact: impact.trim(),
    commander,
    drill,
    ...(known === undefined
      ? {}
      : { runbook: { path: pathIn(folder, known.uri), frontMatter: known.runbook.frontMatter } }),
  });
  // What the responder cleared stays cleared, also where the runbook names services.
  await appendToIncident(folder.incidents, name, [{ ...event, services: listOf(affected) }]);
  if (known !== undefined) await vscode.commands.executeCommand(commands.openRunbook, known.uri);
  return { name };
}

function listOf(text: string): readonly string[] {
  return [...new Set(text.split(',').map((one) => one.trim().replace(/\s+/g, ' ')))].filter((one) => one !== '');
}

async function askText(title: string, prompt: string, value = ''): Promise<string | undefined> {
  return vscode.window.showInputBox({ title, prompt, value, ignoreFocusOut: true });
}

/** The runbook to follow: those of this window come first. Undefined where the question was cancelled. */
async function askRunbook(title: string, runs: readonly RunHere[]): Promise<ChosenRunbook | 'none' | undefined> {
  const shown = shownRunbooks(runs);
  const items = (async () => {
    const found = await findRunbooks();
    const place = ({ uri }: { readonly uri: vscode.Uri }): number => {
      const at = shown.findIndex((one) => one.toString() === uri.toString());
      return at < 0 ? shown.length : at;
    };
    const runbooks = found
      .toSorted((a, b) => place(a) - place(b) || Number(b.chosen) - Number(a.chosen))
      .map((one) => ({
        label: visibleLine(one.title),
        description: vscode.workspace.asRelativePath(one.uri),
        uri: one.uri as vscode.Uri | undefined,
      }));
    const none = { label: 'No runbook', description: 'choose one later', uri: undefined };
    // On show: most likely what it is about. Else nothing is presumed.
    return place({ uri: runbooks[0]?.uri ?? vscode.Uri.file('/') }) < shown.length
      ? [...runbooks, none]
      : [none, ...runbooks];
  })();
  const options = {
    title,
    placeHolder: 'Choose the runbook to follow',
    matchOnDescription: true,
    ignoreFocusOut: true,
  };
  const chosen = await vscode.window.showQuickPick(items, options);
  if (chosen === undefined) return undefined;
  if (chosen.uri === undefined) return 'none';
  const text = (await vscode.workspace.openTextDocument(chosen.uri)).getText();
  return { uri: chosen.uri, runbook: parseRunbook(text, { fileName: chosen.uri.path }) };
}

function shownRunbooks(runs: readonly RunHere[]): readonly vscode.Uri[] {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const active = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText ? [input.uri] : [];
  return [...active, ...runs.map(({ uri }) => uri)];
}

/** Where the incident is kept: with its runbook, or in the folder that the person chooses. */
async function folderOf(
  folders: readonly IncidentFolder[],
  runbook: vscode.Uri | undefined,
): Promise<IncidentFolder | undefined> {
  const own = runbook && vscode.workspace.getWorkspaceFolder(runbook)?.uri.toString();
  const containing = folders.find(({ workspace }) => workspace.toString() === own);
  if (containing !== undefined || folders.length === 1) return containing ?? folders[0];
  const items = folders.map((folder) => ({ label: vscode.workspace.asRelativePath(folder.workspace), folder }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'Choose the folder that keeps the incident' });
  return chosen?.folder;
}

function pathIn({ workspace }: IncidentFolder, uri: vscode.Uri): string {
  const root = workspace.path.endsWith('/') ? workspace.path : `${workspace.path}/`;
  return uri.path.startsWith(root) ? uri.path.slice(root.length) : vscode.workspace.asRelativePath(uri, false);
}
