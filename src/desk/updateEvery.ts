import * as vscode from 'vscode';
import { settings } from '../extension/ids.ts';
import { updateEveryOf } from '../messages/templates.ts';
import type { Runbook } from '../runbook/model.ts';

/** Milliseconds between messages, for reminders and templates alike: as the runbook says, else the setting. */
export function updateEveryFor(scope: vscode.Uri, runbook: Runbook | undefined): number | 'never' {
  const setting = vscode.workspace.getConfiguration(undefined, scope).get<number>(settings.updateEvery) ?? 0;
  return updateEveryOf(runbook?.frontMatter, setting);
}
