import { forEachChild, parseShell, type SyntaxNode } from './syntax.ts';

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
  const { tree, errors } = parseShell(text, false);
  const regions: Region[] = [];
  const covered: Region[] = [];
  walk(tree, text, regions, covered, 0);
  for (const { start, end } of comments(text, covered)) regions.push({ kind: 'comment', start, end });
  // Behind what cannot be read nothing is sure.
  const broken = Math.min(...errors.map(({ at }) => at));
  if (Number.isFinite(broken)) regions.push({ kind: 'deep', start: broken - 1, end: text.length + 1 });
  return regions;
}

const kinds: Readonly<Record<string, Context['kind'] | undefined>> = {
  SingleQuoted: 'single',
  DoubleQuoted: 'double',
  LocaleString: 'double',
  AnsiCQuoted: 'ansi',
  ParameterExpansion: 'deep',
  ArithmeticExpansion: 'deep',
  ArithmeticCommand: 'deep',
};

function walk(node: SyntaxNode, text: string, regions: Region[], covered: Region[], depth: number): void {
  const { pos: start, end } = node;
  const kind = kinds[node.type];
  if (kind !== undefined) regions.push({ kind, start, end });
  if (/^(?:Word|Assignment|HereDocDelimiter)$/.test(node.type)) covered.push({ kind: 'bare', start, end });
  if (node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution') {
    const ticks = text[start] === '`';
    regions.push({ kind: ticks ? 'backtick' : 'bare', start, end });
    // Escaped backquotes have offsets of their own.
    if (node.script?.source !== undefined) {
      regions.push({ kind: 'deep', start, end });
      return;
    }
    if (node.script)
      for (const { start: from, end: to } of commentsIn(node, text))
        regions.push({ kind: 'comment', start: from, end: to });
  }
  if (node.type === 'HereDoc') {
    const raw = node.delimiter?.quoted === true;
    const { body, delimiter } = node;
    regions.push({
      kind: raw ? 'heredoc-raw' : 'heredoc',
      start: body.pos - 1,
      end: body.end + 1,
      mark: delimiter?.value ?? '',
    });
    covered.push({ kind: 'bare', start: body.pos, end: node.closing?.end ?? body.end });
  }
  if (kind === 'deep' || depth > 400) return;
  forEachChild(node, (child) => walk(child, text, regions, covered, depth + 1));
}

/** Comments stand in no node: a `#` that begins a word outside all others, up to the end of its line. */
function comments(
  text: string,
  covered: readonly Region[],
  from = 0,
  to = text.length,
): { start: number; end: number }[] {
  const out: { start: number; end: number }[] = [];
  const sorted = [...covered].sort((a, b) => a.start - b.start);
  let next = 0;
  let reach = from;
  for (let i = text.indexOf('#', from); i >= 0 && i < to; i = text.indexOf('#', i + 1)) {
    while (next < sorted.length && sorted[next]!.start <= i) reach = Math.max(reach, sorted[next++]!.end);
    if (i < reach || !/[\s;&|()]|^$/.test(text[i - 1] ?? '')) continue;
    const newline = text.indexOf('\n', i);
    const end = newline < 0 ? text.length + 1 : newline;
    out.push({ start: i, end });
    i = end;
  }
  return out;
}

function commentsIn(
  node: SyntaxNode & { readonly script: SyntaxNode | undefined },
  text: string,
): { start: number; end: number }[] {
  if (!text.slice(node.pos, node.end).includes('#') || !node.script) return [];
  const covered: Region[] = [];
  walk(node.script, text, [], covered, 0);
  return comments(text, covered, node.pos + 1, node.end - 1).map(({ start, end }) => ({
    start,
    end: Math.min(end, node.end),
  }));
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
