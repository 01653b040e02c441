import * as vscode from 'vscode';
import { cleanLine } from '../incident/clean.ts';
import { labelOf, severityDoubt, severityProblem, usualSeverities } from '../incident/declaration.ts';
import { noteKinds, phases, type NewIncidentEvent, type Phase } from '../incident/events.ts';
import { momentOf } from '../incident/moment.ts';
import { beforeStart, phaseConflict } from '../incident/phaseOrder.ts';
import { withdrawalOf } from '../incident/phaseTimes.ts';
import type { Reminder } from '../reminders/reminders.ts';
import type { IncidentState } from '../incident/state.ts';
import { bothTimes } from '../incident/zone.ts';
import { visibleLine } from '../text/visible.ts';
import { commands } from '../extension/ids.ts';
import type { KnownIncident } from './incidentBook.ts';
import { localZone } from './localZone.ts';

type NewEvent<Type extends NewIncidentEvent['type']> = Extract<NewIncidentEvent, { readonly type: Type }>;

/** What the responder chose to do. */
export type ChosenAct =
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'switch'; readonly incident: KnownIncident };

type ActItem = vscode.QuickPickItem & { readonly act: ChosenAct };

const dueActs: Readonly<Record<Reminder['kind'], string>> = {
  escalation: commands.escalate,
  update: commands.prepareUpdate,
  'slow-step': commands.incidentNote,
};

/** Asks what to do about an incident: what is due comes first. @param open all that are open, this one first */
export async function askAct(
  state: IncidentState,
  reminders: readonly Reminder[],
  open: readonly KnownIncident[],
): Promise<ChosenAct | undefined> {
  const item = (icon: string, label: string, command: string, description = ''): ActItem => ({
    label: `$(${icon}) ${label}`,
    description,
    act: { kind: 'command', command },
  });
  const declare = [
    ['acknowledged', 'Acknowledge', commands.acknowledge],
    ['mitigated', 'Mitigated', commands.mitigate],
    ['resolved', 'Resolved', commands.resolve],
  ] as const;
  const items: ActItem[] = [
    ...reminders.map(({ kind, text }) => item('bell', visibleLine(text).replaceAll('$(', '$ ('), dueActs[kind])),
    ...declare.flatMap(([phase, label, command]) =>
      state.times[phase] === undefined ? [item('milestone', label, command)] : [],
    ),
    item('note', 'Add Note...', commands.incidentNote),
    item('file-code', 'Add Selection as Evidence', commands.addEvidence),
    item('terminal', 'Add Terminal Selection as Evidence', commands.addTerminalEvidence),
    item('arrow-up', 'Change Severity...', commands.changeSeverity, state.severity),
    item('megaphone', 'Prepare Update...', commands.prepareUpdate),
    item('mail', 'Record Update as Sent', commands.recordUpdate),
    item('call-outgoing', 'Escalate...', commands.escalate),
    item('history', 'Correct Phase...', commands.correctPhase),
    item('list-ordered', 'Incident Timeline', commands.incidentTimeline),
    item('notebook', 'Write Post-mortem', commands.writePostmortem),
    ...open.slice(1).map((incident): ActItem => ({
      label: `$(arrow-swap) Switch to ${visibleLine(incident.state.title).replaceAll('$(', '$ (')}`,
      description: incident.state.severity,
      act: { kind: 'switch', incident },
    })),
    item('list-flat', 'Incidents...', commands.incidents),
    item('graph', 'Incident Dashboard', commands.incidentDashboard),
  ];
  const title = visibleLine(`${state.severity} ${state.title} (${state.status})`);
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: 'Choose what to do' });
  return chosen?.act;
}

/**
 * @param used before: a severity that may be mistyped is told of, since figures count each spelling apart
 * @returns the severity, or undefined where nothing was chosen.
 */
