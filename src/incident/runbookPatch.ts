import { mask } from '../masking/mask.ts';
import { visible } from '../text/visible.ts';
import { cleanLine } from './clean.ts';
import type { Deviation, RunReview } from './deviations.ts';
import { durationText } from './duration.ts';
import { unifiedDiff, type LineEdit } from './unifiedDiff.ts';

/** A proposal for one runbook. */
export interface RunbookPatch {
  readonly path: string;
  /** Unified diff against the text that the runs saw last. */
  readonly diff: string;
}

/**
 * What the runs of an incident teach their runbooks: commands as they had to be edited, checks that were missing, more
 * time where it ran out, and a remark where a step was skipped or took long. One patch per runbook, to be read before
 * it is applied; against the text that the latest run saw.
 */
export function runbookPatches(reviews: readonly RunReview[]): readonly RunbookPatch[] {
  const latest = new Map<string, RunReview>();
  for (const review of reviews) latest.set(review.path, review);
  return [...latest.values()].flatMap(({ path, snapshot }) => {
    const own = reviews.filter((one) => one.path === path && one.snapshot === snapshot && path !== '');
    const shown = masked(snapshot);
    if (shown === undefined) return [];
    const lines = snapshot.split('\n');
    const ending = lines.length > 1 && lines[0]!.endsWith('\r') ? '\r' : '';
    const seen = new Set<string>();
    const edits = own
      .flatMap(({ deviations }) => deviations)
      .flatMap((deviation) => editsFor(deviation, lines))
      .map((edit): LineEdit => ({
        ...edit,
        lines: edit.lines.map((line) => safe(line) + (edit.count === 0 ? ending : '')),
      }))
      .filter((edit) => {
        const key = JSON.stringify(edit);
        return seen.has(key) ? false : seen.add(key);
      });
    const diff = unifiedDiff(cleanLine(path), shown, edits);
    return diff === '' ? [] : [{ path: cleanLine(path), diff }];
  });
}

/** A runbook's text without secrets; undefined where its lines would not be the same ones any more. */
function masked(snapshot: string): string | undefined {
  const text = mask(snapshot);
  const lines = text.split('\n');
  return lines.length === snapshot.split('\n').length ? lines.map(safe).join('\n') : undefined;
}

/** A line without secrets, with characters that a terminal would obey as escapes; its own end stays. */
function safe(line: string): string {
  const end = line.endsWith('\r') ? '\r' : '';
  return visible(mask(line.slice(0, line.length - end.length))).replaceAll('\n', ' ') + end;
}

function editsFor(deviation: Deviation, lines: readonly string[]): readonly LineEdit[] {
  const { kind, line, run, took, text } = deviation;
  switch (kind) {
    case 'skipped-step':
      return remark(lines, line, `${text}. Seen in run ${run}: still needed?`);
    case 'slow-step':
      return remark(lines, line, `Took ${durationText(took ?? 0)} in run ${run}.`);
    case 'missing-check':
      return missingCheck(lines, deviation);
    case 'edited-command':
      return editedCommand(lines, deviation);
    case 'timed-out':
      return moreTime(lines, deviation);
    case 'failed-step':
    case 'failed-check':
    case 'step-not-done':
    case 'unticked-check':
      return [];
  }
}

/** A comment below the first line of a step: seen by its authors, not by responders. */
function remark(lines: readonly string[], line: number, said: string): readonly LineEdit[] {
  const first = lines[line - 1];
  if (first === undefined) return [];
  const text = cleanLine(said, 300).replaceAll('--', '-').replaceAll('>', '');
  const heading = /^\s{0,3}#/.test(first);
  return [{ at: line, count: 0, lines: [...(heading ? [''] : []), `${indentOf(first)}<!-- ${text} -->`] }];
}

/** What an item of a list is indented by, to stay within it. */
function indentOf(first: string): string {
  const item = /^(\s*)([-*+]|\d{1,9}[.)])(\s+)/.exec(first);
  return item === null ? (/^\s*/.exec(first)?.[0] ?? '') : ' '.repeat(item[0].length);
}

function missingCheck(lines: readonly string[], { line }: Deviation): readonly LineEdit[] {
  const first = lines[line - 1];
  if (first === undefined) return [];
  const fence = lastFenceEnd(lines, line, indentOf(first));
  if (fence === undefined) return [];
  return [{ at: fence, count: 0, lines: ['', `${indentOf(first)}- [ ] It worked: say here how that shows`] }];
}

/** Behind the first block of a step: the line after its closing fence, 0-based. */
function lastFenceEnd(lines: readonly string[], line: number, indent: string): number | undefined {
  let open: string | undefined;
  for (let at = line; at < lines.length; at++) {
    const text = lines[at]!;
    const fence = /^\s*(`{3,}|~{3,})/.exec(text)?.[1];
    if (open === undefined && (/^\s{0,3}#/.test(text) || (text.trim() !== '' && !text.startsWith(indent))))
      return undefined;
    if (fence === undefined) continue;
    if (open === undefined) open = fence;
    else if (fence.startsWith(open)) return at + 1;
  }
  return undefined;
}

/** Line by line, where the edit kept the number of lines. */
function editedCommand(lines: readonly string[], { line, edit }: Deviation): readonly LineEdit[] {
  const before = edit?.before.split('\n') ?? [];
  const after = edit?.after.split('\n') ?? [];
  if (before.length !== after.length) return [];
  let from = line - 1;
  return before.flatMap((command, index): LineEdit[] => {
    const at = lines.findIndex((text, number) => number >= from && command !== '' && text.includes(command));
    if (at < 0) return [];
    from = at + 1;
    if (after[index] === command) return [];
    const text = lines[at]!;
    const start = text.indexOf(command);
    return [{ at, count: 1, lines: [text.slice(0, start) + after[index]! + text.slice(start + command.length)] }];
  });
}

/** Twice the time that was too short. */
function moreTime(lines: readonly string[], { line }: Deviation): readonly LineEdit[] {
  const text = lines[line - 1] ?? '';
  const match = /\btimeout=(["']?)(\d+(?:\.\d+)?)/.exec(text);
  if (match === null) return [];
  const longer = `timeout=${match[1]}${Number(match[2]) * 2}`;
  return [
    {
      at: line - 1,
      count: 1,
      lines: [text.slice(0, match.index) + longer + text.slice(match.index + match[0].length)],
    },
  ];
}
