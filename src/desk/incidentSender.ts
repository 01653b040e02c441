import * as vscode from 'vscode';
import { cleanText } from '../incident/clean.ts';
import type { IncidentEvent, NewIncidentEvent } from '../incident/events.ts';
import { idempotencyKey, outgoing, receiverOf, webhookBody } from '../messages/webhook.ts';
import { webhookKinds, type WebhookKind } from '../messages/webhookKinds.ts';
import { judgeAnswer } from '../messages/answer.ts';
import { sendWebhook } from '../processes/webhook.ts';
import { maskedAddress, plainAddress } from '../files/webAddress.ts';
import { cutOffBefore, overtakenBy, sentBefore, type Leaving } from '../messages/sentBefore.ts';
import { capital } from '../text/words.ts';
import { visible, visibleLine } from '../text/visible.ts';
import type { Services } from '../extension/services.ts';
import type { KnownIncident } from './incidentBook.ts';

/** Where VS Code keeps the receiver, encrypted. */
const SECRET = 'breakwater.webhook';
const SEND = 'Send';

interface Receiver {
  readonly address: string;
  readonly kind: WebhookKind;
}

const kindWords: Readonly<Record<WebhookKind, string>> = {
  slack: 'Slack incoming webhook',
  teams: 'Microsoft Teams workflow',
  json: 'Generic JSON: incident, title, text, key',
};

/** Sends messages to the configured webhook: nothing without a person's yes to text and receiver. */
export class IncidentSender {
  readonly #services: Services;
  /** Keys of messages that are on their way, or were taken in this window. */
  readonly #taken = new Set<string>();

  constructor(services: Services) {
    this.#services = services;
  }

  /** Asks for the receiver and keeps it as a secret. @returns whether one was given; an empty address forgets it. */
  async configure(): Promise<Receiver | undefined> {
    const title = 'Set Webhook';
    const items = webhookKinds.map((kind) => ({ label: kind, description: kindWords[kind] }));
    const chosen = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: 'Choose who receives it',
      ignoreFocusOut: true,
    });
    if (chosen === undefined) return undefined;
    const given = await vscode.window.showInputBox({
      title,
      prompt: "The webhook's address (kept as a secret; leave it empty to forget the present one)",
      password: true,
      ignoreFocusOut: true,
      validateInput: (value) =>
        value.trim() === '' || URL.canParse(value.trim()) ? undefined : 'Enter an https:// address.',
    });
    if (given === undefined) return undefined;
    if (given.trim() === '') {
      await this.#services.context.secrets.delete(SECRET);
      return undefined;
    }
    const receiver: Receiver = { address: plainAddress(given), kind: chosen.label };
    await this.#services.context.secrets.store(SECRET, JSON.stringify(receiver));
    return receiver;
  }

  /**
   * Sends the text on show. @param again reads the incident once more: what was sent elsewhere meanwhile is not sent twice
   * @param write adds to the incident's log before anything leaves
   * @returns what to write down; undefined where nothing left, or the responder changed their mind
   */
  async send(
    { state, content }: KnownIncident,
    channels: readonly string[],
    { again, others, write }: SendingPorts,
  ): Promise<{ readonly event: NewIncidentEvent; readonly said: string } | undefined> {
    // What cannot be written down is not sent: nobody could tell that it was.
    if (content.refused !== undefined) throw new Error(content.refused);
    const written = cleanText(vscode.window.activeTextEditor?.document.getText().trim() ?? '');
    if (written === '') throw new Error('Open the message to send first; "Prepare Update" writes one.');
    const receiver = (await this.#receiver()) ?? (await this.configure());
    if (receiver === undefined) return undefined;
    const channel = channels[0] ?? receiver.kind;
    const message = outgoing(state, written);
    const key = idempotencyKey(message, channel, receiver.address);
    const leaving: Leaving = {
      keys: [key, idempotencyKey(message, channel)],
      channel,
      receiver: receiverOf(receiver.address),
      now: new Date().toISOString(),
    };
    refuseTwice(state, leaving, this.#taken);
    const to = `${visibleLine(channel)} (${maskedAddress(receiver.address)})`;
    const question = `Send this message to ${to}?`;
    const cutOff = cutOffBefore([state, ...(await others())], state.incident, leaving);
    const detail = visible(cutOff === undefined ? message.text : `${capital(cutOff)}.\n\n${message.text}`);
    const answer = await vscode.window.showInformationMessage(question, { modal: true, detail }, SEND);
    if (answer !== SEND) return undefined;
    const then = await again();
    refuseTwice(then?.state ?? state, leaving, this.#taken);
    this.#taken.add(key);
    const begun = { type: 'update-sending', channel, key, receiver: leaving.receiver! } as const;
    await write(begun).catch((error: unknown) => {
      // Nothing has left.
      this.#taken.delete(key);
      throw error;
    });
    refuseOvertaken((await again())?.content.events ?? [], (then?.content ?? content).events, { key, leaving });
    const progress = { location: vscode.ProgressLocation.Notification, title: `Sending to ${to}` };
    const body = webhookBody(receiver.kind, message, key);
    const result = await vscode.window.withProgress(progress, () =>
      sendWebhook({
        address: receiver.address,
        body,
        key,
        confirmed: true,
        judge: (answer) => judgeAnswer(answer, { kind: receiver.kind, message }),
      }),
    );
    this.#services.log.info(`${result.message} (${result.attempts} attempts)`);
    if (result.outcome === 'accepted')
      return {
        event: { type: 'update-sent', channel, text: message.text, key, receiver: begun.receiver },
        said: `Sent to ${visibleLine(channel)}`,
      };
    // It may have arrived: that is on record, and it is sent again only by someone who has looked.
    void vscode.window.showErrorMessage(result.message);
    await write({ ...begun, outcome: result.outcome, reason: result.message });
    if (result.outcome !== 'unknown') this.#taken.delete(key);
    return undefined;
  }

  async #receiver(): Promise<Receiver | undefined> {
    const kept = await this.#services.context.secrets.get(SECRET);
    if (kept === undefined) return undefined;
    try {
      const { address, kind } = JSON.parse(kept) as Partial<Receiver>;
      return typeof address === 'string' && webhookKinds.some((one) => one === kind)
        ? { address: plainAddress(address), kind: kind as WebhookKind }
        : undefined;
    } catch {
      return undefined;
    }
  }
}

interface SendingPorts {
  /** The other incidents of the same folder. */
  readonly others: () => Promise<readonly KnownIncident['state'][]>;
  readonly again: () => Promise<KnownIncident | undefined>;
  readonly write: (event: NewIncidentEvent) => Promise<void>;
}

/** Where somebody else's line came first, theirs goes. */
function refuseOvertaken(
  events: readonly IncidentEvent[],
  before: readonly IncidentEvent[],
  { key, leaving }: { readonly key: string; readonly leaving: Leaving },
): void {
  const own = events.findLast((event) => event.type === 'update-sending' && event.key === key)?.id;
  const known = new Set(before.map(({ id }) => id));
  if (own !== undefined && overtakenBy(events, own, { known, message: leaving }) !== undefined)
    throw new Error(`Another message to ${visibleLine(leaving.channel)} began to leave at the same moment: not sent.`);
}

function refuseTwice(state: KnownIncident['state'], leaving: Leaving, taken: ReadonlySet<string>): void {
  const before = sentBefore(state, leaving);
  if (before !== undefined) throw new Error(`${capital(visibleLine(before))}.`);
  if (leaving.keys.some((key) => taken.has(key)))
    throw new Error('This very message is on its way, or may have arrived: not sent again.');
}
