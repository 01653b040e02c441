import type { TextEdit } from '../text/edit.ts';
import type { Target } from './model.ts';

/** The limit for one call that fits most. */
export const USUAL_MS = 10_000;

/** Text in front of what is wrapped, and behind it. */
export function around({ node }: Target, head: string, tail: string): TextEdit[] {
  const [start, end] = node.range;
  return [
    { range: { start, end: start }, newText: head },
    { range: { start: end, end }, newText: tail },
  ];
}
