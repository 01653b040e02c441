import type { Span } from './named.ts';

/** Where the last word begins, which may go on. */
export function lastWord(text: string, from: number): number {
  let at = text.length;
  while (at > from && !/\s/.test(text[at - 1]!)) at--;
  return at;
}

/** Where declared values stand, also where they overlap. */
export function valueSpans(text: string, from: number, values: readonly string[]): Span[] {
  const spans: Span[] = [];
  for (const value of values) {
    for (let at = text.indexOf(value, from); at >= 0; at = text.indexOf(value, at + 1)) {
      const last = spans.at(-1);
      const overlaps = last !== undefined && last.start <= at && last.end > at;
      if (overlaps) spans[spans.length - 1] = { start: last.start, end: at + value.length };
      else spans.push({ start: at, end: at + value.length });
    }
  }
  return spans;
}

/** From where on the end of the text may be the beginning of a value. */
export function heldForValues(text: string, from: number, values: readonly string[]): number {
  let hold = text.length;
  for (const value of values) {
    for (let length = Math.min(value.length - 1, text.length - from); length > text.length - hold; length--) {
      if (text.endsWith(value.slice(0, length))) hold = text.length - length;
    }
  }
  return hold;
}

/** In order, those that overlap or touch as one. */
export function merged(spans: readonly Span[]): readonly Span[] {
  const all: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last === undefined || span.start > last.end) all.push(span);
    else if (span.end > last.end) all[all.length - 1] = { start: last.start, end: span.end };
  }
  return all;
}

/** Moves a cut before what it would split. */
export function unsplit(spans: readonly Span[], cut: number): number {
  const split = spans.find(({ start, end }) => start < cut && end > cut);
  return split === undefined ? cut : split.start;
}
