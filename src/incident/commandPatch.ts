import type { LineEdit } from '../text/unifiedDiff.ts';
import { safeLine } from './clean.ts';
import type { Deviation } from './deviations.ts';

/** Why a change is not offered. */
export type Left =
  | 'the command that ran is known with a redacted secret or an escaped character only'
  | "the command has other lines now, and where to put them in its block isn't clear";

const REDACTED = 'the command that ran is known with a redacted secret or an escaped character only';
const UNCLEAR = "the command has other lines now, and where to put them in its block isn't clear";

/** A command as it had to be edited: line by line where the edit kept their number, else all of them at once. */
export function editedCommand(lines: readonly string[], { line, edit }: Deviation): readonly LineEdit[] | Left {
  const before = edit?.before.split('\n') ?? [];
  const after = edit?.after.trimEnd().split('\n') ?? [];
  if (isRedacted(before, after)) return REDACTED;
  const place = placeOf(lines, line - 1);
  const edits = eachLine(lines, place, before, after) ?? wholeCommand(lines, place, before, after);
  const closes = edits?.some((one) => one.lines.some((text) => place.fence !== undefined && ends(text, place.fence)));
  return edits === undefined || closes === true ? UNCLEAR : edits;
}

/** Whether what ran has something in a secret's place, or a character that would be an escape, that the runbook has not. */
function isRedacted(before: readonly string[], after: readonly string[]): boolean {
  const stars = (all: readonly string[]): number => all.join('\n').split('***').length;
  return stars(after) > stars(before) || after.some((text) => !before.includes(text) && safeLine(text) !== text);
}

interface Place {
  /** 0-based: the lines of a block, `to` excluded. */
  readonly from: number;
  readonly to: number;
  readonly fence?: string;
}

/** The lines of a block that begins at a line, without its fences. */
function placeOf(lines: readonly string[], at: number): Place {
  const fence = fenceOf(lines[at] ?? '');
  if (fence === undefined) return { from: at, to: lines.length };
  const end = lines.findIndex((text, index) => index > at && ends(text, fence));
  return { from: at + 1, to: end < 0 ? lines.length : end, fence };
}

/** Behind marks of lists and quotes. */
function fenceOf(text: string): string | undefined {
  return /^(?:[\s>]|[-*+] |\d{1,9}[.)] )*(`{3,}|~{3,})/.exec(text)?.[1];
}

function ends(text: string, fence: string): boolean {
  const found = /^[\s>]*(`{3,}|~{3,})\s*$/.exec(text)?.[1];
  return found?.startsWith(fence) === true;
}

function eachLine(
  lines: readonly string[],
  place: Place,
  before: readonly string[],
  after: readonly string[],
): readonly LineEdit[] | undefined {
  if (before.length !== after.length) return undefined;
  let { from } = place;
  const edits: LineEdit[] = [];
  for (const [index, command] of before.entries()) {
    if (command === '' && after[index] === '') continue;
    const found = lines.slice(from, place.to).findIndex((text) => command !== '' && text.includes(command));
    if (found < 0) return undefined;
    const at = from + found;
    from = at + 1;
    if (after[index] === command) continue;
    const text = lines[at]!;
    const start = text.indexOf(command);
    edits.push({ at, count: 1, lines: [text.slice(0, start) + after[index]! + text.slice(start + command.length)] });
  }
  return edits;
}

/** Only where the command's lines follow each other with nothing before them but what all of them have: no prompt. */
function wholeCommand(
  lines: readonly string[],
  place: Place,
  before: readonly string[],
  after: readonly string[],
): readonly LineEdit[] | undefined {
  const own = lines.slice(place.from, place.to).map((text) => text.replace(/\r$/, ''));
  const first = before[0] ?? '';
  for (const [index, text] of own.entries()) {
    const lead = text.slice(0, text.length - first.length);
    if (first === '' || lead + first !== text || !/^[\s>]*$/.test(lead)) continue;
    const written = (line: string): string => (line === '' ? lead.trimEnd() : lead + line);
    const count = linesOf(own.slice(index), before.map(written));
    if (count === undefined) continue;
    const end = lines[place.from + index]!.endsWith('\r') ? '\r' : '';
    return [{ at: place.from + index, count, lines: after.map((line) => written(line) + end) }];
  }
  return undefined;
}

/** How many lines a command takes where it stands at their beginning: it is known without its empty lines. */
function linesOf(lines: readonly string[], command: readonly string[]): number | undefined {
  let at = 0;
  for (const wanted of command) {
    while (lines[at]?.trimEnd() !== wanted.trimEnd() && /^[\s>]*$/.test(lines[at] ?? 'end')) at++;
    if (lines[at]?.trimEnd() !== wanted.trimEnd()) return undefined;
    at++;
  }
  return at;
}