export async function askSeverity(
  present: string,
  title: string,
  used: readonly string[],
): Promise<string | undefined> {
  const other = 'Another...';
  const items = [...new Set([present, ...usualSeverities])].map((label, index) => ({
    label,
    description: index === 0 ? 'as it is' : '',
  }));
  const options = { title, placeHolder: 'Choose the severity', ignoreFocusOut: true };
  const chosen = await vscode.window.showQuickPick([...items, { label: other, description: '' }], options);
  const severity =
    chosen?.label === other
      ? await askLabel({ title, prompt: 'Severity', value: present, problemOf: severityProblem })
      : chosen?.label;
  const doubt = severity === undefined ? undefined : severityDoubt(severity, used, '"Change Severity"');
  if (doubt !== undefined)
    void vscode.window.showWarningMessage(cleanLine(`${doubt[0]!.toUpperCase()}${doubt.slice(1)}.`));
  return severity;
}

/** A text on one line that the record takes. */
export async function askLabel({
  title,
  prompt,
  value,
  problemOf = () => undefined,
}: {
  title: string;
  prompt: string;
  value: string;
  /** Why a label is none of this kind, in words that follow it. */
  problemOf?: (label: string) => string | undefined;
}): Promise<string | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt,
    value,
    ignoreFocusOut: true,
    validateInput: (said) => {
      const read = labelOf(said);
      const problem = 'problem' in read ? read.problem : problemOf(read.label);
      return problem === undefined ? undefined : `${prompt} ${problem}.`;
    },
  });
  const read = text === undefined ? undefined : labelOf(text);
  return read !== undefined && 'label' in read ? read.label : undefined;
}

export async function askPhaseToCorrect({ times }: IncidentState): Promise<Phase | undefined> {
  const zone = localZone();
  const items = phases.map((phase) => {
    const at = times[phase];
    return { label: phase, description: at === undefined ? 'not declared' : bothTimes(at, zone) };
  });
  const chosen = await vscode.window.showQuickPick(items, {
    title: 'Correct Phase',
    placeHolder: 'Choose a phase',
    ignoreFocusOut: true,
  });
  return chosen?.label;
}

/** When a phase was reached, or that it was not. */
export async function askPhaseTime(state: IncidentState, phase: Phase): Promise<NewEvent<'phase'> | undefined> {
  const known = state.times[phase];
  const text = await vscode.window.showInputBox({
    title: `Correct Phase: ${phase}`,
    prompt: `When was it ${phase}? A time with an offset or "10 min ago"${known === undefined ? '' : '; leave it empty to take the phase back'}.`,
    value: known ?? '',
    ignoreFocusOut: true,
    validateInput: (said) => phaseMessage(state, phase, said),
  });
  if (text === undefined || (text.trim() === '' && known === undefined)) return undefined;
  if (text.trim() === '') {
    const withdrawal = withdrawalOf(state, phase);
    return 'problem' in withdrawal ? undefined : withdrawal;
  }
  const moment = momentOf(text, new Date());
  return 'time' in moment ? { type: 'phase', phase, time: moment.time } : undefined;
}

function phaseMessage(state: IncidentState, phase: Phase, said: string): vscode.InputBoxValidationMessage | undefined {
  if (said.trim() === '') {
    const withdrawal = withdrawalOf(state, phase);
    return state.times[phase] !== undefined && 'problem' in withdrawal
      ? { message: `${withdrawal.problem}.`, severity: vscode.InputBoxValidationSeverity.Error }
      : undefined;
  }
  const moment = momentOf(said, new Date());
  if ('problem' in moment)
    return { message: `${said}: ${moment.problem}`, severity: vscode.InputBoxValidationSeverity.Error };
  const impossible = beforeStart(state, phase, moment.time);
  if (impossible !== undefined) return { message: `${impossible}.`, severity: vscode.InputBoxValidationSeverity.Error };
  const conflict = phaseConflict(state, phase, moment.time);
  // The other time may be the wrong one.
  return conflict === undefined
    ? undefined
    : { message: `${conflict}; correct one of them.`, severity: vscode.InputBoxValidationSeverity.Warning };
}

