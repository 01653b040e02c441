import * as vscode from 'vscode';
import type { Services } from './services.ts';
import { registerLanguageServer } from './languageServer.ts';
import { registerNewRunbook } from './newRunbook.ts';
import { extendMarkdownIt, type MarkdownPreview } from './preview.ts';
import { registerRunbookEditors } from './runbookEditors.ts';
import { registerRunbooksTree } from './runbooksTree.ts';
import { registerRunsView } from './runsView.ts';
import { registerLog } from './log.ts';

/** Registers everything cheaply; what is heavy loads when it is first needed. */
export function activate(context: vscode.ExtensionContext): MarkdownPreview {
  const log = vscode.window.createOutputChannel('Breakwater', { log: true });
  const services: Services = { context, log };
  context.subscriptions.push(log);
  context.subscriptions.push(registerLog(services));
  context.subscriptions.push(registerLanguageServer(services));
  context.subscriptions.push(registerRunbookEditors(services));
  context.subscriptions.push(registerRunbooksTree(services));
  context.subscriptions.push(registerRunsView(services));
  context.subscriptions.push(registerNewRunbook(services));
  return { extendMarkdownIt };
}

/** VS Code disposes what was subscribed; nothing else is left behind. */
export function deactivate(): void {}
