import type { Range } from '../text/range.ts';
import { attributeWords, frontMatterWords, type Word } from './vocabularyTables.ts';

/** Something that can be written at a place; `range` is what it replaces. */
export interface Proposal {
  readonly name: string;
  readonly about: string;
  readonly insert: string;
  readonly range: Range;
}

/** What a word under the cursor means. */
export interface Explanation {
  readonly range: Range;
  /** Markdown. */
  readonly text: string;
}

/** Attributes or front matter keys that fit where the offset is and that are not there yet; none elsewhere. */
export function proposalsAt(text: string, offset: number): readonly Proposal[] {
  const line = lineAt(text, offset);
  const before = text.slice(line.start, offset);
  const front = frontMatterOf(text);
  if (front && offset > front.start && offset <= front.end) {
    const typed = /^[A-Za-z]*$/.exec(before);
    if (!typed || /^\s*:/.test(text.slice(offset + lettersAfter(text, offset)))) return [];
    const there = new Set([...text.slice(front.start, front.end).matchAll(/^([\w-]+)\s*:/gm)].map((m) => m[1]!));
    return propose(frontMatterWords, there, ': ', line.start, offset + lettersAfter(text, offset));
  }
  const inside = attributesAt(line.text, before.length);
  if (!inside) return [];
  const typed = /(?:^|[\s{:,])([A-Za-z]*)$/.exec(line.text.slice(inside.start, before.length));
  if (!typed || quoteOpen(line.text.slice(inside.start, before.length))) return [];
  const there = new Set(
    [...line.text.slice(inside.start, inside.end).matchAll(/(?:^|[\s{,])"?([\w.-]+)"?\s*[=:]/g)].map((m) => m[1]!),
  );
  return propose(attributeWords, there, '=', offset - typed[1]!.length, offset + lettersAfter(text, offset));
}

/** What the attribute or key at an offset means; undefined where there is none. */
export function explanationAt(text: string, offset: number): Explanation | undefined {
  const line = lineAt(text, offset);
  const at = offset - line.start;
  for (const match of line.text.matchAll(/[A-Za-z]+/g)) {
    const end = match.index + match[0].length;
    if (at < match.index || at > end) continue;
    const range = { start: line.start + match.index, end: line.start + end };
    const after = line.text.slice(end);
    const front = frontMatterOf(text);
    const inFront = front !== undefined && offset > front.start && offset <= front.end;
    if (inFront)
      return match.index === 0 && /^\s*:/.test(after) ? explain(frontMatterWords, match[0], range, ': ') : undefined;
    const inside = attributesAt(line.text, match.index);
    if (!inside || quoteOpen(line.text.slice(inside.start, match.index).replace(/"$/, ''))) return undefined;
    const whole =
      /(?:^|[\s{,:"])$/.test(line.text.slice(inside.start, match.index)) && /^(?:"?\s*[=:]|[\s}]|$)/.test(after);
    return whole ? explain(attributeWords, match[0], range, '=') : undefined;
  }
  return undefined;
}

function propose(
  words: readonly Word[],
  there: ReadonlySet<string>,
  joint: string,
  start: number,
  end: number,
): Proposal[] {
  return words
    .filter(({ name }) => !there.has(name))
    .map(({ name, about, value }) => ({ name, about, insert: `${name}${joint}${value}`, range: { start, end } }));
}

function explain(words: readonly Word[], name: string, range: Range, joint: string): Explanation | undefined {
  const word = words.find((one) => one.name === name);
  return word && { range, text: `${word.about}\n\nExample: \`${word.name}${joint}${word.value}\`` };
}

/** Between the marks of YAML front matter at the top. */
function frontMatterOf(text: string): Range | undefined {
  const open = /^\uFEFF?---[ \t]*\r?\n/.exec(text);
  if (!open) return undefined;
  const start = open[0].length;
  const close = /^(?:---|\.\.\.)[ \t]*$/m.exec(text.slice(start));
  return { start: start - 1, end: close ? start + close.index : text.length };
}

/** Where attributes may stand in a line: in the braces of an opening fence, or in our comment. */
function attributesAt(line: string, at: number): Range | undefined {
  const fence = /^[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?(?:`{3,}|~{3,})[^`{]*\{/.exec(line);
  const start = fence?.[0].length ?? /<!--\s*breakwater:/.exec(line)?.[0].length;
  if (start === undefined) return undefined;
  const from = fence ? start : line.indexOf('<!--') + start;
  const close = line.slice(from).search(fence ? /\}\s*$/ : /-->/);
  const end = close < 0 ? line.length : from + close;
  return at >= from && at <= end ? { start: from, end } : undefined;
}

function quoteOpen(text: string): boolean {
  return (text.match(/"/g)?.length ?? 0) % 2 === 1;
}

function lettersAfter(text: string, offset: number): number {
  return /^[A-Za-z]*/.exec(text.slice(offset, offset + 40))![0].length;
}

function lineAt(text: string, offset: number): { readonly start: number; readonly text: string } {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  return { start, text: text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '') };
}
