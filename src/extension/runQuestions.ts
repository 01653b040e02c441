import * as vscode from 'vscode';
import type { RunState } from '../record/state.ts';
import type { RunStates } from '../run/itemState.ts';
import { leftOpen, outcomeOf } from '../reports/leftOpen.ts';
import type { RunSession } from '../run/session.ts';
import type { Asked } from '../runbook/model.ts';
import { caseConcern } from '../surroundings/concerns.ts';
import type { Choice, Way } from '../surroundings/ways.ts';
import { visibleLine } from '../text/visible.ts';

/** Ends the run once the responder, told what that leaves open, has agreed. */
export async function finishRun(session: RunSession, states: (state: RunState) => RunStates): Promise<void> {
  const detail = leftOpen(states(session.state).counts, session.running);
  const go = session.running > 0 ? 'Stop Commands and Finish' : 'Finish';
  if ((await vscode.window.showWarningMessage('Finish this run?', { modal: true, detail }, go)) !== go) return;
  if (session.state.endedAt) return;
  session.cancelAll();
  await session.idle();
  // As things stand now: the question may have been open for a while.
  const { counts } = states(session.state);
  await session.end(outcomeOf(counts, 0), leftOpen(counts, 0));
}

/** Whether a new run may take the place of this one: asks where that would end a run that goes on. */
export async function mayReplace({ state }: RunSession): Promise<boolean> {
  if (state.endedAt || state.dryRun) return true;
  const go = 'End Run';
  const detail = 'Completed steps stay on record. Running commands are stopped.';
  const message = 'This runbook has an unfinished run. End it and start a new one?';
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, go)) === go;
}

/** Asks which of several ways the run goes; undefined where that is not said. */
export async function askWay({ ways }: Choice): Promise<Way | undefined> {
  const items = ways.map((way) => ({ label: visibleLine(way.name), description: `line ${way.line}`, way }));
  const title = 'The runbook means one of these';
  const placeHolder = 'Choose the one to run';
  return (await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))?.way;
}

/** Asks whether what is to be done by hand before the next command has been. */
export async function askDone(asked: readonly Asked[]): Promise<boolean> {
  const detail = asked.map(({ text }) => visibleLine(text)).join('\n');
  const message = 'Before the next command, by hand:';
  const done = 'Done';
  return (
    (await vscode.window.showWarningMessage(message, { modal: true, detail: detail.slice(0, 2_000) }, done)) === done
  );
}

/** Asks whether the case is given that commands are meant for; undefined where that is not said. */
export async function askCase(text: string): Promise<boolean | undefined> {
  const [run, leave] = ['Run', 'Leave Out'];
  const answer = await vscode.window.showWarningMessage(caseConcern(visibleLine(text)), { modal: true }, run, leave);
  return answer === undefined ? undefined : answer === run;
}

/** Asks for a secret; undefined where none is given. */
export async function askSecretValue(name: string): Promise<string | undefined> {
  const prompt = `Value of ${name} (kept in memory until the window closes; masked in output and logs)`;
  return vscode.window.showInputBox({ title: name, prompt, password: true, ignoreFocusOut: true });
}
