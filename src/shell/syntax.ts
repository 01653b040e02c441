import { forEachChild, parse, type ParsedScript, type SyntaxNode } from 'unbash';
import { findAnglePlaceholders } from './anglePlaceholder.ts';
import { findChoices } from './choice.ts';

export type {
  ArrayValue,
  Assignment,
  Command,
  HereDoc,
  ParsedScript,
  Redirection,
  Statement,
  SyntaxNode,
  Word,
  WordPart,
} from 'unbash';
export { forEachChild } from 'unbash';

/** Something that a shell could not read; the offset is one of the whole text. */
export interface SyntaxError {
  readonly kind: 'quote' | 'heredoc' | 'unclosed' | 'unexpected';
  readonly message: string;
  readonly at: number;
}

/** A POSIX shell text as a tree: the one reading under everything that looks at shell. */
export interface ShellSyntax {
  readonly tree: ParsedScript;
  /** What was parsed: the text with its placeholders masked, of the same length. */
  readonly source: string;
  readonly errors: readonly SyntaxError[];
  /** Gives a piece of the source its placeholders back. */
  readonly unmask: (piece: string) => string;
  /** Whether a piece of the source holds a placeholder. */
  readonly hasPlaceholder: (piece: string) => boolean;
}

const FIRST_MASK = 0xe000;
const LAST_MASK = 0xf8ff;
const MASKS = /[\ue000-\uf8ff]+/g;

/** What has been parsed lately: many rules ask about the same command, one after the other. */
const lately = new Map<string, ShellSyntax>();
const MOST_KEPT = 500;
const LONGEST_KEPT = 4_000;

/** Parses a text, or remembers how it was parsed. */
export function parseShell(text: string, masksPlaceholders = true): ShellSyntax {
  if (!masksPlaceholders || text.length > LONGEST_KEPT) return parseText(text, masksPlaceholders);
  const known = lately.get(text);
  if (known) return known;
  const syntax = parseText(text, true);
  const [oldest] = lately.keys();
  if (lately.size >= MOST_KEPT && oldest !== undefined) lately.delete(oldest);
  lately.set(text, syntax);
  return syntax;
}

/** Parses a text. Placeholders such as `<pod>` are read as parts of words, not as redirections. */
function parseText(text: string, masksPlaceholders: boolean): ShellSyntax {
  const { source, originals } = masksPlaceholders ? mask(text) : { source: text, originals: [] };
  const tree = parseSafely(source);
  const errors: SyntaxError[] = [];
  collect(tree, source, 0, errors);
  return {
    tree,
    source,
    errors,
    unmask: (piece) => (originals.length === 0 ? piece : piece.replace(MASKS, (run) => unmaskRun(run, originals))),
    hasPlaceholder: (piece) => originals.length > 0 && piece.search(MASKS) >= 0,
  };
}

/** A parser that gives up on thousands of nested words has read nothing. */
function parseSafely(source: string): ParsedScript {
  // The parser looks at all here-documents of a line for each of them, and for the end of each bracket within another.
  if (hasTooMany(source)) return unread(source, `more than ${MOST_HEREDOCS} here-documents on a line`);
  if (isNestedTooDeeply(source)) return unread(source, 'nested too deeply');
  try {
    return parse(source);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return unread(source, 'nested too deeply');
  }
}

const MOST_HEREDOCS = 500;
const DEEPEST = 200;

/** Whether more brackets are open at one place than a person writes; those in quotes count too. */
function isNestedTooDeeply(source: string): boolean {
  let depth = 0;
  for (const { 0: bracket } of source.matchAll(/[()]/g)) {
    depth = bracket === '(' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > DEEPEST) return true;
  }
  return false;
}

function hasTooMany(source: string): boolean {
  let count = 0;
  for (let at = source.search(/<<|\n/); at >= 0 && at < source.length; at++) {
    if (source[at] === '\n') count = 0;
    else if (source[at] === '<' && source[at + 1] === '<') {
      at++;
      if (source[at + 1] === '<') at++;
      else if (++count > MOST_HEREDOCS) return true;
    }
  }
  return false;
}

function unread(source: string, message: string): ParsedScript {
  return { ...parse(''), end: source.length, errors: [{ message, pos: 0 }] };
}

function mask(text: string): { source: string; originals: string[] } {
  const originals: string[] = [];
  // A text that uses the mask's own characters is read as it stands.
  if (!/[<|]/.test(text) || text.search(MASKS) >= 0) return { source: text, originals };
  let source = '';
  let from = 0;
  const blanks = [...findAnglePlaceholders(text), ...findChoices(text)].sort((a, b) => a.start - b.start);
  for (const { start, end } of blanks) {
    if (start < from || originals.length > LAST_MASK - FIRST_MASK) continue;
    source += text.slice(from, start) + String.fromCharCode(FIRST_MASK + originals.length).repeat(end - start);
    originals.push(text.slice(start, end));
    from = end;
  }
  return { source: source + text.slice(from), originals };
}

function unmaskRun(run: string, originals: readonly string[]): string {
  let out = '';
  for (let i = 0; i < run.length; i++) {
    if (run[i] !== run[i - 1]) out += originals[run.charCodeAt(i) - FIRST_MASK] ?? run[i]!;
  }
  return out;
}

function collect(node: SyntaxNode, source: string, depth: number, errors: SyntaxError[]): void {
  if (depth > 400) {
    errors.push({ kind: 'unexpected', message: 'nested too deeply', at: node.pos });
    return;
  }
  if (node.type === 'Script') {
    for (const { message, pos } of (node as ParsedScript).errors ?? [])
      errors.push({ kind: kindOf(message), message, at: pos });
  } else if (node.type === 'HereDoc' && node.closing === undefined) {
    errors.push({
      kind: 'heredoc',
      message: `unterminated heredoc '${node.delimiter?.value ?? ''}'`,
      at: node.pos,
    });
  }
  forEachChild(node, (child) => collect(child, source, depth + 1, errors));
}

function kindOf(message: string): SyntaxError['kind'] {
  if (/quote/.test(message)) return 'quote';
  return /^(?:unterminated|expected)/.test(message) ? 'unclosed' : 'unexpected';
}
