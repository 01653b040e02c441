const STARS = '***';

/** Tokens that are secrets wherever they appear, by their well-known shapes. What a first group matches stays. */
const SHAPES: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{36,255}\b/g,
  /\bgithub_pat_\w{40,}\b/g,
  /\bglpat-[\w-]{20,255}/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,255}/g,
  /\b[sr]k_live_[A-Za-z0-9]{16,}/g,
  /\bsk-[A-Za-z0-9_-]{20,255}/g,
  /\bnpm_[A-Za-z0-9]{36}\b/g,
  /\bAIza[\w-]{35}/g,
  /\bhvs\.[\w-]{24,255}/g,
  // With bounds: without, a line of nothing but beginnings takes seconds.
  /(?<![\w-])eyJ[\w-]{10,4096}\.eyJ[\w-]{10,8192}\.[\w-]{1,2048}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /(\b[a-z][a-z0-9+.-]{0,30}:\/\/[^\s:/@]{0,256}:)[^\s@/]+(?=@)/g,
  /(\bBearer {1,8})[\w.~+/-]{16,}=*/gi,
];

/** Shorter ones would star out half of the output. */
const SHORTEST = 3;

/** Base64 of a short value, cut to what does not depend on its neighbours, is a word that may mean anything. */
const SHORTEST_ENCODED = 6;

/** Hides secret values and well-known tokens in a whole text. */
export function mask(text: string, secrets: Iterable<string> = []): string {
  return hide(text, forms(secrets));
}

function hide(text: string, values: readonly string[]): string {
  let masked = text;
  for (const value of values) masked = masked.replaceAll(value, STARS);
  for (const shape of SHAPES)
    masked = masked.replace(shape, (_, kept: unknown) => (typeof kept === 'string' ? kept : '') + STARS);
  return masked;
}

