import { isKnownCommand, isShellKeyword } from '../shell/commandWords.ts';
import { splitCommands } from '../shell/shellLexer.ts';
import { isProse, lineShape } from './lineShape.ts';

/** `(bucket)`, `(on the standby)`: a line of words in brackets; to a shell a sub-shell that runs the first of them. */
const IN_BRACKETS = /^\s*\(\s*([A-Za-z][^()|;&<>$`=\\'"/]*?)\s*\)[.:]?\s*$/;

/** Whether a line is a note in brackets: its first word is no program anybody knows, or it is a sentence. */
function isNote(line: string): boolean {
  const said = IN_BRACKETS.exec(line)?.[1];
  if (said === undefined) return false;
  const word = said.split(/[\s,:]/)[0]!;
  if (/\s--?[A-Za-z]/.test(said)) return false;
  return isProse(said) || !(isKnownCommand(word) || isShellKeyword(word));
}

/** The lines with notes in brackets between commands as comments; the same lines where there are none. */
export function withNotes(lines: readonly string[]): readonly string[] {
  if (!lines.some(isNote)) return lines;
  // In a text that is handed to a command, every line is its own.
  const parts = splitCommands(lines);
  const notes = new Set(
    parts.filter(({ first, last }) => first === last && isNote(lines[first]!)).map(({ first }) => first),
  );
  const typed = parts.some(({ first }) => !notes.has(first) && lineShape(lines[first]!) === 'command');
  return typed && notes.size > 0 ? lines.map((line, at) => (notes.has(at) ? `# ${line.trim()}` : line)) : lines;
}
