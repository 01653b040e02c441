import * as vscode from 'vscode';
import type { NewIncidentEvent } from '../incident/events.ts';
import {
  defaultTemplates,
  findTemplate,
  messageVariables,
  renderMessage,
  templateFromFile,
  templatesOf,
  type MessageTemplate,
  type MessageVariables,
} from '../messages/templates.ts';
import { drillText } from '../messages/webhook.ts';
import type { Runbook } from '../runbook/model.ts';
import { visibleLine } from '../text/visible.ts';
import { askLabel } from './incidentActs.ts';
import type { KnownIncident } from './incidentBook.ts';
import { localZone } from './localZone.ts';
import { updateEveryFor } from './updateEvery.ts';

const FOLDER = 'communication';

/** Templates of the runbook, then those of `communication/*.md`; ours come last, in `findTemplate`. */
async function ownTemplates(
  { folder, state }: KnownIncident,
  runbook: Runbook | undefined,
): Promise<readonly MessageTemplate[]> {
  const root = vscode.Uri.joinPath(folder.workspace, FOLDER);
  const entries = await Promise.resolve(vscode.workspace.fs.readDirectory(root)).catch(() => []);
  const files = entries.filter(([name, type]) => type === vscode.FileType.File && /\.(?:md|markdown)$/i.test(name));
  const read = files.map(async ([name]) => {
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(root, name)));
    return templateFromFile(`${FOLDER}/${name}`, text);
  });
  return [...(runbook ? templatesOf(runbook, state.runbook ?? '') : []), ...(await Promise.all(read))];
}

/** @returns the name of a template, or undefined where none was chosen. */
export async function askTemplate(incident: KnownIncident, runbook: Runbook | undefined): Promise<string | undefined> {
  const own = await ownTemplates(incident, runbook);
  const all = [...own, ...defaultTemplates];
  const items = [...new Set(all.map(({ name }) => name))]
    .filter((name) => name !== 'escalation')
    .map((name) => {
      const { channel, source } = findTemplate(name, own)!;
      return { label: visibleLine(name), description: visibleLine(channel ?? ''), detail: visibleLine(source), name };
    });
  const options = { title: 'Prepare Update', placeHolder: 'Choose a template; nothing is sent', ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.name;
}

/** Opens a message made from a template, for the person to edit and send. */
export async function showMessage(
  incident: KnownIncident,
  name: string,
  runbook: Runbook | undefined,
  more: MessageVariables = {},
): Promise<void> {
  const template = findTemplate(name, await ownTemplates(incident, runbook), incident.state);
  if (template === undefined) throw new Error(`The template ${name} no longer exists.`);
  const now = new Date().toISOString();
  const variables = messageVariables(incident.state, {
    now,
    zone: localZone(),
    updateEvery: updateEveryFor(incident.folder.workspace, runbook),
    more,
  });
  const { text: written, problems } = renderMessage(template, variables);
  const text = drillText(written, incident.state);
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: `${text}\n` });
  await vscode.window.showTextDocument(document);
  if (problems.length > 0) void vscode.window.showWarningMessage(problems.join(' '));
}

/** @returns whom to call; the one who is next comes first. */
export async function askContact({
  all,
  next,
}: {
  readonly all: readonly string[];
  readonly next?: string;
}): Promise<string | undefined> {
  const title = 'Escalate';
  const other = { label: 'Someone else...', description: '' };
  const sorted = all.toSorted((a, b) => Number(b === next) - Number(a === next));
  const items = sorted.map((label) => ({ label: visibleLine(label), description: label === next ? 'next' : '' }));
  if (items.length === 0) return askLabel({ title, prompt: 'Contact', value: '' });
  const placeHolder = 'Choose who is called in; the message is shown, you send it';
  const chosen = await vscode.window.showQuickPick([...items, other], { title, placeHolder, ignoreFocusOut: true });
  return chosen === other ? askLabel({ title, prompt: 'Contact', value: '' }) : chosen?.label;
}

/** The message on show, as it was sent, and to which channel. Rejects with a sentence where no message is on show. */
export async function askWhatWasSent(
  channels: readonly string[],
): Promise<Extract<NewIncidentEvent, { readonly type: 'update-sent' }> | undefined> {
  const text = vscode.window.activeTextEditor?.document.getText().trim() ?? '';
  if (text === '') throw new Error('Open the message that you sent first; "Prepare Update" writes one.');
  const title = 'Record Update as Sent';
  const other = { label: 'Another...', description: '' };
  const items = channels.map((label) => ({ label: visibleLine(label), description: '' }));
  const options = { title, placeHolder: 'Choose where you sent the text on show', ignoreFocusOut: true };
  const chosen = items.length === 0 ? other : await vscode.window.showQuickPick([...items, other], options);
  const channel = chosen === other ? await askLabel({ title, prompt: 'Channel', value: '' }) : chosen?.label;
  return channel === undefined ? undefined : { type: 'update-sent', channel, text };
}
