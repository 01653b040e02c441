/**
 * Follows shell text line by line and knows whether a command is still open: a quote, `$(`, a backslash at the end, a
 * heredoc, a trailing `|` or `&&`, or a loop without its `done`. It follows POSIX shells; PowerShell by its own marks.
 */
export class ShellLexer {
  #stack: string[] = [];
  #heredocs: { readonly mark: string; readonly stripTabs: boolean }[] = [];
  #compounds = 0;
  #continued = false;
  readonly #powershell: boolean;

  constructor(powershell = false) {
    this.#powershell = powershell;
  }

  get open(): boolean {
    return this.#continued || this.#stack.length > 0 || this.#heredocs.length > 0 || this.#compounds > 0;
  }

  /** Open in a way that the author surely meant: not by a lone quote, which may as well be an apostrophe. */
  get openOnPurpose(): boolean {
    return this.#continued || this.#heredocs.length > 0;
  }

  get inHeredoc(): boolean {
    return this.#heredocs.length > 0 && this.#stack.length === 0 && !this.#continued;
  }

  get inQuote(): boolean {
    const top = this.#stack[this.#stack.length - 1];
    return top === "'" || top === '"';
  }

  feed(line: string): void {
    const heredoc = this.#heredocs[0];
    if (heredoc && this.#stack.every((c) => c !== "'" && c !== '"') && !this.#continued) {
      const body = heredoc.stripTabs ? line.replace(/^[\t ]+/, '') : line;
      if (body.trimEnd() === heredoc.mark || body.trim() === heredoc.mark) this.#heredocs.shift();
      return;
    }
    this.#continued = false;
    if (this.#powershell) this.#feedPowerShell(line);
    else this.#feedPosix(line);
  }

  #feedPosix(line: string): void {
    let commandPosition = this.#stack.length === 0 || this.#stack[this.#stack.length - 1] === '$(';
    let significant = '';
    const found: { mark: string; stripTabs: boolean }[] = [];
    for (let i = 0; i < line.length; i++) {
      const c = line[i]!;
      const top = this.#stack[this.#stack.length - 1];
      if (top === "'") {
        if (c === "'") this.#stack.pop();
        continue;
      }
      if (c === '\\') {
        if (i === line.length - 1) this.#continued = true;
        else significant = 'x';
        i++;
        commandPosition = false;
        continue;
      }
      if (c === '$' && line[i + 1] === '(') {
        this.#stack.push('$(');
        i++;
        commandPosition = true;
        significant = '(';
        continue;
      }
      if (c === '$' && line[i + 1] === '{') {
        this.#stack.push('${');
        i++;
        significant = '{';
        continue;
      }
      if (c === '`') {
        if (top === '`') this.#stack.pop();
        else this.#stack.push('`');
        significant = '`';
        continue;
      }
      if (top === '"') {
        if (c === '"') this.#stack.pop();
        significant = c;
        continue;
      }
      if (top === '${') {
        if (c === '}') this.#stack.pop();
        else if (c === '"') this.#stack.push('"');
        continue;
      }
      if (c === "'" || c === '"') {
        this.#stack.push(c);
        significant = c;
        commandPosition = false;
        continue;
      }
      if (c === '#' && (i === 0 || /[\s;&|(]/.test(line[i - 1]!))) break;
      if (c === '(') {
        this.#stack.push('(');
        commandPosition = true;
        significant = c;
        continue;
      }
      if (c === ')') {
        if (top === '(' || top === '$(') this.#stack.pop();
        commandPosition = false;
        significant = c;
        continue;
      }
      if (c === '<' && line[i + 1] === '<' && line[i + 2] !== '<' && line[i - 1] !== '<') {
        const mark = /^<<(-?)\s*(?:'([^']+)'|"([^"]+)"|\\?([A-Za-z_][\w.-]*))(?!\S*>)/.exec(line.slice(i));
        if (mark) {
          found.push({ mark: mark[2] ?? mark[3] ?? mark[4]!, stripTabs: mark[1] === '-' });
          i += mark[0].length - 1;
          significant = 'x';
          continue;
        }
      }
      if (/\s/.test(c)) continue;
      if (/[A-Za-z]/.test(c) && commandPosition && (i === 0 || /[\s;&|({`!]/.test(line[i - 1]!))) {
        const word = /^[A-Za-z]+(?=$|[\s;)&|])/.exec(line.slice(i))?.[0];
        if (word) {
          commandPosition = this.#keyword(word);
          significant = keywordsThatGoOn.has(word) ? '' : 'x';
          i += word.length - 1;
          continue;
        }
      }
      if ((c === '{' || c === '}') && commandPosition && (line[i + 1] === undefined || /[\s;)&|]/.test(line[i + 1]!))) {
        this.#compounds = Math.max(0, this.#compounds + (c === '{' ? 1 : -1));
        continue;
      }
      if (c === '{' && significant === ')' && /^\{\s*(?:#.*)?$/.test(line.slice(i))) {
        this.#compounds++;
        commandPosition = true;
        continue;
      }
      commandPosition = c === ';' || c === '|' || c === '&' || (commandPosition && c === '!');
      significant = c === '&' || c === '|' ? (line[i - 1] === c || c === '|' ? 'pipe' : c) : c;
    }
    const inText = this.#stack.some((c) => c === "'" || c === '"');
    if (significant === 'pipe' && !inText) this.#continued = true;
    this.#heredocs.push(...found);
  }

  /** Returns whether a command may start after the word. */
  #keyword(word: string): boolean {
    if (
      word === 'if' ||
      word === 'for' ||
      word === 'while' ||
      word === 'until' ||
      word === 'case' ||
      word === 'select'
    ) {
      this.#compounds++;
      return word === 'if' || word === 'while' || word === 'until';
    }
    if (word === 'fi' || word === 'done' || word === 'esac') {
      this.#compounds = Math.max(0, this.#compounds - 1);
      return true;
    }
    return word === 'then' || word === 'do' || word === 'else' || word === 'elif';
  }

  #feedPowerShell(line: string): void {
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

const keywordsThatGoOn = new Set(['then', 'do', 'else']);

/** One command with the span of lines (0-based, inclusive) that it was read from. */
export interface SplitCommand {
  readonly text: string;
  readonly first: number;
  readonly last: number;
}

/** A line that can only belong to the command above it, although nothing joins them. */
const wrapped = /^\s*(?:\||&&|--?[A-Za-z][\w-]*(?:[= ]|$))(?!\s*$)/;

/**
 * Joins lines into complete commands. Comment-only and empty lines between commands are left out, inner line breaks
 * kept. A line that a reader would see as wrapped (it starts with an option or a pipe) is joined with a backslash,
 * because the shell would otherwise run it on its own.
 */
export function splitCommands(lines: readonly string[], powershell = false): SplitCommand[] {
  const out: SplitCommand[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (line.trim() === '' || /^\s*(?:#|REM\s|::)/.test(line)) continue;
    const last = out[out.length - 1];
    if (last?.last === i - 1 && wrapped.test(line) && !powershell) {
      out[out.length - 1] = { text: `${last.text} \\\n${line.trimEnd()}`, first: last.first, last: i };
      continue;
    }
    const end = commandEnd(lines, i, powershell);
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
export function commandEnd(lines: readonly string[], first: number, powershell = false): number {
  const lexer = new ShellLexer(powershell);
  let lastOnPurpose = first;
  for (let i = first; i < lines.length; i++) {
    lexer.feed(lines[i]!);
    if (!lexer.open) return i;
    if (lexer.openOnPurpose) lastOnPurpose = Math.min(i + 1, lines.length - 1);
  }
  // Nothing closes it: an apostrophe or a slip of the author. Keep what is surely joined.
  return lexer.inHeredoc ? lines.length - 1 : lastOnPurpose;
}
