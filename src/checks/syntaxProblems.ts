import { parseShell } from '../shell/syntax.ts';

/** Something that keeps a shell from reading a text; the offset is one of the text. */
export interface SyntaxProblem {
  readonly at: number;
  /** What is wrong, to follow "Shell syntax error:". */
  readonly message: string;
}

/** What a POSIX shell would refuse, or read to the end of the text: open quotes, here-documents, loops and brackets. */
export function findSyntaxProblems(text: string): SyntaxProblem[] {
  return parseShell(text).errors.map(({ kind, message, at }) => ({
    at: Math.min(at, text.length),
    message: describe(kind, message),
  }));
}

function describe(kind: string, message: string): string {
  if (kind === 'heredoc') {
    const mark = /'(.*)'$/s.exec(message)?.[1] ?? '';
    return `the here-document never ends: no line is exactly ${mark}`;
  }
  if (kind === 'quote')
    return `${/double/.test(message) ? 'a double' : /single/.test(message) ? 'a single' : 'a'} quote is never closed`;
  const close = /^expected '(.+)' to close '?([^']*)'?$/.exec(message);
  if (close) return `"${close[2]}" is never closed by "${close[1]}"`;
  return message.replace(/'/g, '"');
}
