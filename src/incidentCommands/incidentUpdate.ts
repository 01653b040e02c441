import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sendWebhook } from '../processes/webhook.ts';
import { maskedAddress, plainAddress } from '../files/webAddress.ts';
import {
  defaultTemplates,
  findTemplate,
  messageVariables,
  renderMessage,
  templateFromFile,
  templatesOf,
  updateEveryOf,
  type MessageTemplate,
} from '../messages/templates.ts';
import {
  drillText,
  factsKey,
  idempotencyKey,
  receiverOf,
  webhookBody,
  type OutgoingMessage,
} from '../messages/webhook.ts';
import type { WebhookKind } from '../messages/webhookKinds.ts';
import { judgeAnswer } from '../messages/answer.ts';
import { cutOffBefore, overtakenBy, sentBefore, type Leaving } from '../messages/sentBefore.ts';
import type { NewIncidentEvent } from '../incident/events.ts';
import { nextContact } from '../reminders/reminders.ts';
import type { Runbook } from '../runbook/model.ts';
import { visible } from '../text/visible.ts';
import type { OneIncident } from './incidentActions.ts';
import {
  allIncidents,
  chooseIncident,
  readLinkedRuns,
  record,
  workspaceOf,
  type StoredIncident,
} from '../commandLine/incidentStore.ts';
import { zoneOf } from './incidentTime.ts';
import { complain, print } from '../commandLine/output.ts';
import { exitCodes, Problem } from '../commandLine/problem.ts';
import { ask } from '../commandLine/prompt.ts';
import { readText } from '../commandLine/runbookFiles.ts';
import { isUsual } from '../commandLine/runsFolder.ts';

export interface UpdateFlags extends OneIncident {
  readonly template?: string;
  readonly text?: string;
  readonly to?: string;
  readonly templates: string;
  readonly runs: string;
  readonly send?: boolean;
  readonly sent?: boolean;
  readonly yes?: boolean;
  readonly webhookKind: WebhookKind;
  readonly webhookEnv: string;
  readonly deduplicates?: boolean;
  readonly again?: boolean;
  readonly timeZone?: string;
}

/** `incident update` */
export async function update(flags: UpdateFlags): Promise<void> {
  refuseWrongFlags(flags);
  const address = flags.send === true ? addressFrom(flags.webhookEnv) : undefined;
  const zone = zoneOf(flags.timeZone);
  const all = await allIncidents(flags.incidents);
  const one = chooseIncident(all, flags.incident);
  const runbook = await runbookOf(one, flags);
  const template = await templateFor(one, flags, runbook);
  const more = { contact: await contactOf(one, flags, runbook) };
  const now = new Date().toISOString();
  const variables = messageVariables(one.state, { now, zone, updateEvery: updateEveryOf(runbook?.frontMatter), more });
  const { text: written, problems, unknown } = renderMessage(template, variables);
  for (const problem of problems) complain(`breakwater: ${problem}`);
  if (written.trim() === '') throw new Problem('the message is empty');
  const text = drillText(written, one.state);
  const channel = flags.to ?? template.channel ?? flags.webhookKind;
  await print(`${visible(text)}\n`);
  process.exitCode = unknown.length > 0 ? exitCodes.found : exitCodes.fine;
  if (address === undefined && flags.sent !== true) return;
  if (unknown.length > 0)
    throw new Problem(`not sent: write a value for ${unknown.map((name) => `{{${name}}}`).join(', ')}, or take it out`);
  if (one.content.refused !== undefined) throw new Problem(one.content.refused);
  if (template.name === 'resolved' && (one.state.status === 'open' || one.state.status === 'mitigated'))
    throw new Problem(
      'not sent: this incident is not resolved yet. Declare it (breakwater incident phase resolved), or say it in your own words with --text',
    );
  const { incident, title, drill } = one.state;
  const message: OutgoingMessage = { incident, title, text, drill };
  // What a person has sent by hand has no address.
  const byHand = idempotencyKey(message, channel);
  const key = idempotencyKey(message, channel, address);
  const saysOnly = renderMessage(template, { ...variables, ...TIME_THAT_PASSES }).text;
  const facts = factsKey({ ...message, text: saysOnly }, channel, address);
  const receiver = address === undefined ? {} : { receiver: receiverOf(address) };
  const leaving: Leaving = { keys: [key, byHand], channel, facts, now, ...receiver };
  const sent: Sent = { channel, text, key, facts, template: template.name, ...receiver };
  const before = heldBack(all, one, leaving);
  if (flags.again !== true && before !== undefined) throw new Problem(`${before} (to send it once more, add --again)`);
  if (address === undefined) return recordSent(one, flags, sent);
  await send(one, flags, { address, message, sent, leaving });
}

/** @throws Problem where they do not go together */
function refuseWrongFlags(flags: UpdateFlags): void {
  if (flags.send === true && flags.sent === true) throw new Problem('use either --send or --sent');
  if (flags.yes === true && flags.send !== true) throw new Problem('nothing was sent: --yes goes with --send');
  if (flags.again === true && flags.send !== true && flags.sent !== true)
    throw new Problem('nothing was sent: --again goes with --send or --sent');
  if (flags.text !== undefined && flags.template !== undefined) throw new Problem('use either --text or --template');
  if (flags.to !== undefined && flags.to.trim() === '') throw new Problem('--to is empty: name a channel or a person');
}

/** That it was sent already, or begun and never ended: only who has looked sends it once more. */
function heldBack(all: readonly StoredIncident[], { state }: StoredIncident, leaving: Leaving): string | undefined {
  const before = sentBefore(state, leaving);
  if (before !== undefined || leaving.receiver === undefined) return before;
  return cutOffBefore(
    all.map((one) => one.state),
    state.incident,
    leaving,
  );
}

