import { BREAKING } from './invisible.ts';
import type { Span } from '../secrets/named.ts';

/** Where the last word begins, which may go on. */
export function lastWord(text: string, from: number): number {
  let at = text.length;
  while (at > from && !/\s/.test(text[at - 1]!)) at--;
  return at;
}

/** Values shorter than this are not looked for across the ends of lines. */
const SHORTEST_WRAPPED = 8;

/** Where declared values stand, also where they overlap, and where lines are broken within them. */
export function valueSpans(text: string, from: number, values: readonly string[]): Span[] {
  const spans: Span[] = [];
  if (values.length === 0) return spans;
  for (const value of values) addSpans(spans, text, from, value);
  const joined = withoutBreaks(text, from);
  if (joined === undefined) return spans;
  for (const value of values) {
    if (value.length < SHORTEST_WRAPPED) continue;
    const found: Span[] = [];
    addSpans(found, joined.text, 0, value);
    for (const { start, end } of found) spans.push({ start: joined.places[start]!, end: joined.places[end - 1]! + 1 });
  }
  return spans;
}

function addSpans(spans: Span[], text: string, from: number, value: string): void {
  for (let at = text.indexOf(value, from); at >= 0; at = text.indexOf(value, at + 1)) {
    const last = spans.at(-1);
    const overlaps = last !== undefined && last.start <= at && last.end > at;
    if (overlaps) spans[spans.length - 1] = { start: last.start, end: at + value.length };
    else spans.push({ start: at, end: at + value.length });
  }
}

/** A line's end, with what mail and shells put before it and YAML behind it; or what is not seen. */
const BREAK = new RegExp(String.raw`[=\\]?\r?\n[ \t]{0,16}|${BREAKING}`, 'g');

/** What may become one. */
const UNFINISHED_BREAK = /[=\\]?(?:\r?\n[ \t]{0,16}|\r|\x1b(?:\[[0-?]{0,16}|[()])?)?$/;

/** The text from a place on as if it were one line, and where its characters stand; undefined where it is one. */
function withoutBreaks(
  text: string,
  from: number,
): { readonly text: string; readonly places: readonly number[] } | undefined {
  BREAK.lastIndex = from;
  if (!BREAK.test(text)) return undefined;
  const places: number[] = [];
  let joined = '';
  let at = from;
  const keep = (to: number): void => {
    for (let index = at; index < to; index++) places.push(index);
    joined += text.slice(at, to);
  };
  BREAK.lastIndex = from;
  for (let found; (found = BREAK.exec(text)) !== null;) {
    keep(found.index);
    at = BREAK.lastIndex;
  }
  keep(text.length);
  return { text: joined, places };
}

/** From where on the end of the text may be the beginning of a value, though a line ends within it. */
export function heldForValues(text: string, from: number, values: readonly string[]): number {
  if (values.length === 0) return text.length;
  const longest = values.reduce((length, value) => Math.max(length, value.length), 0);
  // A line is broken seldom enough that twice the length is plenty.
  const near = Math.max(from, text.length - 2 * longest - 64);
  const place = (index: number): number => near + index;
  // What may be the beginning of a break, or one with the blanks behind it.
  const last = Math.max(near, text.length - 24);
  const cut = text.slice(near, last + UNFINISHED_BREAK.exec(text.slice(last))!.index);
  const joined = withoutBreaks(cut, 0);
  const tails = [
    { text: text.slice(near), place },
    { text: cut, place },
  ];
  if (joined !== undefined) tails.push({ text: joined.text, place: (index) => place(joined.places[index]!) });
  return Math.min(text.length, ...tails.map((tail) => heldIn(tail, values)));
}

function heldIn(
  tail: { readonly text: string; readonly place: (index: number) => number },
  values: readonly string[],
): number {
  let length = 0;
  for (const value of values) {
    for (let size = Math.min(value.length - 1, tail.text.length); size > length; size--)
      if (tail.text.endsWith(value.slice(0, size))) length = size;
  }
  return length === 0 ? Infinity : tail.place(tail.text.length - length);
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

/** The same part of a text that begins elsewhere. */
export function shifted({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
