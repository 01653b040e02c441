import { isKnownCommand } from './commandWords.ts';

/** One program call inside a command line: its words without quotes, and where it writes to. */
export interface SimpleCommand {
  readonly words: readonly string[];
  /** Files that `>` and `>>` write. */
  readonly writes: readonly string[];
  /** True where another program's output is its input. */
  readonly piped: boolean;
  /** Body of its heredoc or here-string. */
  readonly input?: string;
}

const keywords = new Set([
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'do',
  'done',
  'while',
  'until',
  '{',
  '}',
  '!',
  'case',
  'esac',
  'in',
  'function',
]);
const maxDepth = 6;

/** All program calls of a command: of pipes, lists, subshells, `$( )` and loops, outermost first. */
export function simpleCommands(text: string, depth = 0): SimpleCommand[] {
  const out: SimpleCommand[] = [];
  const nested: string[] = [];
  let words: string[] = [];
  let writes: string[] = [];
  let word: string | undefined;
  let piped = false;
  let redirect: 'write' | 'read' | undefined;
  const heredocs: { mark: string; index: number }[] = [];
  const inputs = new Map<number, string>();

  const endWord = (): void => {
    if (word === undefined) return;
    if (redirect === 'write') writes.push(word);
    else if (redirect === undefined && !(words.length === 0 && keywords.has(word))) words.push(word);
    redirect = undefined;
    word = undefined;
  };
  const endCommand = (pipes: boolean): void => {
    endWord();
    if (words.length > 0 || writes.length > 0) out.push({ words, writes, piped });
    piped = pipes;
    words = [];
    writes = [];
    redirect = undefined;
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === '\\') {
      if (text[i + 1] === '\n') i++;
      else word = (word ?? '') + (text[++i] ?? '');
    } else if (c === "'") {
      const close = text.indexOf("'", i + 1);
      const end = close < 0 ? text.length : close;
      word = (word ?? '') + text.slice(i + 1, end);
      i = end;
    } else if (c === '"') {
      const end = closeDouble(text, i);
      const inner = text.slice(i + 1, end);
      for (const sub of substitutions(inner)) nested.push(sub);
      word = (word ?? '') + inner.replace(/\\(["\\$`])/g, '$1');
      i = end;
    } else if ((c === '$' && text[i + 1] === '(') || ((c === '<' || c === '>') && text[i + 1] === '(')) {
      const end = closeParen(text, i + 1);
      if (text[i + 2] !== '(') nested.push(text.slice(i + 2, end));
      word = (word ?? '') + text.slice(i, end + 1);
      i = end;
    } else if (c === '`') {
      const close = text.indexOf('`', i + 1);
      const end = close < 0 ? text.length : close;
      nested.push(text.slice(i + 1, end));
      word = (word ?? '') + text.slice(i, end + 1);
      i = end;
    } else if (c === '<' && /^<[\w][^<>\n|;&]*>/.test(text.slice(i, i + 80))) {
      // A blank such as `<pod name>` is one word.
      const end = text.indexOf('>', i);
      word = (word ?? '') + text.slice(i, end + 1);
      i = end;
    } else if (c === '#' && word === undefined) {
      const end = text.indexOf('\n', i);
      i = (end < 0 ? text.length : end) - 1;
    } else if (c === '>' || c === '<') {
      if (word !== undefined && /^\d$|^&$/.test(word)) word = undefined;
      endWord();
      const op = /^(?:<<<|<<-?|>>|>\||>&|<&|<|>)/.exec(text.slice(i, i + 3))![0];
      i += op.length - 1;
      if (op.startsWith('<<') && op !== '<<<') {
        const mark = /^\s*['"\\]?([\w.-]+)['"]?/.exec(text.slice(i + 1));
        if (mark) {
          heredocs.push({ mark: mark[1]!, index: out.length });
          i += mark[0].length;
        }
      } else redirect = op.startsWith('>') && op !== '>&' ? 'write' : 'read';
    } else if (c === '\n') {
      // Inside `$( )` authors break lines where the shell would not; an option can't start a command.
      if (/^\s*-/.test(text.slice(i + 1, i + 40)) || (depth > 0 && !startsCommand(text.slice(i + 1, i + 200)))) {
        endWord();
        continue;
      }
      endCommand(false);
      while (heredocs.length > 0) {
        const { mark, index } = heredocs.shift()!;
        const rest = text.slice(i + 1);
        const close = new RegExp(`^[\\t ]*${mark.replace(/[.]/g, '\\.')}\\s*$`, 'm').exec(rest);
        const end = close ? close.index + close[0].length : rest.length;
        inputs.set(index, rest.slice(0, close ? close.index : rest.length));
        i += end;
      }
    } else if (c === '|' || c === ';' || c === '&' || c === '(' || c === ')') {
      if (c === '&' && text[i + 1] === '>') continue;
      const pipes = c === '|' && text[i + 1] !== '|';
      endCommand(pipes);
      if (text[i + 1] === c || (c === '|' && text[i + 1] === '&')) i++;
    } else if (/\s/.test(c)) endWord();
    else word = (word ?? '') + c;
  }
  endCommand(false);
  const withInputs = out.map((command, i) => (inputs.has(i) ? { ...command, input: inputs.get(i)! } : command));
  if (depth >= maxDepth) return withInputs;
  return [...withInputs, ...nested.flatMap((sub) => simpleCommands(sub, depth + 1))];
}

function startsCommand(rest: string): boolean {
  const word = /^\s*([^\s;|&()]+)/.exec(rest)?.[1] ?? '';
  return isKnownCommand(word) || keywords.has(word) || /^[A-Za-z_]\w*=/.test(word);
}

function closeDouble(text: string, open: number): number {
  for (let i = open + 1; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '$' && text[i + 1] === '(') i = closeParen(text, i + 1);
    else if (text[i] === '"') return i;
  }
  return text.length;
}

function closeParen(text: string, open: number): number {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') i++;
    else if (c === "'") {
      const close = text.indexOf("'", i + 1);
      if (close > 0) i = close;
    } else if (c === '(') depth++;
    else if (c === ')' && --depth === 0) return i;
  }
  return text.length;
}

function substitutions(inner: string): string[] {
  const out: string[] = [];
  for (let i = inner.indexOf('$('); i >= 0; i = inner.indexOf('$(', i)) {
    const end = closeParen(inner, i + 1);
    if (inner[i + 2] !== '(') out.push(inner.slice(i + 2, end));
    i = end;
  }
  for (const match of inner.matchAll(/`([^`]+)`/g)) out.push(match[1]!);
  return out;
}
