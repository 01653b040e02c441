/** From a moment up to, not including, another; milliseconds. */
export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Intervals that overlap or touch as one, in order; empty and reversed ones are nothing. */
export function union(intervals: readonly Interval[]): readonly Interval[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of intervals.filter((one) => one.to > one.from).sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** What of the intervals lies within one. */
export function clip(intervals: readonly Interval[], within: Interval): readonly Interval[] {
  return intervals.flatMap(({ from, to }) => {
    const clipped = { from: Math.max(from, within.from), to: Math.min(to, within.to) };
    return clipped.to > clipped.from ? [clipped] : [];
  });
}

/** Length of all; those that overlap have to be united before. */
export function total(intervals: readonly Interval[]): number {
  return intervals.reduce((sum, { from, to }) => sum + (to - from), 0);
}
