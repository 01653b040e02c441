import { hashText } from '../text/hash.ts';
import { cleanText } from '../incident/clean.ts';
import type { WebhookKind } from './webhookKinds.ts';

export interface OutgoingMessage {
  readonly incident: string;
  readonly title: string;
  readonly text: string;
  /** Nothing of it happened: whoever gets it is told so. */
  readonly drill?: boolean;
}

/** What everything that is told of a drill begins with. */
const DRILL = '[DRILL] ';

/** A text as it leaves: that of a drill says so before anything else, whoever wrote it. */
export function drillText(text: string, { drill }: { readonly drill?: boolean }): string {
  return drill !== true || /^\s*\[drill\]/i.test(text) ? text : `${DRILL}${text}`;
}

/** A text of an incident as a message that may leave. */
export function outgoing(
  { incident, title, drill = false }: Omit<OutgoingMessage, 'text'>,
  text: string,
): OutgoingMessage & { readonly drill: boolean } {
  return { incident, title, text: drillText(text, { drill }), drill };
}

/**
 * The body of a webhook request, JSON. Texts are looked through for secrets here again: this is the last place before
 * they leave. Slack's control characters are escaped, so that a note cannot call a channel.
 */
export function webhookBody(kind: WebhookKind, message: OutgoingMessage, key: string): string {
  const { incident, title, text } = sentTexts(message);
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
  return JSON.stringify({ incident, title, text, ...(message.drill === true ? { drill: true } : {}), key });
}

/** The texts of a message, as they leave before they are escaped for one kind of receiver. */
export function sentTexts(message: OutgoingMessage): Pick<OutgoingMessage, 'incident' | 'title' | 'text'> {
  return {
    incident: cleanText(message.incident),
    title: drillText(cleanText(message.title), message),
    text: drillText(cleanText(message.text), message),
  };
}

/**
 * One key per incident, message and receiver: sent again by mistake, the receiver and the log know it.
 * @param address of the webhook, a secret: it goes into the hash only; absent for what a person sent
 */
export function idempotencyKey({ incident, text }: OutgoingMessage, channel: string, address = ''): string {
  const receiver = address === '' ? '' : `\n${sameAddress(address)}`;
  return `breakwater-${hashText(`${incident}\n${channel}\n${text.replace(/\s+/g, ' ').trim()}${receiver}`)}`;
}

/** Stands for a webhook's address, which is a secret, in a log. */
export function receiverOf(address: string): string {
  return hashText(`receiver\n${sameAddress(address)}`);
}

/** This machine by each of its names, which may end with a full stop. */
const THIS_MACHINE = /^(?:localhost|127\.0\.0\.1|\[::1\])\.?(?=:|$)/;

/** One way of writing an address: what leads to the same place is the same receiver. */
function sameAddress(address: string): string {
  const [, origin = '', rest = ''] = /^\s*(\w+:\/\/[^/?#]*)([^#]*)/.exec(address) ?? [];
  // A letter may be written by its number, and a query may be empty.
  const plain = rest.replace(/%[\da-f]{2}/gi, (coded) => {
    const sign = String.fromCharCode(parseInt(coded.slice(1), 16));
    return /[\w.~-]/.test(sign) ? sign : coded.toUpperCase();
  });
  const [path = '', query = ''] = plain.replace(/\?$/, '').split(/(?=\?)/);
  const [scheme = '', host = ''] = origin.toLowerCase().split('//');
  // Whoever calls is no part of where the call goes.
  const place = host
    .replace(/^.*@/, '')
    .replace(THIS_MACHINE, '127.0.0.1')
    .replace(/\.(?=:|$)/, '');
  return origin === '' ? address : `${scheme}//${place}${path.replace(/\/+$/, '')}${query}`;
}

/**
 * One key for what a message says to one receiver, apart from the time that has passed.
 * @param address of the webhook; without one, as for what a person sent, by the channel
 */
export function factsKey(message: OutgoingMessage, channel: string, address: string | undefined): string {
  return address === undefined ? idempotencyKey(message, channel) : idempotencyKey(message, '', address);
}

/** Escapes Slack's control characters. */
export function slackText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A card takes Markdown: links would hide where they lead. */
export function plainTeams(text: string): string {
  return text.replace(/[[\]\\]/g, (character) => `\\${character}`);
}