const noteWords = {
  observation: 'What you see',
  hypothesis: 'What you think is the cause',
  decision: 'What you decided, and why',
  action: 'What should be done about it later',
} as const;

export async function askNote(): Promise<NewEvent<'note'> | undefined> {
  const items = noteKinds.map((kind) => ({ label: kind, description: noteWords[kind] }));
  const kind = await vscode.window.showQuickPick(items, {
    title: 'Add Note',
    placeHolder: 'Choose the kind of note',
    ignoreFocusOut: true,
  });
  if (kind === undefined) return undefined;
  const options = { title: `Add Note: ${kind.label}`, prompt: noteWords[kind.label], ignoreFocusOut: true };
  const text = (await vscode.window.showInputBox(options))?.trim();
  return text ? { type: 'note', kind: kind.label, text } : undefined;
}

/** What is selected, and what it shows. Rejects with a sentence where nothing is selected. */
export async function askEvidence(from: 'editor' | 'terminal'): Promise<NewEvent<'note'> | undefined> {
  const { evidence, place } = from === 'editor' ? selectionOfEditor() : await selectionOfTerminal();
  const text = await vscode.window.showInputBox({
    title: 'Add Selection as Evidence',
    prompt: 'What does it show?',
    value: place,
    ignoreFocusOut: true,
  });
  return text?.trim() ? { type: 'note', kind: 'observation', text: text.trim(), evidence } : undefined;
}

/** A finding of Breakwater's in the editor, as an action item. Rejects with a sentence where there is none. */
export async function askFinding(): Promise<NewEvent<'note'> | undefined> {
  const editor = vscode.window.activeTextEditor;
  const all = editor === undefined ? [] : vscode.languages.getDiagnostics(editor.document.uri);
  const own = all.filter(({ source }) => source === 'breakwater');
  const here = own.filter(({ range }) => editor !== undefined && range.intersection(editor.selection) !== undefined);
  const path = editor === undefined ? '' : vscode.workspace.asRelativePath(editor.document.uri, false);
  const items = (here.length > 0 ? here : own).map(({ code, message, range }) => {
    const rule = String(typeof code === 'object' ? code.value : code);
    return { label: rule, description: `line ${range.start.line + 1}`, detail: message, line: range.start.line + 1 };
  });
  if (items.length === 0) throw new Error('Breakwater has no finding in this editor.');
  const options = { title: 'Add Finding as Action Item', placeHolder: 'Choose the finding', ignoreFocusOut: true };
  const found = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, options);
  if (found === undefined) return undefined;
  return {
    type: 'note',
    kind: 'action',
    text: found.detail,
    finding: { rule: found.label, path, line: found.line },
  };
}

interface Selected {
  readonly evidence: string;
  /** Where it is from. */
  readonly place: string;
}

function selectionOfEditor(): Selected {
  const editor = vscode.window.activeTextEditor;
  const evidence = editor?.selections.map((one) => editor.document.getText(one)).join('\n') ?? '';
  if (editor === undefined || evidence.trim() === '') throw new Error('Select text in an editor first.');
  const { start, end } = editor.selection;
  const lines = start.line === end.line ? `${start.line + 1}` : `${start.line + 1}-${end.line + 1}`;
  return { evidence, place: `${vscode.workspace.asRelativePath(editor.document.uri, false)}:${lines}` };
}

/** VS Code gives a terminal's selection by the clipboard only; what was there is put back. */
async function selectionOfTerminal(): Promise<Selected> {
  const terminal = vscode.window.activeTerminal;
  const before = await vscode.env.clipboard.readText();
  await vscode.env.clipboard.writeText('');
  let evidence = '';
  try {
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    evidence = await vscode.env.clipboard.readText();
  } finally {
    await vscode.env.clipboard.writeText(before);
  }
  if (terminal === undefined || evidence.trim() === '') throw new Error('Select text in a terminal first.');
  return { evidence, place: `Terminal ${terminal.name}` };
}
