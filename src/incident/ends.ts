/** Logs are many and long, and few of their entries are shown: this many times what is kept is put in order at once. */
const AT_ONCE = 4;

/**
 * The first entries of many logs, in order, without putting all of them in order.
 * @param logs each in the order that `compare` gives
 */
export function firstOf<Entry>(
  logs: Iterable<Iterable<Entry>>,
  most: number,
  compare: (one: Entry, other: Entry) => number,
): Entry[] {
  if (most <= 0) return [];
  const kept: Entry[] = [];
  let bound: Entry | undefined;
  const settle = (): void => {
    kept.sort(compare);
    if (kept.length < most) return;
    kept.length = most;
    bound = kept.at(-1);
  };
  for (const log of logs) {
    for (const entry of log) {
      // Whatever follows in this log is later still.
      if (bound !== undefined && compare(entry, bound) > 0) break;
      kept.push(entry);
      if (kept.length >= AT_ONCE * most) settle();
    }
  }
  settle();
  return kept;
}

/** The last ones, in order. @param logs each from its end */
export function lastOf<Entry>(
  logs: Iterable<Iterable<Entry>>,
  most: number,
  compare: (one: Entry, other: Entry) => number,
): Entry[] {
  return firstOf(logs, most, (one, other) => compare(other, one)).reverse();
}
