import { strengthOf } from '../secrets/names.ts';
import type { Span } from '../secrets/named.ts';

/** Within a value that goes on over the ends of lines. Plain data. */
export interface Quoted {
  /** What ends it: its quote, or the line that ends a here-document. */
  readonly until: string;
  readonly here?: true;
  /** A map of hosts and their tokens: each value of it is one, as far as its brace. */
  readonly map?: true;
  /** Lines that it may still have. */
  readonly left: number;
}

/** A quote that a log cut off hides no more lines than this. */
const MOST_LINES = 12;
const MOST_LINES_OF_TEXT = 200;

const OPEN = /([\w.-]{1,64})["']?\]?[ \t]{0,8}(?::=|=>|[:=])[ \t]{0,8}\$?("""|'''|["'`])([^"'`]*)$/;
const HERE = /([\w.-]{1,64})["']?[ \t]{0,8}[:=][^<]{0,64}<<[-~]?[ \t]?["']?(\w{1,32})["']?[ \t]*$/;
const MAP =
  /^[ \t]*["'](?:github-oauth|gitlab-oauth|gitlab-token|bitbucket-oauth|bearer|forgejo-token)["'][ \t]{0,4}:[ \t]{0,4}\{[ \t]*$/;
const MAP_VALUE = /^[ \t]*["'][^"']{1,255}["'][ \t]{0,4}:[ \t]{0,4}["'](?=[^"'])/;
const MAP_IN_LINE =
  /["'](?:github-oauth|gitlab-oauth|gitlab-token|bearer|forgejo-token)["'][ \t]{0,4}:[ \t]{0,4}\{[ \t]{0,4}["'][^"']{1,255}["'][ \t]{0,4}:[ \t]{0,4}["']([^"']{8,512})["']/dg;

/** Lines that hold none of these begin no such map; names of secrets are found as such. */
export const QUOTE_HINT = /["'](?:github-oauth|gitlab-oauth|gitlab-token|bitbucket-oauth|bearer|forgejo-token)["']/;

/** What of a line belongs to a value that began on one before. @param complete the line has come to its end. */
export function quotedSpans(line: string, quoted: Quoted | undefined, complete: boolean): Span[] {
  const spans = (QUOTE_HINT.test(line) ? [...line.matchAll(MAP_IN_LINE)] : []).map(({ indices }) => ({
    start: indices![1]![0],
    end: indices![1]![1],
  }));
  if (quoted === undefined || line.trim() === '') return spans;
  const start = line.search(/\S/);
  if (quoted.map) return [...spans, ...mapSpan(line, complete)];
  if (quoted.here) {
    const ends = line.trim() === quoted.until;
    return ends && complete ? spans : [...spans, { start, end: line.trimEnd().length, open: true }];
  }
  const close = closing(line, quoted.until);
  if (close < 0) return [...spans, { start, end: line.trimEnd().length, open: true }];
  return close > start ? [...spans, { start, end: close }] : spans;
}

function mapSpan(line: string, complete: boolean): Span[] {
  const begin = MAP_VALUE.exec(line)?.[0].length;
  if (begin === undefined) return [];
  const close = line.indexOf('"', begin);
  if (close < 0) return complete ? [] : [{ start: begin, end: line.length, open: true }];
  return close > begin ? [{ start: begin, end: close }] : [];
}

function closing(line: string, quote: string): number {
  for (let at = line.indexOf(quote); at >= 0; at = line.indexOf(quote, at + 1)) if (line[at - 1] !== '\\') return at;
  return -1;
}

/** What holds behind a line. */
export function quotedAfter(line: string, before: Quoted | undefined): Quoted | undefined {
  if (before !== undefined) {
    const ended = before.here ? line.trim() === before.until : closing(line, before.until) >= 0;
    if (!ended) return before.left > 1 ? { ...before, left: before.left - 1 } : undefined;
    if (before.map) return undefined;
  }
  if (MAP.test(line)) return { until: '}', map: true, left: MOST_LINES_OF_TEXT };
  const tail = line.slice(-4096);
  const here = HERE.exec(tail);
  if (here !== null && strengthOf(here[1]!) === 'strong')
    return { until: here[2]!, here: true, left: MOST_LINES_OF_TEXT };
  const open = OPEN.exec(tail);
  if (open === null || strengthOf(open[1]!) !== 'strong') return undefined;
  const triple = open[2]!.length === 3;
  // A quote without anything behind it ends a text: `'password:'`.
  if (open[3] === '' && !triple) return undefined;
  return { until: open[2]!, left: triple ? MOST_LINES_OF_TEXT : MOST_LINES };
}
