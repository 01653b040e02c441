import type * as vscode from 'vscode';
import type { Step } from '../runbook/model.ts';
import type { AffectedGroup } from '../protocol/server.ts';

/** A run that has begun in this window and has not ended. */
export interface RunHere {
  /** Name of its log. */
  readonly run: string;
  /** Of its runbook, as the run names it. */
  readonly path: string;
  readonly uri: vscode.Uri;
  readonly drill: boolean;
  /** The step that the responder is at. */
  readonly step?: Pick<Step, 'id' | 'title' | 'blocks'>;
}

/** What every feature of the extension is given. */
export interface Services {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  /** Something happened in a run of this window: those that go on. Dry runs, which are kept nowhere, are not among them. */
  readonly runsChanged: vscode.EventEmitter<readonly RunHere[]>;
  /** Asks for the calls that fail when something that a runbook names is down; absent while nothing analyses code. */
  readonly code: { affectedCalls?: (uri: string, text: string) => Promise<readonly AffectedGroup[]> };
  /** What to be aware of in the open incident, or nothing. */
  readonly incidentNote: vscode.EventEmitter<string | undefined>;
}

/** One sentence for a person out of whatever was thrown. */
export function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
