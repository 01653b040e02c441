import { stateAfter, type LineState } from './blocks.ts';
import { unnamedAfter, type Unnamed } from './entries.ts';
import { dumpSpans, heldForDumps } from './dumps.ts';
import { Hints } from './hints.ts';
import { seen } from './invisible.ts';
import { secretsIn } from './line.ts';
import type { Span } from '../secrets/named.ts';
import { heldForValues, merged, shifted, unsplit, valueSpans } from './spans.ts';
import { printedForms } from './values.ts';

const STARS = '***';

/** Longer lines are read in windows of this many characters, each with as many to look ahead. */
const WINDOW = 16 * 1024;
/** Characters before a window that tell what its first ones are. */
const CONTEXT = 512;
/** An unfinished line is read again when it has grown by this part of itself. */
const GROWTH = 1 / 8;

/** Hides secret values and what looks like a secret in a whole text. */
export function mask(text: string, secrets: Iterable<string> = []): string {
  const masker = new Masker(() => secrets);
  return masker.push(text) + masker.flush();
}

/** How far a masker has come: plain data, for another one to go on from. */
export interface MaskState {
  readonly text: string;
  readonly shown: number;
  readonly at: number;
  readonly long: boolean;
  readonly line: LineState;
  readonly next?: LineState;
  readonly spans: readonly Span[];
  readonly unnamed?: Unnamed;
  readonly starred: boolean;
  readonly swallow: boolean;
}

const BEGINNING: MaskState = {
  text: '',
  shown: 0,
  at: 0,
  long: false,
  line: {},
  spans: [],
  starred: false,
  swallow: false,
};

/**
 * Hides secrets in a stream, as `mask` does in the whole of it, wherever it is cut. Holds back the last word at most,
 * and what may still turn out to be a secret.
 */
export class Masker {
  readonly #secrets: () => Iterable<string>;
  /** From where the current line, or window of a line, begins; or from what has not been shown yet. */
  #text: string;
  #shown: number;
  /** Where the lines begin that are still to be read. */
  #at: number;
  /** What is at `#at` goes on with a line whose beginning has been read. */
  #long: boolean;
  #line: LineState;
  /** What holds behind a line that is read in windows. */
  #next: LineState | undefined;
  /** Of the lines that have been read. */
  #spans: Span[];
  /** A value that is held back until the lines after it have told whether it is a secret's. */
  #unnamed: Unnamed | undefined;
  /** What was shown last were stars: what touches them is hidden behind the same. */
  #starred: boolean;
  /** Within a word that is longer than what is looked at. */
  #swallow: boolean;
  /** Length of the unfinished line when it was read. */
  #read = 0;
  #known: readonly string[] = [];
  #values: readonly string[] = [];

  readonly #found: (value: string) => void;

  /** @param from where another masker stopped. @param found is told each secret that was found by its name or form */
  constructor(secrets: () => Iterable<string>, from: MaskState = BEGINNING, found: (value: string) => void = () => {}) {
    this.#secrets = secrets;
    this.#found = found;
    this.#text = from.text;
    this.#shown = from.shown;
    this.#at = from.at;
    this.#long = from.long;
    this.#line = from.line;
    this.#next = from.next;
    this.#spans = [...from.spans];
    this.#unnamed = from.unnamed;
    this.#starred = from.starred;
    this.#swallow = from.swallow;
  }

  /** What can be shown of the stream so far. */
  push(chunk: string): string {
    this.#text += chunk;
    this.#readLines();
    const unread = this.#text.length - this.#at;
    if (unread < this.#read * (1 + GROWTH) && unread > CONTEXT) return '';
    this.#read = unread;
    return this.#show(false);
  }

  /** What was held back, hidden: when the stream has ended. */
  flush(): string {
    this.#readLines();
    const rest = this.#show(true);
    this.#reset();
    return rest;
  }

  /** What was held back, and all that is known of it: for a masker that goes on in this one's place. */
  release(): MaskState {
    const state: MaskState = {
      text: this.#text,
      shown: this.#shown,
      at: this.#at,
      long: this.#long,
      line: this.#line,
      next: this.#next,
      spans: this.#spans,
      unnamed: this.#unnamed,
      starred: this.#starred,
      swallow: this.#swallow,
    };
    this.#reset();
    return state;
  }

  #reset(): void {
    this.#text = '';
    this.#shown = this.#at = this.#read = 0;
    this.#long = this.#starred = this.#swallow = false;
    this.#line = {};
    this.#next = this.#unnamed = undefined;
    this.#spans = [];
  }

