/** The end of a text that grows: adding costs no copy of what is there. */
export class Tail {
  readonly #most: number;
  #pieces: string[] = [];
  #length = 0;
  #cut = false;

  /** @param most UTF-16 units that are kept. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Whether something of the text is no longer there. */
  get cut(): boolean {
    return this.#cut || this.#length > this.#most;
  }

  /** Whether `last(count)` is all of the text. */
  within(count: number): boolean {
    return !this.#cut && this.#length <= count;
  }

  add(text: string): void {
    this.#pieces.push(text);
    this.#length += text.length;
    while (this.#length - this.#pieces[0]!.length >= this.#most) {
      this.#length -= this.#pieces.shift()!.length;
      this.#cut = true;
    }
  }

  /** The last `count` units at most; from the beginning of a line on, where they begin within one that is not endless. */
  last(count = this.#most): string {
    const all = this.#pieces.join('');
    this.#pieces = [all];
    const text = all.slice(Math.max(0, all.length - count));
    if (text.length === all.length && !this.#cut) return text;
    const line = text.indexOf('\n') + 1;
    return line <= text.length / 2 ? text.slice(line) : text;
  }
}
