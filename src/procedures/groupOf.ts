import { hashText } from '../text/hash.ts';
import type { Caveat } from '../runbook/model.ts';

/** Of a larger group each way names so many of the others: lists of all in each would grow with its square. */
const MOST_NAMED = 20;

/** What each way of a group says of the others, in their order. */
export function othersOf(names: readonly string[]): (index: number) => Pick<Caveat, 'others' | 'group'> {
  const group =
    names.length > MOST_NAMED + 1 ? { key: hashText(JSON.stringify(names.toSorted())), size: names.length } : undefined;
  const first = names.slice(0, MOST_NAMED + 1);
  return (index) => ({
    others: first.filter((_, other) => other !== index).slice(0, MOST_NAMED),
    ...(group === undefined ? {} : { group }),
  });
}

/** How many ways the group of this one has. */
export function sizeOf({ group, others = [] }: Caveat): number {
  return group?.size ?? others.length + 1;
}

/** The same for all ways of a group, and for groups of the same names. */
export function groupOf({ kind, text, group, others = [] }: Caveat): string {
  return JSON.stringify([kind, ...(group === undefined ? [text, ...others].toSorted() : [group.size, group.key])]);
}
