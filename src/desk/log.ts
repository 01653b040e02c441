import * as vscode from 'vscode';
import { commands } from '../extension/ids.ts';
import type { Services } from '../extension/services.ts';

/** Says what runs where, and shows it on request. */
export function registerLog({ log, context }: Services): vscode.Disposable {
  const { version } = context.extension.packageJSON as { readonly version: string };
  // What a report of a problem needs first, at the level that is on by default.
  log.info(`Breakwater ${version} in VS Code ${vscode.version}, ${process.platform} ${process.arch}`);
  return vscode.commands.registerCommand(commands.showLog, () => log.show());
}
