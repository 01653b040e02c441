import * as vscode from 'vscode';
import { commands } from './ids.ts';
import type { Services } from './services.ts';

export function registerLog({ log }: Services): vscode.Disposable {
  return vscode.commands.registerCommand(commands.showLog, () => log.show());
}