/** Variables that are other ones a second later, though nothing has happened. */
const TIME_THAT_PASSES = { elapsed: 'some time', now: 'now' };

type Sent = Omit<Extract<NewIncidentEvent, { readonly type: 'update-sent' }>, 'type'> & { readonly key: string };

interface Sending {
  readonly address: string;
  readonly message: OutgoingMessage;
  readonly sent: Sent;
  readonly leaving: Leaving;
}

async function send(
  one: StoredIncident,
  flags: UpdateFlags,
  { address, message, sent, leaving }: Sending,
): Promise<void> {
  const { channel, key, receiver } = sent;
  const confirmed = await confirm(`Send the text above to ${channel} (${maskedAddress(address)})?`, flags.yes === true);
  if (!confirmed) {
    complain('breakwater: Not sent (confirmation cancelled).');
    process.exitCode = exitCodes.found;
    return;
  }
  const body = webhookBody(flags.webhookKind, message, key);
  // Before it leaves: who finds this process killed knows that it may have arrived.
  const begun = { type: 'update-sending', channel, key, ...(receiver === undefined ? {} : { receiver }) } as const;
  const written = await record(flags.incidents, one.name, [begun]);
  const now = (await allIncidents(flags.incidents, () => undefined)).find(({ name }) => name === one.name);
  const known = new Set(one.content.events.map(({ id }) => id));
  const other = overtakenBy(now?.content.events ?? [], written[0]!.id, { known, message: leaving });
  if (other !== undefined) {
    const why = `another message to ${channel} began to leave at the same moment (${other.at}): not sent`;
    // Of the same text there is one key, which the other message goes by until it has ended.
    const ended = now!.content.events.some((event) => event.type === 'update-sent' && event.key === key);
    if (other.key !== key || ended)
      await record(flags.incidents, one.name, [{ ...begun, outcome: 'failed', reason: why }]);
    throw new Problem(why);
  }
  const result = await sendWebhook({
    address,
    body,
    key,
    judge: (answer) => judgeAnswer(answer, { kind: flags.webhookKind, message }),
    confirmed,
    deduplicates: flags.deduplicates === true,
  });
  complain(`breakwater: ${result.message}`);
  if (result.outcome === 'accepted') return recordSent(one, flags, sent);
  // Also a message that never arrived is part of what happened.
  await record(flags.incidents, one.name, [{ ...begun, outcome: result.outcome, reason: result.message }]);
  process.exitCode = exitCodes.found;
}

async function recordSent(one: StoredIncident, flags: UpdateFlags, sent: Sent): Promise<void> {
  await record(flags.incidents, one.name, [{ type: 'update-sent', ...sent }]);
}

/** The address is a secret: it comes in the environment, where no list of processes shows it. */
function addressFrom(name: string): string {
  const address = process.env[name];
  if (address === undefined || address.trim() === '')
    throw new Problem(`--send needs the webhook's address in the environment variable ${name}`);
  return plainAddress(address);
}

async function confirm(question: string, yes: boolean): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY) throw new Problem('--send needs a terminal to confirm in, or --yes');
  return (await ask(`${question} Type \`send\`: `))?.trim() === 'send';
}

async function templateFor(
  { state }: StoredIncident,
  flags: UpdateFlags,
  runbook: Runbook | undefined,
): Promise<MessageTemplate> {
  if (flags.text !== undefined) {
    const text = flags.text === '-' ? await readText('-') : flags.text;
    return { name: 'text', source: 'command line', text };
  }
  const given = await teamTemplates(state.runbook ?? '', flags.templates, runbook);
  const name = flags.template ?? 'status';
  const template = findTemplate(name, given, state);
  if (template !== undefined) return template;
  const names = [...new Set([...given, ...defaultTemplates].map(({ name }) => name))].join(', ');
  throw new Problem(`unknown template ${name}: use ${names}`);
}

/** The runbook as it is now; undefined where the incident names none. That it can't be read is said. */
async function runbookOf({ state }: StoredIncident, { incidents }: UpdateFlags): Promise<Runbook | undefined> {
  if (state.runbook === undefined) return undefined;
  const text = await readText(join(workspaceOf(incidents), state.runbook)).catch((error: Error) => {
    complain(`breakwater: the incident's runbook can't be read: ${error.message}`);
    return '';
  });
  const { parseRunbook } = await import('../runbook/parse.ts');
  return parseRunbook(text);
}

/** Who is called in: whom `--to` names, else the next of the runbook's contacts whom nobody has called. */
async function contactOf(
  { state }: StoredIncident,
  { to, runs }: UpdateFlags,
  runbook: Runbook | undefined,
): Promise<string | undefined> {
  const contacts = runbook?.frontMatter.escalation ?? [];
  if (to !== undefined && contacts.includes(to)) return to;
  return nextContact(state, { contacts, runs: await readLinkedRuns(runs, state.runs) }) ?? to;
}

/** Those of the runbook's front matter, then those in the folder. */
async function teamTemplates(
  source: string,
  folder: string,
  runbook: Runbook | undefined,
): Promise<readonly MessageTemplate[]> {
  const own: MessageTemplate[] = runbook === undefined ? [] : [...templatesOf(runbook, source)];
  const names = await readdir(folder).catch(() => {
    if (!isUsual(folder, 'templates')) throw new Problem(`--templates ${folder}: folder not found`);
    return [];
  });
  for (const name of names.filter((one) => /\.(?:md|markdown)$/i.test(one)).sort())
    own.push(templateFromFile(join(folder, name), await readText(join(folder, name))));
  return own;
}
