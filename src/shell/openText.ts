import { parseShell, type SyntaxNode, forEachChild } from './syntax.ts';

/** What a shell would still wait for at the end of a text. */
export interface OpenText {
  /** A backslash, or an operator without what follows it. */
  readonly continued: boolean;
  /** A quote. */
  readonly quote: boolean;
  /** A bracket, a substitution, or a loop or condition without its end. */
  readonly compound: boolean;
  /** The mark of a here-document whose body has begun. */
  readonly heredoc?: { readonly mark: string; readonly stripTabs: boolean };
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
  const heredoc = open.some(({ kind }) => kind === 'heredoc') ? openHeredoc(tree, source) : undefined;
  const after = open.some(
    ({ message, at }) => /^expected command after '(?:\||\|&|&&|\|\|)'/.test(message) && at >= end,
  );
  const backslash = /(?:^|[^\\])(?:\\\\)*\\$/.test(source) && !inComment(source);
  return {
    continued: after || (backslash && heredoc === undefined),
    quote: open.some(({ kind }) => kind === 'quote'),
    compound: open.some(
      ({ kind, message }) => kind === 'unclosed' && !/redirect target|^expected command after '[|&]/.test(message),
    ),
    ...(heredoc ? { heredoc } : {}),
  };
}

/** The first here-document without its end: its body takes all lines up to the mark. */
function openHeredoc(node: SyntaxNode, source: string, depth = 0): OpenText['heredoc'] {
  if (node.type === 'HereDoc' && node.closing === undefined && source.indexOf('\n', node.pos) >= 0)
    return { mark: node.delimiter?.value ?? '', stripTabs: node.operator === '<<-' };
  let found: OpenText['heredoc'];
  if (depth < 400) forEachChild(node, (child) => (found ??= openHeredoc(child, source, depth + 1)));
  return found;
}

function inComment(source: string): boolean {
  const line = source.slice(source.lastIndexOf('\n') + 1);
  return /(?:^|\s)#[^'"]*\\$/.test(line);
}
