import * as vscode from 'vscode';
import { allBlocks, runnable } from '../run/plan.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { commands } from './ids.ts';

/** Longer texts get no lenses: they are read with every change. UTF-16 units. */
const MAX_LENGTH = 300_000;

/** Run above each command that is in a step, and Open as Runbook at the top where there is one. */
export function lensesOf(document: vscode.TextDocument): vscode.CodeLens[] {
  const text = document.getText();
  if (text.length > MAX_LENGTH) return [];
  const runbook = parseRunbook(text, { fileName: document.uri.path });
  // A command that is in no step is more often an example than a thing to do.
  const inSteps = new Set(runbook.steps.flatMap(({ blocks }) => blocks.map(({ id }) => id)));
  const blocks = allBlocks(runbook).filter((block) => runnable(block) && inSteps.has(block.id));
  if (blocks.length === 0) return [];
  const at = (line: number): vscode.Range => new vscode.Range(line, 0, line, 0);
  const open = { title: 'Open as Runbook', command: commands.openRunbook, arguments: [document.uri] };
  const lenses = [new vscode.CodeLens(at(0), open)];
  if (!vscode.workspace.isTrusted) return lenses;
  const run = blocks.map(({ id, line }) => {
    const command = { title: 'Run', command: commands.runFromText, arguments: [document.uri, id] };
    return new vscode.CodeLens(at(line - 1), command);
  });
  return [...lenses, ...run];
}
