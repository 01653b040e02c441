import { isKnownCommand } from '../shell/commandWords.ts';
import { withoutRemark } from './lineShape.ts';

/** A line without what stands in quotes, where any mark is an argument's own. */
function unquoted(line: string): string {
  return line.replace(/\\.|"[^"]*"|'[^']*'|`[^`]*`/g, '""');
}

/** `p3p1 -> ../devices/p3p1`: to a shell a redirection, which empties the file; no author means it as one. */
export function hasArrow(line: string): boolean {
  return (
    /\s(?:-{1,2}|=)>\s/.test(unquoted(withoutRemark(line.trim()))) && !/^(?:echo|printf|print)\s/.test(line.trim())
  );
}

/** Whether a line that begins with no program anybody knows cannot be one's call: it begins as no name of a program does. */
export function beginsAsPrinted(line: string): boolean {
  const text = withoutRemark(line.trim());
  if (/^[-*] \S|^=+>(?:\s|$)/.test(text) || /^\[[^\]]*\]\s+\S/.test(text) || hasArrow(text)) return true;
  // A name of a program with a capital: what a word processor made of `vagrant up`.
  const first = /^[A-Z][a-z]+(?= )/.exec(text)?.[0];
  return first !== undefined && !isKnownCommand(first.toLowerCase()) && !/\s--?[A-Za-z]|\$/.test(text);
}

/**
 * Whether a line below a command, which begins with no program anybody knows, is far from a call: it has no option and no
 * variable, but what reports have, such as a colon behind a word, words in brackets or several columns.
 */
export function looksReported(line: string): boolean {
  const text = unquoted(withoutRemark(line.trim()));
  if (isKnownCommand(/^\S*/.exec(text)![0]) || /\s--?[A-Za-z]|[$\\<]/.test(text)) return false;
  return /\S:(?:\s|$)|\s\([^)]*\)|\S\s{2,}\S.*\S\s{2,}\S|\s\[[^\]]*\](?=\s)|\w\[\d+\]/.test(text);
}
