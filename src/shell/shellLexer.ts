import { findOpen, type OpenHeredoc, type OpenText } from './openText.ts';

/** More lines than this no open quote or loop is followed: it is a slip of the author, or no shell at all. */
const MAX_OPEN_LINES = 200;
/** So many characters are parsed for one text before open quotes and loops are no longer followed. */
export const PARSE_BUDGET = 500_000;

/**
 * Follows shell text line by line and knows whether a command is still open: a quote, `$(`, a backslash at the end, a
 * heredoc, a trailing `|` or `&&`, or a loop without its `done`. It follows POSIX shells; PowerShell by its own marks.
 */
export class ShellLexer {
  readonly #powershell: PowerShellLexer | undefined;
  #text = '';
  #lines = 0;
  #parsed = 0;
  #state: OpenText = { continued: false, quote: false, compound: false };
  /** Here-documents whose bodies come next: one line may begin thousands, and none of their lines is parsed. */
  #heredocs: OpenHeredoc[] = [];

  constructor(powershell = false) {
    this.#powershell = powershell ? new PowerShellLexer() : undefined;
  }

  /** How many characters have been parsed so far. */
  get parsed(): number {
    return this.#parsed;
  }

  /** So much has been parsed that what is open is no longer followed. */
  get isTooLong(): boolean {
    return this.#parsed > PARSE_BUDGET && this.#heredocs.length === 0;
  }

  get open(): boolean {
    if (this.#powershell) return this.#powershell.open;
    return this.#state.compound || this.#state.quote || this.openOnPurpose;
  }

  /** Open in a way that the author surely meant: not by a lone quote, which may as well be an apostrophe. */
  get openOnPurpose(): boolean {
    if (this.#powershell) return this.#powershell.continued;
    return this.#state.continued || this.#heredocs.length > 0;
  }

  get inHeredoc(): boolean {
    return this.#heredocs.length > 0 && !this.#state.continued;
  }

  get inQuote(): boolean {
    return this.#powershell ? this.#powershell.inQuote : this.#state.quote;
  }

  feed(line: string): void {
    if (this.#powershell) {
      this.#powershell.feed(line);
      return;
    }
    this.#text += this.#lines++ === 0 ? line : `\n${line}`;
    const heredoc = this.#heredocs.at(-1);
    if (heredoc) {
      if ((heredoc.stripTabs ? line.replace(/^\t+/, '') : line) === heredoc.mark) this.#heredocs.pop();
      if (this.#heredocs.length > 0) return;
    }
    this.#parsed += this.#text.length;
    // The body of a here-document begins with the next line.
    this.#state = findOpen(/<</.test(line) ? `${this.#text}\n` : this.#text);
    this.#heredocs = [...(this.#state.heredocs ?? [])].reverse();
  }
}

/** Follows PowerShell line by line. */
class PowerShellLexer {
  readonly #stack: string[] = [];
  #continued = false;

  get continued(): boolean {
    return this.#continued;
  }

  get open(): boolean {
    return this.#continued || this.#stack.length > 0;
  }

  get inQuote(): boolean {
    return /^["']$/.test(this.#stack[this.#stack.length - 1] ?? '');
  }

  feed(line: string): void {
    this.#continued = false;
    for (let i = 0; i < line.length; i++) {
      const c = line[i]!;
      const top = this.#stack[this.#stack.length - 1];
      if (top === '@"' || top === "@'") {
        if (line.startsWith(top[1]! + '@')) this.#stack.pop();
        return;
      }
      if (top === '"' || top === "'") {
        if (c === top) this.#stack.pop();
        else if (c === '`' && top === '"') i++;
        continue;
      }
      if (c === '@' && /^@["']\s*$/.test(line.slice(i))) {
        this.#stack.push(line.slice(i, i + 2));
        return;
      }
      if (c === '"' || c === "'") this.#stack.push(c);
      else if (c === '#') break;
      else if (c === '`' && i === line.trimEnd().length - 1) this.#continued = true;
      else if (c === '{' || c === '(') this.#stack.push(c);
      else if ((c === '}' && top === '{') || (c === ')' && top === '(')) this.#stack.pop();
    }
    if (/\|\s*$/.test(line)) this.#continued = true;
  }
}

/** One command with the span of lines (0-based, inclusive) that it was read from. */
export interface SplitCommand {
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

/** A line that can only belong to the command above it, although nothing joins them. */
const wrapped = /^\s*(?:\||&&|--?[A-Za-z][\w-]*(?:[= ]|$))(?!\s*$)/;

/** What an indented line below a wrapped option is: an image, a path, a blank; no sentence and no call of its own. */
const operand = /^\s+(?!(?:then|do|else|fi|done|esac)\b)[\w.<>$/{}:@=-]+\s*$/;

/**
 * Joins lines into complete commands. Comment-only and empty lines between commands are left out, inner line breaks
 * kept. A line that a reader would see as wrapped (it starts with an option or a pipe) is joined with a backslash,
 * because the shell would otherwise run it on its own.
 */
export function splitCommands(lines: readonly string[], powershell = false): SplitCommand[] {
  const out: SplitCommand[] = [];
  const budget = { left: PARSE_BUDGET };
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.trim() === '' || /^\s*(?:#|REM\s|::)/.test(line)) continue;
    const last = out[out.length - 1];
    const above = lines[i - 1] ?? '';
    const goesOn =
      wrapped.test(line) || (operand.test(line) && wrapped.test(above) && line.search(/\S/) === above.search(/\S/));
    if (last?.last === i - 1 && goesOn && !powershell) {
      // `--a \ # first`, or a space behind it: such a backslash joins nothing.
      const own = last.text.replace(/[ \t]+\\(?:[ \t]+#[^\n'"`]*)?$/, '');
      out[out.length - 1] = { text: `${own} \\\n${line.trimEnd()}`, first: last.first, last: i };
      continue;
    }
    const end = commandEnd(lines, i, powershell, budget);
    const text = lines
      .slice(i, end + 1)
      .join('\n')
      .trim();
    out.push({ text, first: i, last: end });
    i = end;
  }
  return out;
}

/** Index of the last line of the command that starts at `first`. */
export function commandEnd(
  lines: readonly string[],
  first: number,
  powershell = false,
  budget = { left: PARSE_BUDGET },
): number {
  const lexer = new ShellLexer(powershell);
  const end = readToEnd(lexer, lines, first, budget.left);
  budget.left -= lexer.parsed;
  return end;
}

function readToEnd(lexer: ShellLexer, lines: readonly string[], first: number, budget: number): number {
  let lastOnPurpose = first;
  for (let i = first; i < lines.length; i++) {
    lexer.feed(lines[i]!);
    if (!lexer.open) return i;
    if (lexer.openOnPurpose) lastOnPurpose = Math.min(i + 1, lines.length - 1);
    else if (i - first > MAX_OPEN_LINES) break;
    if (lexer.parsed > budget && !lexer.inHeredoc) break;
  }
  // Nothing closes it: an apostrophe or a slip of the author. Keep what is surely joined.
  return lexer.inHeredoc ? lines.length - 1 : lastOnPurpose;
}
