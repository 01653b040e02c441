import * as vscode from 'vscode';
import type { RunHere, Services } from './services.ts';
import { extendMarkdownIt, type MarkdownPreview } from './preview.ts';
import { registerPickRunbook } from './pickRunbook.ts';
import { registerRunbookEditors } from './runbookEditors.ts';
import { registerRunbookLenses } from './runbookLenses.ts';
import { registerRunbooksTree } from './runbooksTree.ts';
import { registerRunsView } from './runsView.ts';

/**
 * Registers everything cheaply; what is heavy loads when it is first needed.
 * @param more what rooms above this one register
 */
export function activate(
  context: vscode.ExtensionContext,
  more: readonly ((services: Services) => vscode.Disposable)[],
): MarkdownPreview {
  const log = vscode.window.createOutputChannel('Breakwater', { log: true });
  const runsChanged = new vscode.EventEmitter<readonly RunHere[]>();
  const incidentNote = new vscode.EventEmitter<string | undefined>();
  const services: Services = { context, log, runsChanged, incidentNote, code: {} };
  context.subscriptions.push(log, runsChanged, incidentNote);
  context.subscriptions.push(registerRunbookEditors(services));
  context.subscriptions.push(registerRunbooksTree(services));
  context.subscriptions.push(registerRunsView(services));
  context.subscriptions.push(registerPickRunbook(services));
  context.subscriptions.push(registerRunbookLenses());
  context.subscriptions.push(...more.map((register) => register(services)));
  return { extendMarkdownIt };
}
