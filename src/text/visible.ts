/** C0 but for tab and line feed, DEL, C1: a terminal obeys them. */
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;
/** Those that turn the direction, and those that end lines for some. */
const FORMAT = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/;
const OBEYED = new RegExp(`${CONTROL.source}|${FORMAT.source}`, 'g');
/** Those that are not drawn, but for what puts emoji and the letters of some scripts together. */
const INVISIBLE =
  /[\ufff9-\ufffb\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u2800\u3164\ufe00-\ufe0e\ufeff\uffa0]|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\u20e3\d#*])\ufe0f|(?<![\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]|(?!\p{Script=Latin})[\p{L}\p{M}])[\u200c\u200d]|(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]{0,16})[\u{e0000}-\u{e0fff}]/u;
const ANY = new RegExp(`${OBEYED.source}|${INVISIBLE.source}`, 'gu');

/**
 * A text as it may be printed to a terminal or shown on a page: characters that would be obeyed instead of shown, or that
 * turn others around or are not drawn, stand there as escapes (`\x1b`, `\u202e`, `\u200b`). Tabs and line ends stay.
 */
export function visible(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(ANY, escapeOf);
}

/** The same, for a text that stands on one line. */
export function visibleLine(text: string): string {
  return visible(text).replace(/\n/g, ' ');
}

/** Each line end with the blanks around it as one blank: what is left stands on one line. */
export function joinLines(text: string): string {
  // Without the look behind, each blank of a long run would be tried as the first one.
  return text.replace(/(?<!\s)\s*\n\s*/g, ' ');
}

/** JSON with those characters escaped: the same value, and nothing for a terminal to obey. */
export function visibleJson(json: string): string {
  return json.replace(ANY, (characters) =>
    characters
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}

/**
 * Whatever is about to be printed, as the last guard before a terminal: colours, tabs and returns to the line's beginning
 * stay, and nothing else that would be obeyed. JSON and XML that are escaped already stay as they are.
 */
export function printable(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (const match of text.matchAll(STYLE)) {
    pieces.push(plain(text.slice(from, match.index)), /[[;:]0*8[;:m]/.test(match[0]) ? '' : match[0]);
    from = match.index + match[0].length;
  }
  return pieces.join('') + plain(text.slice(from));
}

/** A character as an escape. */
export function escapeOf(character: string): string {
  const code = character.codePointAt(0)!.toString(16);
  if (code.length <= 2) return `\\x${code.padStart(2, '0')}`;
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\u{${code}}`;
}

/** A colour or a style; not the one that hides what follows. */
const STYLE = /\u001b\[[\d;:]*m/g;
const STYLE_BEGUN = /\u001b(?:\[[\d;:]{0,40})?$/;

/** What a command prints, made fit for a terminal: colours and returns to the line's beginning stay. */
export class TerminalOutput {
  #held = '';
  #styled = false;

  /** The next piece; what may be the beginning of a colour is kept back. */
  push(text: string): string {
    const all = this.#held + text;
    const begun = STYLE_BEGUN.exec(all);
    this.#held = begun?.[0] ?? '';
    return this.#shown(begun ? all.slice(0, begun.index) : all);
  }

  /** What was kept back, and the end of all colours. */
  end(): string {
    const rest = this.#shown(this.#held);
    this.#held = '';
    const reset = this.#styled ? '\u001b[0m' : '';
    this.#styled = false;
    return rest + reset;
  }

  #shown(text: string): string {
    this.#styled ||= text.search(STYLE) >= 0;
    return printable(text);
  }
}

function plain(text: string): string {
  return text.replace(OBEYED, (character) => (character === '\r' ? character : escapeOf(character)));
}
