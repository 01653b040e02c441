import type * as vscode from 'vscode';

/** What every feature of the extension is given. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  /** Something happened in a run of this window. */
  readonly runsChanged: vscode.EventEmitter<void>;
}

/** One sentence for a person out of whatever was thrown. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
