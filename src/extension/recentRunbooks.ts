import type * as vscode from 'vscode';
import type { Services } from './services.ts';

const KEY = 'recentRunbooks';
const MAX_KEPT = 30;

/** Addresses of the runbooks that were opened in this workspace, latest first. */
export function recentRunbooks({ context }: Services): readonly string[] {
  return context.workspaceState.get<readonly string[]>(KEY) ?? [];
}

/** Puts a runbook before the others. */
export function opened(services: Services, uri: vscode.Uri): void {
  const others = recentRunbooks(services).filter((one) => one !== uri.toString());
  void services.context.workspaceState.update(KEY, [uri.toString(), ...others].slice(0, MAX_KEPT));
}
