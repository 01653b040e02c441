import { letterPairs, similarity } from './similarity.ts';

/** An item of a task list, ticked or not, struck through or not. */
const ITEM = /^\s{0,3}[-*+][ \t]+(?:\[[ xX]\][ \t]+)?(\S.*)$/;
const TASK = /^[-*+][ \t]+\[[ xX]\][ \t]+/;
/** What stands behind an item for people to fill in. */
const FILLED_IN = /[ \t]*\((?:owner|due):[^()]*(?:\([^()]*\)[^()]*)*\)(?=\W*$)/i;
/** From here on, an item was reworded and is not another one. */
const SAME_ITEM = 0.75;

/** What an item says, however it is ticked, struck through or filled in. */
function wordsOf(line: string): string | undefined {
  const said = ITEM.exec(line)?.[1]?.replace(FILLED_IN, '');
  return said?.replace(/[\s~*_`\\]+/g, ' ').trim();
}

/**
 * The items of a list that Breakwater would write, and that a page does not have yet; undefined where what it would
 * write is no task list. One that was reworded is still there, as long as no other item of the page is nearer.
 * @param body what stands on the page @param fresh what would stand there now
 */
export function missingItems(body: string, fresh: string): readonly string[] | undefined {
  const written = fresh.split('\n').filter((line) => line.trim() !== '');
  if (written.length === 0 || !written.every((line) => TASK.test(line))) return undefined;
  const there = body.split('\n').flatMap((line) => wordsOf(line) ?? []);
  const others = written.filter((line) => {
    const words = wordsOf(line)!;
    const index = there.indexOf(words);
    if (index >= 0) there.splice(index, 1);
    // An item with nothing in it is a place to write one.
    return index < 0 && words !== '';
  });
  return others.filter((line) => {
    const pairs = letterPairs(wordsOf(line)!);
    const index = there.findIndex((one) => similarity(pairs, letterPairs(one)) >= SAME_ITEM);
    if (index >= 0) there.splice(index, 1);
    return index < 0;
  });
}

/** Where a line that belongs to a list goes: behind its last item and what is indented below that. */
export function endOfList(lines: readonly string[]): number {
  let end = lines.findLastIndex((line) => ITEM.test(line)) + 1;
  if (end === 0) return lines.findLastIndex((line) => line.trim() !== '') + 1;
  while (/^[ \t]+\S/.test(lines[end] ?? '')) end++;
  return end;
}
