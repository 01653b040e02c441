import type { Range } from './range.ts';

/** Replaces `range` of a text by `newText`; an empty range inserts, an empty `newText` deletes. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/**
 * Applies edits to a text, all ranges counted in the text as given. Edits at the same offset keep their order.
 * @throws RangeError where two edits overlap or one reaches outside the text.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.range.start - b.edit.range.start || a.order - b.order);
  let out = '';
  let at = 0;
  for (const { edit } of ordered) {
    const { start, end } = edit.range;
    if (start < at || end < start || end > text.length) {
      throw new RangeError(`edit ${start}-${end} overlaps another one or lies outside a text of length ${text.length}`);
    }
    out += text.slice(at, start) + edit.newText;
    at = end;
  }
  return out + text.slice(at);
}
