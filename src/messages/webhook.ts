import { hashText } from '../text/hash.ts';
import { cleanText } from '../incident/clean.ts';

/** Whose form a message is sent in. */
export const webhookKinds = ['slack', 'teams', 'json'] as const;
export type WebhookKind = (typeof webhookKinds)[number];

export interface OutgoingMessage {
  readonly incident: string;
  readonly title: string;
  readonly text: string;
}

/**
 * The body of a webhook request, JSON. Texts are looked through for secrets here again: this is the last place before
 * they leave. Slack's control characters are escaped, so that a note cannot call a channel.
 */
export function webhookBody(kind: WebhookKind, message: OutgoingMessage, key: string): string {
  const { incident, title, text } = {
    incident: cleanText(message.incident),
    title: cleanText(message.title),
    text: cleanText(message.text),
  };
  if (kind === 'slack') return JSON.stringify({ text: slackText(text) });
  if (kind === 'teams') {
    const card = {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.4',
      body: [
        { type: 'TextBlock', text: plainTeams(title), weight: 'Bolder', wrap: true },
        ...text.split('\n').map((line) => ({ type: 'TextBlock', text: plainTeams(line), wrap: true })),
      ],
    };
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card }];
    return JSON.stringify({ type: 'message', attachments });
  }
  return JSON.stringify({ incident, title, text, key });
}

/**
 * One key per incident, message and receiver: sent again by mistake, the receiver and the log know it.
 * @param address of the webhook, a secret: it goes into the hash only; absent for what a person sent
 */
export function idempotencyKey({ incident, text }: OutgoingMessage, channel: string, address = ''): string {
  return `breakwater-${hashText(`${incident}\n${channel}\n${text}${address === '' ? '' : `\n${address}`}`)}`;
}

function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A card takes Markdown: links would hide where they lead. */
function plainTeams(text: string): string {
  return text.replace(/[[\]\\]/g, (character) => `\\${character}`);
}
