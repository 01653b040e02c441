import type { ParsedFile } from './types.ts';

const answers = new WeakMap<ParsedFile, Map<RegExp, boolean>>();
const starts = new WeakMap<ParsedFile, readonly number[]>();

/** Whether a file's text has a pattern anywhere. Looked for once: thousands of calls of one file may ask. */
export function textHas(file: ParsedFile, pattern: RegExp): boolean {
  const known = answers.get(file) ?? new Map<RegExp, boolean>();
  answers.set(file, known);
  let found = known.get(pattern);
  if (found === undefined) known.set(pattern, (found = pattern.test(file.text)));
  return found;
}

/** The line of an offset, from 1. */
export function lineAt(file: ParsedFile, offset: number): number {
  let lines = starts.get(file);
  if (!lines) starts.set(file, (lines = [0, ...Array.from(file.text.matchAll(/\n/g), ({ index }) => index + 1)]));
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]! <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
