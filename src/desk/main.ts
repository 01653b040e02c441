import type * as vscode from 'vscode';
import { activate as activateExtension } from '../extension/main.ts';
import { registerIncidents } from './incidents.ts';

/** Where VS Code enters: the extension, with incidents. */
export function activate(context: vscode.ExtensionContext): ReturnType<typeof activateExtension> {
  return activateExtension(context, [registerIncidents]);
}

/** VS Code disposes what was subscribed; nothing else is left behind. */
export function deactivate(): void {}
