import type { Span } from '../secrets/named.ts';

/** Whose codes: those that open an account when the second factor is lost. */
const OF = String.raw`(?:recovery|back-?up|(?:emergency[ _-])?scratch|emergency|one[ -]time|2fa|mfa|two[ -]factor|rescue)`;
const HEAD = new RegExp(
  String.raw`\b${OF}(?:[ _-]?(?:verification|authentication|recovery|backup|scratch|login|access|sign-in))?[ _-]?codes?\b["']?`,
  'gi',
);
/** What such a heading may go on with before its list begins. */
const REST =
  /^(?: (?:are|is|below|follow|generated|for [^:[\]]{1,60}|\([^()]{1,60}\))){0,2}[ \t]{0,8}(?:[:=][ \t]{0,8})?(?=\[|[^\s:=[]|$)/;

/** Lines without a heading tell nothing of codes. */
export const CODES_HINT = new RegExp(HEAD.source, 'i');

/** Lines of the list may be told apart by this many others: blank ones, a rule, a sentence. */
const MOST_BETWEEN = 3;

/** Within a list of codes: so many lines may still come without one. Plain data. */
export interface Codes {
  readonly left: number;
  /** In brackets: each item is one. */
  readonly listed?: true;
}

const CODE = String.raw`(?:[A-Za-z\d]{4,24}(?:[-_][A-Za-z\d]{2,24}){0,7}|\d{3,5})`;
const BULLET = String.raw`(?:\(?\d{1,2}[.):]|[-*+•]|\[[ x]?\])`;
const ROW = new RegExp(
  String.raw`^[ \t]*(?:${BULLET}[ \t]{1,4})?["']?(?=\S)((?:${BULLET}[ \t]{1,4})?["']?${CODE}["']?,?(?:[ \t]{1,16}|,|$)){1,12}$`,
);

/** Codes of a line: behind their heading, or of the list that it stands in. @param complete the line has come to its end. */
export function codeSpans(line: string, codes: Codes | undefined, complete: boolean): Span[] {
  const spans: Span[] = [];
  HEAD.lastIndex = 0;
  const head = HEAD.exec(line);
  if (head !== null) {
    const at = HEAD.lastIndex + (REST.exec(line.slice(HEAD.lastIndex, HEAD.lastIndex + 200))?.[0].length ?? Infinity);
    if (at < line.length) spans.push(...behindHead(line, at, complete));
    return spans;
  }
  if (codes === undefined) return spans;
  const start = line.search(/[^\s"'*•+-]|$/);
  if (start >= line.length) return spans;
  const last = codes.listed ? line.indexOf(']') : -1;
  const end = last < 0 ? line.trimEnd().length : last;
  if (end <= start) return spans;
  if (!complete) return [{ start, end: line.length, open: true }];
  return isRow(line.slice(0, end)) ? itemSpans(line, 0, end) : spans;
}

function behindHead(line: string, at: number, complete: boolean): Span[] {
  const listed = line[at] === '[';
  const close = listed ? line.indexOf(']', at) : -1;
  const end = close < 0 ? line.trimEnd().length : close;
  const from = listed ? at + 1 : at;
  if (close < 0 && !complete) return [{ start: from, end: line.length, open: true }];
  return isRow(line.slice(from, end)) ? itemSpans(line, from, end) : [];
}

/** Each word looks like a code, and not all of them are words of a language. */
function isRow(text: string): boolean {
  if (text.length > 512 || !ROW.test(text.trim())) return false;
  const words = text.match(new RegExp(CODE, 'g')) ?? [];
  return words.every((word) => /\d/.test(word) || /^[A-Za-z]{4,8}(?:-[A-Za-z]{4,8})+$/.test(word));
}

function itemSpans(line: string, from: number, to: number): Span[] {
  return [...line.slice(from, to).matchAll(new RegExp(String.raw`(?<![\w-])${CODE}(?![\w-])`, 'g'))].map((item) => ({
    start: from + item.index,
    end: from + item.index + item[0].length,
  }));
}

/** What holds behind a line. */
export function codesAfter(line: string, before: Codes | undefined): Codes | undefined {
  HEAD.lastIndex = 0;
  if (HEAD.test(line)) {
    const rest = line.slice(HEAD.lastIndex);
    const at = REST.exec(rest.slice(0, 200))?.[0].length;
    if (at === undefined) return undefined;
    const list = rest.slice(at);
    if (list.startsWith('[')) return list.includes(']') ? undefined : { left: MOST_BETWEEN, listed: true };
    return list.trim() === '' ? { left: MOST_BETWEEN } : undefined;
  }
  if (before === undefined || (before.listed && line.includes(']'))) return undefined;
  if (isRow(line)) return { ...before, left: MOST_BETWEEN };
  return before.left > 1 ? { ...before, left: before.left - 1 } : undefined;
}
