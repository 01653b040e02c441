import type { Span } from '../secrets/named.ts';
import { utf8 } from '../text/encodings.ts';

/*
 * Declared values in what `xxd`, `hexdump` and `od -tx1` print: bytes in hex with blanks between them, cut into lines, and
 * often as text beside them. A line that holds a part of a value is hidden as far as its bytes begin.
 */

/** An address, groups of bytes, and the text beside them. */
const LINE =
  /^([ \t]*(?:[\da-f]{6,16}:?[ \t]{1,8})?)((?:[\da-f]{2}){1,8}(?:[ \t]{1,4}(?:[\da-f]{2}){1,8}){0,31})(?![\w.])/gim;
/** `od -c`: each character in a column of its own. */
const CHARACTERS = /^([ \t]*(?:[0-7]{7})?)((?: {1,3}\S{1,3}){1,16}[ \t]*)$/gm;
/** What may become such a line. */
const UNFINISHED = /(?:^|\n)[ \t]*[\da-f]{2,16}:?(?:[ \t][^\n]{0,200})?$|(?:^|\n) {3}\S[^\n]{0,200}$/i;
/** So many bytes in a row are no chance; fewer of them at the end of a line tell little. */
const WINDOW = 4;

export function dumpSpans(text: string, from: number, secrets: readonly string[]): Span[] {
  if (secrets.length === 0) return [];
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const part = text.slice(start);
  const spans: Span[] = [];
  const lines = [...part.matchAll(LINE)];
  const columns = [...part.matchAll(CHARACTERS)];
  if (lines.length + columns.length === 0) return spans;
  const windows = windowsOf(secrets);
  const hide = ({ index, 1: before = '' }: RegExpExecArray): void => {
    const end = text.indexOf('\n', start + index);
    spans.push({ start: start + index + before.length, end: end < 0 ? text.length : end });
  };
  for (const match of columns) if (holdsOne(hexOf(match[2]!), windows)) hide(match);
  for (const match of lines) {
    const bytes = match[2]!.toLowerCase();
    const hex = bytes.replace(/\s+/g, '');
    // `hexdump` prints the two bytes of a word the other way round.
    const words = /^[\da-f]{4}(?:\s|$)/.test(bytes) ? hex.replace(/(..)(..)/g, '$2$1') : '';
    if (holdsOne(hex, windows) || holdsOne(words, windows)) hide(match);
  }
  return spans;
}

/** From where on the last line is not shown before it has ended. */
export function heldForDumps(text: string, from: number, secrets: readonly string[]): number {
  const start = secrets.length === 0 ? -1 : UNFINISHED.exec(text.slice(Math.max(from, text.length - 256)))?.index;
  return start === undefined || start < 0 ? text.length : Math.max(from, text.length - 256) + start;
}

function windowsOf(secrets: readonly string[]): ReadonlySet<string> {
  const windows = new Set<string>();
  for (const secret of secrets) {
    const hex = utf8(secret)
      .map((byte) => byte.toString(16).padStart(2, '0'))
      .join('');
    for (let at = 0; at + 2 * WINDOW <= hex.length; at += 2) windows.add(hex.slice(at, at + 2 * WINDOW));
  }
  return windows;
}

/** `T   r   0 303 274  \\n` */
function hexOf(columns: string): string {
  return columns
    .trim()
    .split(/ +/)
    .map((one) => (/^[0-7]{3}$/.test(one) ? Number.parseInt(one, 8) : one.length > 1 ? 0 : one.charCodeAt(0)))
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
}

function holdsOne(hex: string, windows: ReadonlySet<string>): boolean {
  for (let at = 0; at + 2 * WINDOW <= hex.length; at += 2) if (windows.has(hex.slice(at, at + 2 * WINDOW))) return true;
  return false;
}
