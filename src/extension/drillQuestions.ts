import * as vscode from 'vscode';
import { commandFaults, faultWords, writtenFaults, type Fault } from '../drill/faults.ts';
import { EXPECTED, type DrillPlan } from '../processes/replayDrill.ts';
import { readRuns } from '../processes/runHistory.ts';
import type { Runbook } from '../runbook/model.ts';
import { visibleLine } from '../text/visible.ts';

const MAX_LISTED_RUNS = 2_000;

/** Asks what goes wrong in a drill; Enter alone is a drill without faults. Undefined where the responder has changed their mind. */
export async function askDrill(
  runbook: Runbook,
  path: string,
  folder: string | undefined,
): Promise<DrillPlan | undefined> {
  const steps = runbook.steps.filter(({ blocks }) => blocks.some(({ kind }) => kind === 'command'));
  const inSteps = steps.flatMap(({ id, title }) =>
    commandFaults.map((kind): vscode.QuickPickItem & { fault: Fault } => ({
      label: faultWords[kind],
      description: visibleLine(title),
      fault: { kind, step: id },
    })),
  );
  const anywhere = (['context', 'contact'] as const).map((kind) => ({
    label: faultWords[kind],
    description: '',
    fault: { kind, step: '' },
  }));
  const chosen = await vscode.window.showQuickPick([...anywhere, ...inSteps], {
    title: 'Start Drill (nothing is executed)',
    placeHolder: 'Choose what goes wrong, or press Enter for none',
    canPickMany: true,
    ignoreFocusOut: true,
  });
  if (chosen === undefined) return undefined;
  const known = folder === undefined ? [] : await readRuns(folder, MAX_LISTED_RUNS);
  const latest = known
    .filter((run) => run.path === path && !run.drill && !run.dryRun)
    .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0];
  return { replay: latest?.run ?? EXPECTED, faults: writtenFaults(chosen.map(({ fault }) => fault)) };
}
