import { HINTS } from './line.ts';

/** Where in a text the next line is that has to be read. */
export class Hints {
  readonly #text: string;
  readonly #next = HINTS.map(() => -1);

  constructor(text: string) {
    this.#text = text;
  }

  /** The first place from here on where something may have to be hidden. */
  from(at: number): number {
    for (const [index, hint] of HINTS.entries()) {
      if (this.#next[index]! >= at) continue;
      hint.lastIndex = at;
      this.#next[index] = hint.exec(this.#text)?.index ?? this.#text.length;
    }
    return Math.min(...this.#next);
  }
}
