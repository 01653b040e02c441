/** Whose rules a text is written by; `code`: a programming language with C-like strings. */
export type Dialect = 'posix' | 'fish' | 'powershell' | 'cmd' | 'code';

export interface Context {
  readonly kind: 'bare' | 'single' | 'double' | 'ansi' | 'comment' | 'heredoc' | 'heredoc-raw' | 'backtick' | 'deep';
  /** Where the quotes (or the like) begin; the place itself where it is bare. */
  readonly start: number;
  /** The word that ends a heredoc. */
  readonly mark?: string;
}

interface Region extends Context {
  readonly end: number;
}

/** Tells for each place of a command how the shell reads it there. */
export function contexts(text: string, dialect: Dialect): (at: number) => Context {
  const regions: Region[] = dialect === 'posix' ? posix(text) : simple(text, dialect);
  return (at) => {
    // The innermost one, which is the one that begins last.
    const inside = regions.filter((region) => region.start < at && at < region.end);
    inside.sort((a, b) => b.start - a.start);
    const [inner] = inside;
    // A substitution in quotes starts afresh; in backquotes or arithmetic nothing is as it seems.
    const weird = inside.find((region) => region.kind === 'deep');
    if (weird !== undefined) return weird;
    const ticks = inside.some((region) => region.kind === 'backtick');
    if (ticks && dialect === 'posix' && (inside.length > 1 || inner?.kind !== 'backtick'))
      return { ...inner!, kind: 'deep' };
    return inner === undefined || inner.kind === 'bare' ? { kind: 'bare', start: inner?.start ?? at } : inner;
  };
}