  /** Reads all lines that have come to their end, and as much of a long one as can be. */
  #readLines(): void {
    const text = this.#text;
    const lineEnd = /[\r\n]/g;
    const hints = new Hints(text);
    let end = -1;
    for (;;) {
      if (end < this.#at) {
        lineEnd.lastIndex = this.#at;
        end = lineEnd.test(text) ? lineEnd.lastIndex - 1 : text.length;
      }
      if (end - this.#at > 2 * WINDOW) {
        this.#readPart(this.#at + 2 * WINDOW, this.#at + WINDOW);
        this.#next ??= stateAfter(seen(text.slice(this.#at, this.#at + 2 * WINDOW)).text, this.#line, undefined);
        this.#at += WINDOW;
        this.#long = true;
        continue;
      }
      if (end === text.length) return;
      const program = this.#readPart(end, end);
      this.#settle(end);
      this.#line = this.#next ?? stateAfter(seen(text.slice(this.#at, end)).text, this.#line, program);
      this.#next = undefined;
      this.#long = this.#swallow = false;
      this.#at = end + 1;
      if (Object.keys(this.#line).length > 0 || this.#unnamed !== undefined) continue;
      // Straight on to the next line that may hold something.
      const hint = hints.from(this.#at);
      let start = hint;
      while (start > this.#at && !/[\r\n]/.test(text[start - 1]!)) start--;
      this.#at = start;
    }
  }

  /** Reads as far as `end` and takes what begins before `last`. */
  #readPart(end: number, last: number): string | undefined {
    const text = this.#text;
    const from = this.#long ? Math.max(0, this.#at - CONTEXT) : this.#at;
    if (this.#swallow) this.#goOn(this.#at, text.length);
    const state = this.#stateHere();
    const { spans, program } = secretsIn(text.slice(from, end), state, true);
    for (const span of spans) {
      const start = from + span.start;
      // What is hidden as a whole takes the line break with it.
      const stop = span.end === Infinity ? Math.min(end + 1, text.length) : from + span.end;
      if (start < this.#at || start >= last || stop <= start) continue;
      this.#spans.push({ start, end: stop });
      if (stop >= end && end > last) this.#goOn(end, text.length);
    }
    return program;
  }

  /** Whether the line that ends here names a value before it, or holds one without a name. */
  #settle(end: number): void {
    if (this.#long) return void (this.#unnamed = undefined);
    const told = this.#line.named !== undefined || this.#line.told !== undefined;
    const listed = this.#line.listed === true;
    const at = this.#at;
    const view = seen(this.#text.slice(at, end));
    const where = (span: Span): Span => shifted(view.span({ start: span.start, end: span.end }), at);
    const { unnamed, secret } = unnamedAfter(view.text, where, this.#unnamed, { told, listed });
    this.#unnamed = unnamed;
    if (secret !== undefined) this.#spans.push(secret);
  }

  /** As `#settle`, where no line comes that could tell more. */
  #settleLast(): void {
    this.#settle(this.#text.length);
    if (this.#unnamed?.listing === 'alone') this.#spans.push(this.#unnamed);
  }

  /** Hides the rest of a word. */
  #goOn(from: number, limit: number): void {
    const rest = /[\s"'`<>]/g;
    rest.lastIndex = from;
    const end = rest.test(this.#text) ? rest.lastIndex - 1 : limit;
    this.#swallow = end >= limit;
    if (end > from) this.#spans.push({ start: from, end });
  }

  #show(all: boolean): string {
    const text = this.#text;
    const values = this.#forms();
    if (all) this.#settleLast();
    const { spans, hold } = this.#unfinished(all);
    const sure = merged([
      ...this.#spans,
      ...spans,
      ...valueSpans(text, this.#shown, values),
      ...dumpSpans(text, this.#shown, this.#known),
    ]);
    const cut = all
      ? text.length
      : Math.max(
          this.#shown,
          unsplit(
            sure,
            Math.min(hold, heldForValues(text, this.#shown, values), heldForDumps(text, this.#shown, this.#known)),
          ),
        );
    let shown = '';
    let at = this.#shown;
    for (const { start, end } of sure) {
      if (end > cut) break;
      if (end <= at) continue;
      if (start > at) this.#starred = false;
      shown += text.slice(at, Math.max(at, start)) + (this.#starred ? '' : STARS);
      this.#starred = true;
      at = end;
    }
    if (cut > at) this.#starred = false;
    shown += text.slice(at, cut);
    for (const { start, end } of [...this.#spans, ...spans])
      if (end <= cut && end > this.#shown) this.#found(text.slice(start, end));
    this.#drop(cut);
    return shown;
  }

  /** Secrets of the line that has not come to its end, and from where on it is not shown yet. */
  #unfinished(all: boolean): { readonly spans: readonly Span[]; readonly hold: number } {
    const text = this.#text;
    const from = this.#long ? Math.max(0, this.#at - CONTEXT) : this.#at;
    const line = text.slice(from);
    if (line === '') return { spans: [], hold: all ? text.length : (this.#unnamed?.start ?? text.length) };
    const state = this.#stateHere();
    const found: Span[] = [];
    if (this.#swallow) {
      const end = /[\s"'`<>]|$/.exec(text.slice(this.#at))!.index + this.#at;
      found.push({ start: this.#at, end });
    }
    const { spans, held } = secretsIn(line, state, all);
    let hold = from + held;
    for (const span of spans) {
      const start = from + span.start;
      const end = Math.min(text.length, from + span.end);
      if (start < this.#at) continue;
      if (!all && (span.open || end >= text.length)) hold = Math.min(hold, start);
      else if (end > start) found.push({ start, end });
    }
    return { spans: found, hold: all ? text.length : Math.min(hold, this.#unnamed?.start ?? hold) };
  }

  #stateHere(): LineState {
    return this.#long ? { key: this.#line.key, block: this.#line.block } : this.#line;
  }

  /** Forgets what has been shown, but for the line that goes on. */
  #drop(cut: number): void {
    this.#shown = cut;
    const from = Math.min(cut, this.#long ? Math.max(0, this.#at - CONTEXT) : this.#at);
    this.#text = this.#text.slice(from);
    this.#shown -= from;
    this.#at -= from;
    this.#spans = this.#spans.filter(({ end }) => end > cut).map((span) => shifted(span, -from));
    if (this.#unnamed !== undefined) this.#unnamed = { ...this.#unnamed, ...shifted(this.#unnamed, -from) };
  }

  #forms(): readonly string[] {
    const now = [...this.#secrets()];
    if (now.length !== this.#known.length || now.some((value, index) => value !== this.#known[index])) {
      this.#known = now;
      this.#values = printedForms(now);
    }
    return this.#values;
  }
}
