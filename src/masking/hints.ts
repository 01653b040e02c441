import { BREAKING, DISTORTED, INVISIBLE, plainSigns, writtenOut } from './invisible.ts';
import { HINTS } from './line.ts';

const UNSEEN = new RegExp(BREAKING, 'g');
const MORE = new RegExp(DISTORTED.source, 'g');

/** Where in a text the next line is that has to be read. */
export class Hints {
  readonly #text: string;
  /** The text as it is seen, line for line. */
  readonly #seen: string;
  /** Where lines begin in the two, if they differ. */
  readonly #lines: { readonly text: readonly number[]; readonly seen: readonly number[] } | undefined;
  readonly #next = HINTS.map(() => -1);
  #more = -1;

  constructor(text: string) {
    this.#text = text;
    const differs = INVISIBLE.test(text);
    this.#seen = differs ? plainSigns(writtenOut(text.replace(UNSEEN, ''))) : text;
    this.#lines = differs ? { text: beginnings(text), seen: beginnings(this.#seen) } : undefined;
  }

  /** The line, or a place in it, from this one on where something may have to be hidden. @param at where a line begins */
  from(at: number): number {
    if (this.#lines === undefined) return this.#nextHint(at);
    const { text, seen } = this.#lines;
    const next = this.#nextHint(seen[lineAt(text, at)]!);
    const line = next >= this.#seen.length ? this.#text.length : text[lineAt(seen, next)]!;
    return Math.min(line, this.#nextMore(at));
  }

  #nextHint(at: number): number {
    for (const [index, hint] of HINTS.entries()) {
      if (this.#next[index]! >= at) continue;
      hint.lastIndex = at;
      this.#next[index] = hint.exec(this.#seen)?.index ?? this.#seen.length;
    }
    return Math.min(...this.#next);
  }

  /** Where a line holds more than is seen. */
  #nextMore(at: number): number {
    if (this.#more >= at) return this.#more;
    MORE.lastIndex = at;
    this.#more = MORE.exec(this.#text)?.index ?? this.#text.length;
    return this.#more;
  }
}

function beginnings(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/[\r\n]/g)].map(({ index }) => index + 1)];
}

/** The line that a place is in. */
function lineAt(starts: readonly number[], place: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}
