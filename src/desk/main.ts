import type * as vscode from 'vscode';
import { registerLanguageServer } from '../client/languageServer.ts';
import { activate as activateExtension } from '../extension/main.ts';
import { registerIncidents } from './incidents.ts';

/** Where VS Code enters: the extension, with the language server and incidents. */
export function activate(context: vscode.ExtensionContext): ReturnType<typeof activateExtension> {
  return activateExtension(context, [registerLanguageServer, registerIncidents]);
}

/** VS Code disposes what was subscribed; nothing else is left behind. */
export function deactivate(): void {}