/** How a value may be printed: as it is, line by line, in base64 or percent-encoded. Longest first. */
function forms(secrets: Iterable<string>): readonly string[] {
  const all = new Set<string>();
  for (const value of secrets) {
    for (const part of [value, ...value.split(/\r?\n/)]) if (part.length >= SHORTEST) all.add(part);
    if (value.length < SHORTEST) continue;
    all.add(JSON.stringify(value).slice(1, -1));
    all.add(percent(value));
    for (const piece of base64(value)) if (piece.length >= SHORTEST_ENCODED) all.add(piece);
  }
  return [...all].sort((a, b) => b.length - a.length);
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** What the base64 of any text that holds the value must hold, for each of its three places in a group of bytes. */
function base64(value: string): readonly string[] {
  const bytes = utf8(value);
  return [0, 1, 2].flatMap((before) => {
    const bits = [...Array<number>(before).fill(0), ...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const from = Math.ceil((before * 8) / 6);
    const to = Math.floor(bits.length / 6);
    let text = '';
    for (let at = from; at < to; at++) text += ALPHABET[Number.parseInt(bits.slice(at * 6, at * 6 + 6), 2)];
    return [text, text.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

function utf8(text: string): readonly number[] {
  const encoded = percent(text);
  // A text that is half a character long has no bytes.
  if (/[^\x20-\x7e]/.test(encoded)) return [];
  return [...encoded.matchAll(/%([0-9A-F]{2})|([^%])/g)].map((part) =>
    part[1] === undefined ? part[2]!.charCodeAt(0) : Number.parseInt(part[1], 16),
  );
}

function percent(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Longest piece that is held back to see whether a secret goes on in the next chunk. */
const HELD = 4096;
/** Longer keys are not waited for: nothing of them is shown at all. */
const LONGEST_KEY = 2 * HELD;
const KEY_BEGINS = '-----BEGIN ';
const KEY_ENDS = /-----END [A-Z ]*PRIVATE KEY-----/;
const WHOLE_KEY = /^-----BEGIN [A-Z ]{0,64}PRIVATE KEY-----[^]*?-----END [A-Z ]{0,64}PRIVATE KEY-----/;
const LONGEST_END = 100;
/** A private key without its end, or what may become one; certificates are none. */
const OPEN_KEY = /^-----BEGIN [A-Z ]{0,64}(?:-{0,4}$|PRIVATE KEY-----(?![^]*-----END [A-Z ]{0,64}PRIVATE KEY-----))/;

/** Hides secrets in a stream, also those that come in two chunks. Holds back the last unfinished word at most. */
export class Masker {
  readonly #secrets: () => Iterable<string>;
  #held = '';
  /** Within a private key that is too long to be held. */
  #inKey = false;

  constructor(secrets: () => Iterable<string>) {
    this.#secrets = secrets;
  }

  /** What can be shown of the stream so far. */
  push(chunk: string): string {
    const text = this.#behindKey(this.#held + chunk);
    const values = forms(this.#secrets());
    const keep = this.#unsure(text, values);
    this.#held = text.slice(text.length - keep);
    if (!isLongKey(this.#held)) return hide(text.slice(0, text.length - keep), values);
    this.#inKey = true;
    this.#held = '';
    return hide(text.slice(0, text.length - keep), values) + STARS;
  }

  /** What was held back, hidden: when the stream has ended. */
  flush(): string {
    const rest = this.#inKey ? '' : mask(this.#held, this.#secrets());
    this.#held = '';
    this.#inKey = false;
    return rest;
  }

  /** What was held back, as it came: for a masker that goes on in this one's stead. */
  release(): string {
    const text = this.#inKey ? `${KEY_BEGINS}PRIVATE KEY-----${this.#held}` : this.#held;
    this.#held = '';
    this.#inKey = false;
    return text;
  }

  /** Leaves out what still belongs to a key that is not shown. */
  #behindKey(text: string): string {
    if (!this.#inKey) return text;
    const end = KEY_ENDS.exec(text);
    if (end === null) return text.slice(-LONGEST_END);
    this.#inKey = false;
    return text.slice(end.index + end[0].length);
  }

  /** How much of the end may be part of something that has to be hidden as a whole. */
  #unsure(text: string, values: readonly string[]): number {
    if (this.#inKey) return text.length;
    const key = text.lastIndexOf(KEY_BEGINS);
    let keep = key >= 0 && OPEN_KEY.test(text.slice(key)) ? text.length - key : 0;
    // A word, and what tells that it is a token.
    const end = text.slice(-HELD - 16);
    keep = Math.max(keep, /(?:\bBearer {0,8})?\S{0,4096}$/i.exec(end)![0].length);
    for (const value of values) {
      for (let length = Math.min(value.length - 1, text.length); length > keep; length--) {
        if (text.endsWith(value.slice(0, length))) keep = length;
      }
    }
    return unsplit(text, keep, values);
  }
}

function isLongKey(held: string): boolean {
  return held.length >= LONGEST_KEY && held.startsWith(KEY_BEGINS) && /^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(held);
}

/** Moves the cut before what is held back, so that it splits nothing that has to be hidden as a whole. */
function unsplit(text: string, keep: number, values: readonly string[]): number {
  let cut = text.length - keep;
  for (let before = -1; before !== cut;) {
    before = cut;
    for (const value of values) {
      const at = text.indexOf(value, Math.max(0, cut - value.length + 1));
      if (at >= 0 && at < cut && at + value.length > cut) cut = at;
    }
    const key = text.lastIndexOf(KEY_BEGINS, cut);
    const whole = key < 0 ? null : WHOLE_KEY.exec(text.slice(key));
    if (whole !== null && key + whole[0].length > cut) cut = key;
    // A cut behind a space splits no token, but for what tells of one.
    if (cut === 0 || /(?<!Bearer) $|[\t\r\n]$/i.test(text.slice(Math.max(0, cut - 16), cut))) continue;
    // Within a word that was too long to be held as a whole. No token is longer than this.
    const from = Math.max(0, cut - 4 * HELD);
    const near = text.slice(from, cut + 4 * HELD);
    for (const shape of SHAPES) {
      for (const match of near.matchAll(shape)) {
        const at = from + match.index;
        if (at < cut && at + match[0].length > cut) cut = at;
      }
    }
  }
  return text.length - cut;
}
