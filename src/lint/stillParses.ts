import type { Parse } from '../parser/parse.ts';
import type { ParsedFile } from '../ast/types.ts';
import type { Range } from '../text/range.ts';
import { applyEdits } from '../text/edit.ts';
import type { Suggestion } from '../changes/suggestion.ts';

/**
 * Tells of a change whether the file can be read after it: a layout that nobody thought of, such as a block on one line
 * without semicolons, must not end in a file that is broken. Only the statements of the module that the change touches
 * are read again, as a file has many findings; the whole file is where those do not stand alone.
 * @param parse reads a text as the file itself was read
 */
export function stillParses(file: ParsedFile, parse: Parse): (change: Suggestion) => boolean {
  const reads = (text: string): boolean => parse(text, file.path).errors.length === 0;
  return ({ edits }) => {
    const pieces = touched(file, edits);
    const alone = pieces.every(({ start, end }) => {
      const within = edits.filter(({ range }) => start <= range.start && range.end <= end);
      const moved = within.map(({ range, newText }) => ({
        range: { start: range.start - start, end: range.end - start },
        newText,
      }));
      return reads(applyEdits(file.text.slice(start, end), moved));
    });
    return alone || reads(applyEdits(file.text, edits));
  };
}

/** The parts of the text that edits touch, each from the begin of a statement of the module to the end of one. */
function touched({ ast }: ParsedFile, edits: Suggestion['edits']): Range[] {
  const parts = edits.map(({ range }) => {
    const near = ast.body.filter((one) => one.range[0] <= range.end && range.start <= one.range[1]);
    return {
      start: Math.min(range.start, ...near.map((one) => one.range[0])),
      end: Math.max(range.end, ...near.map((one) => one.range[1])),
    };
  });
  const merged: { start: number; end: number }[] = [];
  for (const part of parts.sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = merged.at(-1);
    if (last && part.start <= last.end) last.end = Math.max(last.end, part.end);
    else merged.push(part);
  }
  return merged;
}
