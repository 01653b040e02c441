/** More brackets in each other than this overflow the stack of a parser, or of what walks its tree. */
const DEEPEST = 1_500;
/** Signs of code at one level without a separator: chains of operators, labels and `else if` nest without a bracket. */
const LONGEST_CHAIN = 16_000;

/** How deep a text goes, as far as counting its brackets tells. */
export interface Nesting {
  /** Where the brackets are too deep for any parser. */
  readonly tooDeepAt?: number;
  /** A statement or expression so long that its tree may be too deep for a parser that cannot stop. */
  readonly longChain: boolean;
}

const SHALLOW: Nesting = { longChain: false };
const CLOSES: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
/** What separates, and what is skipped: a comment, a string, a regular expression behind a sign that no value ends with. */
const TOKEN =
  /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|(?<=[(,=:[!&|?{};\n][ \t]*)\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/|[`()[\]{},;]/g;
const ELSE = /^\s*(?:else|catch|finally)\b/;

/**
 * Counts how deep the brackets of a text stand in each other, by one pass over it that takes strings and comments for
 * what they are in nearly all texts. A native parser ends the whole process where its stack overflows, so it must not
 * see such a text.
 */
export function nestingOf(text: string): Nesting {
  if (text.length <= DEEPEST) return SHALLOW;
  return new NestingReader(text).read();
}

class NestingReader {
  readonly #text: string;
  /** The brackets that are open, each with the length of the chain that it stands in; `\`` is a template's text. */
  readonly #open: { readonly sign: string; readonly chain: number }[] = [];
  #chain = 0;
  #longChain = false;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Nesting {
    let from = 0;
    while (from < this.#text.length) {
      if (this.#open.at(-1)?.sign === '`') {
        from = this.#templateFrom(from);
      } else {
        TOKEN.lastIndex = from;
        const match = TOKEN.exec(this.#text);
        this.#grow((match?.index ?? this.#text.length) - from);
        if (!match) break;
        from = match.index + match[0].length;
        if (match[0].length === 1) this.#sign(match[0], from);
      }
      if (this.#open.length > DEEPEST) return { tooDeepAt: from - 1, longChain: true };
    }
    return { longChain: this.#longChain };
  }

  /** Reads a template's text up to its end or its next `${`. */
  #templateFrom(from: number): number {
    for (let at = from; at < this.#text.length; at++) {
      const sign = this.#text[at];
      if (sign === '\\') at++;
      else if (sign === '`') {
        this.#close('`');
        return at + 1;
      } else if (sign === '$' && this.#text[at + 1] === '{') {
        this.#enter('{');
        return at + 2;
      }
    }
    return this.#text.length;
  }

  #sign(sign: string, after: number): void {
    const opening = CLOSES[sign];
    if (sign === ',' || sign === ';') this.#chain = 0;
    else if (opening === undefined) this.#enter(sign);
    else {
      this.#close(opening);
      if (sign === '}' && !ELSE.test(this.#text.slice(after, after + 40))) this.#chain = 0;
    }
  }

  #enter(sign: string): void {
    this.#open.push({ sign, chain: this.#chain });
    this.#chain = 0;
  }

  /** Closes the nearest bracket of a kind, with those in it that only seemed to be open. */
  #close(opening: string): void {
    const at = this.#open.findLastIndex(({ sign }) => sign === opening);
    if (at < 0) return;
    this.#chain = this.#open[at]!.chain;
    this.#grow(2);
    this.#open.length = at;
  }

  #grow(by: number): void {
    this.#chain += by;
    if (this.#chain > LONGEST_CHAIN) this.#longChain = true;
  }
}
