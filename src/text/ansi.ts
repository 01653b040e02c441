export interface Style {
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
  /** Class name such as `fg-red` or `fg-bright-red`, or a CSS colour. */
  readonly foreground?: string;
  readonly background?: string;
}

export interface Span {
  readonly text: string;
  readonly style: Style;
}

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

// Escape sequences: CSI with parameters, OSC up to its end mark, and two-character ones.
const sequence = /\x1b(?:\[([0-?]*)[ -/]*([@-~])|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_=>78])/g;
/** The beginning of a sequence whose end has not come yet. */
const unfinished = /\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*)?$/;

/**
 * Turns a terminal's output into styled text, chunk by chunk: a style or a sequence may go on in the next chunk.
 * Colours and weights are kept; what moves the cursor is left out.
 */
export class AnsiReader {
  #style: Style = {};
  #rest = '';

  read(chunk: string): Span[] {
    let text = this.#rest + chunk;
    const open = unfinished.exec(text);
    this.#rest = open && open[0].length < 4_096 ? open[0] : '';
    if (this.#rest) text = text.slice(0, -this.#rest.length);
    const spans: Span[] = [];
    let at = 0;
    for (const match of text.matchAll(sequence)) {
      this.#push(spans, text.slice(at, match.index));
      if (match[2] === 'm') this.#style = restyle(this.#style, match[1] ?? '');
      at = match.index + match[0].length;
    }
    this.#push(spans, text.slice(at));
    return spans;
  }

  #push(spans: Span[], text: string): void {
    if (text) spans.push({ text, style: this.#style });
  }
}

function restyle(style: Style, parameters: string): Style {
  const codes = parameters.split(/[;:]/).map((code) => Number(code) || 0);
  let now = style;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code === 38 || code === 48) {
      const [colour, used] = extended(codes.slice(i + 1));
      now = code === 38 ? { ...now, foreground: colour } : { ...now, background: colour };
      i += used;
    } else now = simple(now, code);
  }
  return now;
}

function simple(style: Style, code: number): Style {
  if (code === 0) return {};
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 3) return { ...style, italic: true };
  if (code === 4) return { ...style, underline: true };
  if (code === 7) return { ...style, inverse: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code === 23) return { ...style, italic: false };
  if (code === 24) return { ...style, underline: false };
  if (code === 27) return { ...style, inverse: false };
  if (code === 39) return { ...style, foreground: undefined };
  if (code === 49) return { ...style, background: undefined };
  if (code >= 30 && code <= 37) return { ...style, foreground: names[code - 30] };
  if (code >= 40 && code <= 47) return { ...style, background: names[code - 40] };
  if (code >= 90 && code <= 97) return { ...style, foreground: `bright-${names[code - 90]}` };
  if (code >= 100 && code <= 107) return { ...style, background: `bright-${names[code - 100]}` };
  return style;
}

/** The colour that follows 38 or 48, and how many codes it took. */
function extended(codes: readonly number[]): [colour: string | undefined, used: number] {
  if (codes[0] === 2) return [`rgb(${byte(codes[1])}, ${byte(codes[2])}, ${byte(codes[3])})`, 4];
  if (codes[0] !== 5) return [undefined, 0];
  const index = byte(codes[1]);
  if (index < 8) return [names[index], 2];
  if (index < 16) return [`bright-${names[index - 8]}`, 2];
  if (index >= 232) {
    const level = 8 + (index - 232) * 10;
    return [`rgb(${level}, ${level}, ${level})`, 2];
  }
  const level = (part: number): number => (part === 0 ? 0 : 55 + part * 40);
  const cube = index - 16;
  return [`rgb(${level(Math.floor(cube / 36))}, ${level(Math.floor(cube / 6) % 6)}, ${level(cube % 6)})`, 2];
}

const byte = (value: number | undefined): number => Math.min(255, Math.max(0, value ?? 0));
