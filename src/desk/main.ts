import type * as vscode from 'vscode';
import { registerLanguageServer } from '../client/languageServer.ts';
import { activate as activateExtension } from '../extension/main.ts';
import { registerAddRunbookFolder } from './addRunbookFolder.ts';
import { registerAgents } from './agents.ts';
import { registerIncidents } from './incidents.ts';
import { registerLog } from './log.ts';
import { registerNewRunbook } from './newRunbook.ts';
import { registerProposals } from './proposals.ts';
import { registerStarters } from './starters.ts';

/** Where VS Code enters: the extension, with the language server and incidents. */
export function activate(context: vscode.ExtensionContext): ReturnType<typeof activateExtension> {
  return activateExtension(context, [
    registerLog,
    registerLanguageServer,
    registerAddRunbookFolder,
    registerNewRunbook,
    registerIncidents,
    registerAgents,
    registerProposals,
    registerStarters,
  ]);
}

/** VS Code disposes what was subscribed; nothing else is left behind. */
export function deactivate(): void {}