function posix(text: string): Region[] {
  const regions: Region[] = [];
  const heredocs: { mark: string; raw: boolean; tabs: boolean }[] = [];
  const add = (kind: Context['kind'], start: number, end: number, mark?: string): void => {
    regions.push({ kind, start, end, mark });
  };

  /** Reads commands up to `close` (or the end), returns the place after it. */
  const commands = (from: number, close: string): number => {
    let depth = 0;
    let i = from;
    while (i < text.length) {
      const c = text[i]!;
      if (close === '`' && c === '`') return i + 1;
      if (close === ')' && c === ')' && depth === 0) return i + 1;
      if (c === '(') depth++;
      if (c === ')') depth--;
      if (c === '\\') i += 2;
      else if (c === "'") i = span('single', i, text.indexOf("'", i + 1));
      else if (c === '"') i = double(i);
      else if (c === '$') i = dollar(i, true);
      else if (c === '`') i = ticks(i);
      else if (c === '(' && text[i + 1] === '(') {
        depth--;
        i = arithmetic(i);
      } else if (c === '#' && /[\s;&|(]|^$/.test(text[i - 1] ?? '')) i = span('comment', i, text.indexOf('\n', i), 0);
      else if (text.startsWith('<<', i) && !text.startsWith('<<<', i) && text[i - 1] !== '<') i = heredocMark(i);
      else if (c === '\n' && heredocs.length > 0) i = bodies(i + 1);
      else i++;
    }
    return i;
  };
  const span = (kind: Context['kind'], start: number, found: number, after = 1): number => {
    const end = found < 0 ? text.length + 1 : found;
    add(kind, start, end + after);
    return Math.min(text.length, end + after);
  };
  const double = (start: number): number => {
    let i = start + 1;
    while (i < text.length && text[i] !== '"') {
      const c = text[i]!;
      if (c === '\\') i += 2;
      else if (c === '$') i = dollar(i, false);
      else if (c === '`') i = ticks(i);
      else i++;
    }
    add('double', start, i + 1);
    return i + 1;
  };
  const dollar = (i: number, bare: boolean): number => {
    if (bare && text[i + 1] === "'") {
      let end = i + 2;
      while (end < text.length && text[end] !== "'") end += text[end] === '\\' ? 2 : 1;
      add('ansi', i, end + 1);
      return end + 1;
    }
    if (text.startsWith('$((', i)) return arithmetic(i + 1);
    if (text[i + 1] === '(') {
      const end = commands(i + 2, ')');
      add('bare', i, end);
      return end;
    }
    if (text[i + 1] === '{') return span('deep', i, text.indexOf('}', i));
    if (text[i + 1] === '[') return span('deep', i, text.indexOf(']', i));
    return i + 1;
  };
  const arithmetic = (i: number): number => span('deep', i, text.indexOf('))', i), 2);
  const ticks = (start: number): number => {
    const end = commands(start + 1, '`');
    add('backtick', start, end);
    return end;
  };
  const heredocMark = (i: number): number => {
    const match = /^<<(-?)[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|(\\?)([^\s;&|<>()'"]+))/.exec(text.slice(i));
    if (match === null) return i + 2;
    const [whole, dash, single, quotedMark, slash, plain] = match;
    const raw = plain === undefined || slash === '\\';
    heredocs.push({ mark: single ?? quotedMark ?? plain ?? '', raw, tabs: dash === '-' });
    return i + whole.length;
  };
  const bodies = (from: number): number => {
    let at = from;
    for (const { mark, raw, tabs } of heredocs.splice(0)) {
      const start = at;
      let end = text.length + 1;
      while (at < text.length) {
        const newline = text.indexOf('\n', at);
        const line = text.slice(at, newline < 0 ? undefined : newline);
        const here = at;
        at = newline < 0 ? text.length : newline + 1;
        if ((tabs ? line.replace(/^\t+/, '') : line) === mark) {
          end = here;
          break;
        }
      }
      add(raw ? 'heredoc-raw' : 'heredoc', start - 1, end, mark);
      if (!raw) for (const match of text.slice(start, end).matchAll(/\$\(|\$\{|`/g)) substitution(start + match.index);
    }
    return at;
  };
  const substitution = (at: number): void => {
    if (text[at] === '`') add('deep', at, text.length);
    else dollar(at, false);
  };
  commands(0, '');
  return regions;
}

/** Shells and languages whose strings nest in nothing: fish, PowerShell, cmd, code. */
function simple(text: string, dialect: Dialect): Region[] {
  const regions: Region[] = [];
  const escape = dialect === 'powershell' ? '`' : dialect === 'cmd' ? '^' : '\\';
  let i = 0;
  while (i < text.length) {
    const c = text[i]!;
    const hereString = dialect === 'powershell' && /^@['"]/.test(text.slice(i, i + 2));
    if (hereString) {
      const end = text.indexOf(`\n${text[i + 1]}@`, i);
      const stop = end < 0 ? text.length + 1 : end + 3;
      regions.push({ kind: text[i + 1] === "'" ? 'heredoc-raw' : 'heredoc', start: i, end: stop });
      i = stop;
    } else if (c === escape) i += 2;
    else if (c === '"' || (c === "'" && dialect !== 'cmd') || (c === '`' && dialect === 'code')) {
      const end = closing(text, i, dialect, escape);
      const kind = c === '"' ? 'double' : c === "'" ? 'single' : 'backtick';
      regions.push({ kind, start: i, end });
      if (kind === 'double' && (dialect === 'fish' || dialect === 'powershell')) {
        for (const match of text.slice(i, end).matchAll(/\$[({]/g)) {
          regions.push({ kind: 'deep', start: i + match.index, end });
        }
      }
      i = end;
    } else if (c === '#' && dialect !== 'cmd' && /\s|^$/.test(text[i - 1] ?? '')) {
      const end = text.indexOf('\n', i);
      regions.push({ kind: 'comment', start: i, end: end < 0 ? text.length + 1 : end });
      i = end < 0 ? text.length : end;
    } else i++;
  }
  return regions;
}

function closing(text: string, start: number, dialect: Dialect, escape: string): number {
  const quote = text[start]!;
  const escapes = dialect === 'fish' || dialect === 'code' || (dialect === 'powershell' && quote === '"');
  let i = start + 1;
  while (i < text.length && text[i] !== quote) i += escapes && text[i] === escape ? 2 : 1;
  return Math.min(text.length, i) + 1;
}
