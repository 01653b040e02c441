import * as vscode from 'vscode';
import type { Permissions } from '../protocol/webview.ts';

/** Whether commands of a runbook may run here, and a sentence for the responder where they may not. */
export function refusalToRun(document: vscode.Uri): Permissions {
  if (!vscode.workspace.isTrusted) {
    const refusal =
      'Commands are disabled in Restricted Mode, since a runbook can do anything you can. Trust the workspace to run them; reading and checking off steps still work.';
    return { refusal, canTrust: true };
  }
  if (document.scheme !== 'file' && document.scheme !== 'untitled') {
    return { refusal: 'Commands cannot run here: this workspace has no local file system.', canTrust: false };
  }
  return { canTrust: false };
}
