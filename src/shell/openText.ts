import { parseShell, type SyntaxNode, forEachChild } from './syntax.ts';

/** What a shell would still wait for at the end of a text. */
export interface OpenText {
  /** A backslash, or an operator without what follows it. */
  readonly continued: boolean;
  /** A quote. */
  readonly quote: boolean;
  /** A bracket, a substitution, or a loop or condition without its end. */
  readonly compound: boolean;
  /** The here-documents whose bodies have begun, in the order in which they follow. */
  readonly heredocs?: readonly OpenHeredoc[];
}

/** What ends a here-document. */
export interface OpenHeredoc {
  readonly mark: string;
  readonly stripTabs: boolean;
}

const CLOSED: OpenText = { continued: false, quote: false, compound: false };

/** Tells what is open at the end of a text. */
export function findOpen(text: string): OpenText {
  if (!/[\\'"`$(){}[\]<|&]|\b(?:if|for|while|until|case|select|function)\b/.test(text)) return CLOSED;
  const { errors, source, tree } = parseShell(text);
  const end = source.trimEnd().length;
  const open = errors.filter(({ kind, at, message }) => {
    if (kind === 'quote' || kind === 'heredoc') return true;
    return kind === 'unclosed' && (at >= end || /to close|unterminated/.test(message));
  });
  const heredocs = open.some(({ kind }) => kind === 'heredoc') ? openHeredocs(tree, source) : [];
  const after = open.some(
    ({ message, at }) => /^expected command after '(?:\||\|&|&&|\|\|)'/.test(message) && at >= end,
  );
  const backslash = /(?:^|[^\\])(?:\\\\)*\\$/.test(source) && !inComment(source);
  return {
    continued: after || (backslash && heredocs.length === 0),
    quote: open.some(({ kind }) => kind === 'quote'),
    compound: open.some(
      ({ kind, message }) => kind === 'unclosed' && !/redirect target|^expected command after '[|&]/.test(message),
    ),
    ...(heredocs.length > 0 ? { heredocs } : {}),
  };
}

/** The here-documents without their ends: the first one's body takes all lines up to its mark, then comes the next. */
function openHeredocs(node: SyntaxNode, source: string): readonly OpenHeredoc[] {
  const last = source.lastIndexOf('\n');
  const found: OpenHeredoc[] = [];
  const look = (one: SyntaxNode, depth: number): void => {
    if (one.type === 'HereDoc' && one.closing === undefined && one.pos < last)
      found.push({ mark: one.delimiter?.value ?? '', stripTabs: one.operator === '<<-' });
    if (depth < 400) forEachChild(one, (child) => look(child, depth + 1));
  };
  look(node, 0);
  return found;
}

function inComment(source: string): boolean {
  const line = source.slice(source.lastIndexOf('\n') + 1);
  return /(?:^|\s)#[^'"]*\\$/.test(line);
}

/** A line of dots: lines that the author left out. */
export function isLeftOut(line: string): boolean {
  return /^\s*(?:[[(<]\s*(?:\.{3,}|…|snip(?:ped)?)\s*[\])>]|\.{3,}|…)\s*$/i.test(line);
}
