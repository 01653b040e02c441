const STARS = '***';

/** Tokens that are secrets wherever they appear, by their well-known shapes. */
const SHAPES: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/g,
  /\bgithub_pat_\w{40,}\b/g,
  /\bglpat-[\w-]{20,}/g,
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /\b[sr]k_live_[A-Za-z0-9]{16,}/g,
  /\bsk-[A-Za-z0-9_-]{20,}/g,
  /\bnpm_[A-Za-z0-9]{36}\b/g,
  /\bAIza[\w-]{35}/g,
  /\bhvs\.[\w-]{24,}/g,
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  /(?<=\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/g,
  /(?<=\b(?:Authorization: *)?Bearer +)[\w.~+/-]{16,}=*/gi,
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
  for (const shape of SHAPES) masked = masked.replace(shape, STARS);
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

/** Hides secrets in a stream, also those that come in two chunks. Holds back the last unfinished word at most. */
export class Masker {
  readonly #secrets: () => Iterable<string>;
  #held = '';
  #inKey = false;

  constructor(secrets: () => Iterable<string>) {
    this.#secrets = secrets;
  }

  /** What can be shown of the stream so far. */
  push(chunk: string): string {
    const text = this.#held + chunk;
    const values = forms(this.#secrets());
    const keep = this.#unsure(text, values);
    this.#held = text.slice(text.length - keep);
    return hide(text.slice(0, text.length - keep), values);
  }

  /** What was held back, hidden: when the stream has ended. */
  flush(): string {
    return mask(this.release(), this.#secrets());
  }

  /** What was held back, as it came: for a masker that goes on in this one's stead. */
  release(): string {
    const text = this.#held;
    this.#held = '';
    return text;
  }

  #unsure(text: string, values: readonly string[]): number {
    // A key of several lines is held until it is whole, or too long to be one.
    const key = text.lastIndexOf('-----BEGIN ');
    this.#inKey = key >= 0 && !/-----END [A-Z ]*PRIVATE KEY-----/.test(text.slice(key)) && text.length - key < 2 * HELD;
    let keep = this.#inKey ? text.length - key : 0;
    const word = /\S{1,4096}$/.exec(text.slice(-HELD))?.[0].length ?? 0;
    keep = Math.max(keep, word);
    for (const value of values) {
      for (let length = Math.min(value.length - 1, text.length); length > keep; length--) {
        if (text.endsWith(value.slice(0, length))) keep = length;
      }
    }
    // A secret that begins before the cut must not be split by it.
    for (const value of values) {
      const cut = text.length - keep;
      const at = text.indexOf(value, Math.max(0, cut - value.length + 1));
      if (at >= 0 && at < cut && at + value.length > cut) keep = text.length - at;
    }
    return keep;
  }
}
