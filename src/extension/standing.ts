import * as vscode from 'vscode';
import { openLines } from '../processes/runLog.ts';
import { createRunLog } from '../record/log.ts';
import { reduce } from '../record/reduce.ts';
import { statesOf, type ItemState, type RunStates } from '../run/itemState.ts';
import type { Runbook } from '../runbook/model.ts';
import { parseRunbook } from '../runbook/parse.ts';
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
