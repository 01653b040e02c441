import { plainTeams, sentTexts, slackText, type OutgoingMessage } from './webhook.ts';

/** What is left of an answer without the message that it sends back. */
export interface WithoutSent<Value> {
  readonly rest: Value;
  /** All or a part of the message stood there. */
  readonly echoed: boolean;
  /** Something may be the message or the receiver's own word. */
  readonly doubtful: boolean;
}

/** From here on, a part of the message is no chance. Characters. */
const SURE = 40;
/** Below, it is no part of anything. */
const LEAST = 8;
const MAX_DEPTH = 5;
const SHORTENED = /(?:\u2026|\.\.\.|\[(?:\u2026|\.\.\.|truncated)\])$/;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** A text as it is compared: its letters and digits, however it was marked up and spaced. */
function plain(text: string): string {
  // What is escaped for one page is escaped again for the next.
  return decoded(decoded(text))
    .replace(/<\/?[a-z][^<>]{0,200}>/gi, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** A part of JSON as it would be read. */
function unescaped(text: string): string {
  return text
    .replace(/\\u([\da-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replace(/\\[nrtbf]/g, ' ')
    .replace(/\\\\/g, '\\');
}

function decoded(text: string): string {
  return text.replace(
    /&(?:#(\d{1,6})|#x([\da-f]{1,5})|([a-z]{2,4}));/gi,
    (all, ten?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? all;
      return String.fromCodePoint(ten === undefined ? parseInt(hex!, 16) : Number(ten));
    },
  );
}

/** Takes the message, and its parts, out of what its receiver answers. */
export class Echo {
  readonly #sent: readonly string[];

  constructor(message: OutgoingMessage | undefined) {
    const { incident = '', title = '', text = '' } = message === undefined ? {} : sentTexts(message);
    const lines = text.split('\n').filter((line) => line.trim().length >= LEAST);
    const forms = [text, title, incident, `${title} ${text}`, ...lines].flatMap((one) => [
      plain(one),
      plain(slackText(one)),
      plain(plainTeams(one)),
    ]);
    this.#sent = [...new Set(forms)].filter((form) => form !== '').sort((a, b) => b.length - a.length);
  }

  /** @returns the text without the message, empty where nothing else stands there */
  inText(text: string): WithoutSent<string> {
    const none = { rest: text, echoed: false, doubtful: false };
    if (this.#sent.length === 0) return none;
    const cut = text.trim().replace(SHORTENED, '');
    const isCut = cut !== text.trim();
    for (const written of [text, unescaped(text)]) {
      const said = plain(isCut && written === text ? cut : written);
      const isPart = (least: number): boolean =>
        said.length >= least && this.#sent.some((form) => (isCut ? form.startsWith(said) : form.includes(said)));
      const isAll = this.#sent.includes(said) || isPart(isCut ? LEAST : SURE);
      // A single word may be the receiver's own.
      const isWord = !isCut && !/\s/.test(text.trim());
      if (isAll && !isWord) return { rest: '', echoed: true, doubtful: false };
      if (isAll || (!isWord && isPart(isCut ? LEAST / 2 : LEAST))) return { ...none, doubtful: true };
      const inside = this.#sent.filter((form) => form.length >= LEAST && form.includes(' ') && said.includes(form));
      if (inside.length > 0) {
        const rest = inside.reduce((left, form) => left.replaceAll(form, ' '), said).replace(/\s+/g, ' ');
        return { rest: rest.trim(), echoed: true, doubtful: false };
      }
    }
    return none;
  }

  /** The same for all texts of a value; those that are nothing but the message are left out. */
  inValue(value: unknown, depth = 0): WithoutSent<unknown> {
    if (typeof value === 'string' && value !== '') return this.#inBody(value, depth) ?? this.inText(value);
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH)
      return { rest: value, echoed: false, doubtful: false };
    const parts = Object.entries(value).map(([name, one]: [string, unknown]) => ({
      name,
      ...this.inValue(one, depth + 1),
    }));
    const left = parts.filter(({ rest, echoed }) => !(echoed && rest === ''));
    return {
      rest: Array.isArray(value)
        ? left.map(({ rest }) => rest)
        : Object.fromEntries(left.map(({ name, rest }) => [name, rest])),
      echoed: parts.some(({ echoed }) => echoed),
      // The message under the name of an error is an odd thing.
      doubtful: parts.some(({ doubtful, echoed, name }) => doubtful || (echoed && /err|fail|fault/i.test(name))),
    };
  }

  /** The request's own body, sent back as a text. */
  #inBody(text: string, depth: number): WithoutSent<unknown> | undefined {
    if (!/^\s*[{[]/.test(text) || depth > MAX_DEPTH) return undefined;
    try {
      const found = this.inValue(JSON.parse(text), depth + 1);
      return found.echoed ? found : undefined;
    } catch {
      return undefined;
    }
  }
}
