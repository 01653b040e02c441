import type { LineEdit } from './unifiedDiff.ts';

/** Larger texts are compared at their beginning and end only. */
const MAX_CELLS = 4_000_000;

/**
 * Edits of one text, made to another one that it has become: each where the lines that it follows or replaces are now.
 * Undefined for an edit whose lines are gone or were changed.
 */
export function realigned(
  edits: readonly LineEdit[],
  before: readonly string[],
  after: readonly string[],
): readonly (LineEdit | undefined)[] {
  const lineNow = alignment(before, after);
  return edits.map((edit) => {
    if (edit.count === 0) {
      const at = edit.at === 0 ? 0 : (lineNow.get(edit.at - 1) ?? -1) + 1;
      return edit.at > 0 && at === 0 ? undefined : { ...edit, at };
    }
    const at = lineNow.get(edit.at);
    const whole = Array.from({ length: edit.count }, (_, i) => lineNow.get(edit.at + i) === (at ?? -1) + i);
    return at === undefined || !whole.every(Boolean) ? undefined : { ...edit, at };
  });
}

/** Which line of a text is which of the other: the longest sequence of lines that both have. 0-based. */
function alignment(before: readonly string[], after: readonly string[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) found.set(from, from++);
  let [end, endNow] = [before.length, after.length];
  while (end > from && endNow > from && before[end - 1] === after[endNow - 1]) found.set(--end, --endNow);
  const [rows, columns] = [end - from, endNow - from];
  if (rows * columns === 0 || rows * columns > MAX_CELLS) return found;
  const width = columns + 1;
  const longest = new Uint32Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--)
      longest[i * width + j] =
        before[from + i] === after[from + j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (before[from + i] === after[from + j]) found.set(from + i++, from + j++);
    else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) i++;
    else j++;
  }
  return found;
}
