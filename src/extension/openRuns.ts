import * as vscode from 'vscode';
import { settings } from './ids.ts';
import { runsFolder } from './runsFolder.ts';
import type { Services } from './services.ts';

/** How many of the latest records are looked into. */
const looked = 30;

/** Paths of the runbooks that have a run which has not ended, as runs name them. */
export async function openRuns({ context }: Services): Promise<ReadonlySet<string>> {
  const inWorkspace = vscode.workspace.getConfiguration().get<string>(settings.runsLocation) === 'workspace';
  const folder = runsFolder(context, inWorkspace ? vscode.workspace.workspaceFolders?.[0]?.uri : undefined);
  const open = new Set<string>();
  const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(folder)).catch(() => []);
  const logs = entries.filter(([name]) => name.endsWith('.jsonl')).slice(-looked);
  for (const [name] of logs) {
    const bytes = await Promise.resolve(vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name))).catch(
      () => undefined,
    );
    if (!bytes) continue;
    const text = new TextDecoder().decode(bytes);
    const path = startedPath(text.slice(0, text.indexOf('\n')));
    if (path && !/"type":"run-ended"/.test(text.slice(-2_000))) open.add(path);
  }
  return open;
}

function startedPath(line: string): string | undefined {
  try {
    const event = JSON.parse(line) as { type?: unknown; runbook?: { path?: unknown } };
    return event.type === 'run-started' && typeof event.runbook?.path === 'string' ? event.runbook.path : undefined;
  } catch {
    return undefined;
  }
}
