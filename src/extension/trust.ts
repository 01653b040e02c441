import * as vscode from 'vscode';
import type { Permissions } from '../protocol/webview.ts';

/** Whether commands of a runbook may run here, and a sentence for the responder where they may not. */
export function refusalToRun(document: vscode.Uri): Permissions {
  if (!vscode.workspace.isTrusted) {
    const refusal =
      'Commands do not run in Restricted Mode, because a runbook can do anything that you can do. You can read and tick off; trust the workspace to run.';
    return { refusal, canTrust: true };
  }
  if (document.scheme !== 'file' && document.scheme !== 'untitled') {
    return { refusal: 'Commands cannot run here: the runbook is not on the disk of a machine.', canTrust: false };
  }
  return { canTrust: false };
}
