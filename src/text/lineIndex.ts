import type { Position } from './range.ts';

const LF = 10;
const CR = 13;

/** Converts between offsets and positions of one text. `\n`, `\r\n` and a lone `\r` each end a line. */
export class LineIndex {
  /** Offset at which each line starts; line n starts at `starts[n - 1]`. */
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    const starts = [0];
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === LF || (code === CR && text.charCodeAt(i + 1) !== LF)) starts.push(i + 1);
    }
    this.#starts = starts;
    this.#length = text.length;
  }

  get lineCount(): number {
    return this.#starts.length;
  }

  /** The position of an offset; offsets outside the text are moved to its nearest end. */
  positionAt(offset: number): Position {
    const at = Math.min(Math.max(offset, 0), this.#length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - this.#starts[low]! + 1 };
  }

  /** The offset of a position; a line or column past the end is moved to the end of the text or line. */
  offsetAt(position: Position): number {
    if (position.line < 1) return 0;
    if (position.line > this.#starts.length) return this.#length;
    const start = this.#starts[position.line - 1]!;
    const next = this.#starts[position.line] ?? this.#length;
    return Math.min(start + Math.max(position.column - 1, 0), next);
  }

  /** Offset at which a line (1-based) starts. */
  lineStart(line: number): number {
    return this.offsetAt({ line, column: 1 });
  }
}
