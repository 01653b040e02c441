import * as vscode from 'vscode';
import { openLines } from '../processes/runLog.ts';
import { createRunLog } from '../record/log.ts';
import { reduce } from '../record/reduce.ts';
import { statesOf, type ItemState, type RunStates } from '../run/itemState.ts';
import type { Runbook } from '../runbook/model.ts';
import { parseRunbook } from '../runbook/parse.ts';
import { visibleLine } from '../text/visible.ts';
import { commands } from './ids.ts';
import type { RecordedRun } from './openRuns.ts';

/** A step of a runbook as the view lists it. */
export interface ListedStep {
  readonly kind: 'step';
  readonly runbook: vscode.Uri;
  readonly id: string;
  readonly title: string;
  readonly state: ItemState;
  readonly current: boolean;
}

/** A runbook with what its open run, if it has one, has come to. */
export interface Standing {
  readonly runbook: Runbook;
  readonly states: RunStates;
  readonly current?: string;
}

/** Reads a runbook and its open run. Rejects where the file cannot be read; a log that cannot be read counts for none. */
export async function standingOf(uri: vscode.Uri, run: RecordedRun | undefined): Promise<Standing> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const runbook = parseRunbook(text, { fileName: uri.path });
  const events = run ? await eventsOf(run).catch(() => []) : [];
  const state = reduce(runbook, events);
  return { runbook, states: statesOf(runbook, state), current: run ? state.current : undefined };
}

async function eventsOf({ folder, run }: RecordedRun): Promise<Parameters<typeof reduce>[1]> {
  const log = createRunLog(openLines(folder, run));
  try {
    return (await log.read()).events;
  } finally {
    await log.close();
  }
}

/** The steps of a runbook with their states. */
export function stepsOf(uri: vscode.Uri, { runbook, states, current }: Standing): ListedStep[] {
  return runbook.steps.map(({ id, title }) => {
    const state = Object.hasOwn(states.steps, id) ? states.steps[id]! : states.none;
    return { kind: 'step', runbook: uri, id, title, state, current: id === current };
  });
}

const icons: Readonly<Record<ItemState['state'], readonly [icon: string, color?: string]>> = {
  'not-started': ['circle-outline'],
  started: ['circle-large-outline'],
  running: ['loading~spin'],
  succeeded: ['pass', 'testing.iconPassed'],
  failed: ['error', 'testing.iconFailed'],
  cancelled: ['circle-slash', 'list.warningForeground'],
  refused: ['circle-slash', 'list.warningForeground'],
  skipped: ['debug-step-over'],
  unknown: ['question', 'list.warningForeground'],
  done: ['pass-filled', 'testing.iconPassed'],
};

/** How the view shows a step. */
export function stepItem({ runbook, id, title, state, current }: ListedStep): vscode.TreeItem {
  const item = new vscode.TreeItem(visibleLine(title));
  const said = [state.state === 'not-started' && !current ? '' : state.text, current ? 'current' : ''];
  const [icon, color] = icons[state.state];
  item.id = `${runbook.toString()}#${id}`;
  item.description = visibleLine(said.filter(Boolean).join(', '));
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.accessibilityInformation = {
    label: visibleLine(`${title}, ${state.text}${current ? ', current step' : ''}`),
  };
  item.contextValue = 'step';
  item.command = { title: 'Open as Runbook', command: commands.openRunbook, arguments: [runbook] };
  return item;
}
