import type { Style } from '../changes/layout.ts';

/** A piece in the language and style of the project. */
export function inStyle(text: string, typescript: boolean, { end, quote, step }: Style): string {
  const plain = text.replace(/«([^»]*)»/g, typescript ? '$1' : '');
  const lines = plain.split('\n').map((line) => {
    const [, spaces, rest] = /^( *)(.*)$/.exec(line)!;
    const indented = step.repeat(spaces!.length / 2) + (spaces!.length % 2 === 0 ? '' : ' ') + rest!;
    return end === '' && !/^\s*(?:\*|\/[/*])/.test(line) ? indented.replace(/;$/, '') : indented;
  });
  return quote === "'" ? lines.join('\n') : lines.map(withDoubleQuotes).join('\n');
}

/** Comments have no quotes to change, and template texts keep theirs. */
function withDoubleQuotes(line: string): string {
  if (/^\s*(?:\*|\/[/*])/.test(line)) return line;
  return line.replace(/`[^`]*`|'((?:[^'\\]|\\.)*)'/g, (whole, text: string | undefined) =>
    text === undefined ? whole : `"${text.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`,
  );
}

/** Lines, each so many steps deeper; braces inside deepen further. */
export function indented(lines: readonly string[], steps: number): string[] {
  let depth = steps;
  return lines.map((line) => {
    if (/^[})]/.test(line)) depth--;
    const text = '  '.repeat(depth) + line;
    if (/[{(]$/.test(line)) depth++;
    return text;
  });
}
