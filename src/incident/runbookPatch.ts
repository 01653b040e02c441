import { mask } from '../masking/mask.ts';
import { cleanLine, safeLine } from './clean.ts';
import { editedCommand, type Left } from './commandPatch.ts';
import type { Deviation, RunReview } from './deviations.ts';
import { durationText } from './duration.ts';
import { quotedPath } from '../text/quotedPath.ts';
import { realigned } from '../text/realign.ts';
import { CONTEXT, unifiedDiff, type LineEdit } from '../text/unifiedDiff.ts';

/** A proposal for one runbook. */
export interface RunbookPatch {
  readonly path: string;
  /** Unified diff against the text of today, else that which the runs saw last. */
  readonly diff: string;
}

/** The patches of an incident's runbooks, and why one that was wanted is not there or not whole. */
export interface RunbookPatches {
  readonly patches: readonly RunbookPatch[];
  /** One sentence each. */
  readonly problems: readonly string[];
}

/** The text that the file of a runbook has today; undefined where there is none. Absent: as the runs saw it. */
export type TextsToday = ReadonlyMap<string, string | undefined>;

/**
 * What the runs of an incident teach their runbooks: commands as they had to be edited, checks that were missing, more
 * time where it ran out, and a remark where a step was skipped or took long. One patch per runbook, to be read before
 * it is applied; against its text of today, so that it can be.
 */
export function runbookPatches(reviews: readonly RunReview[], today: TextsToday = new Map()): RunbookPatches {
  const latest = new Map<string, RunReview>();
  for (const review of reviews) latest.set(review.path, review);
  const patches: RunbookPatch[] = [];
  const problems: string[] = [];
  for (const { path, snapshot } of latest.values()) {
    if (path === '') continue;
    const own = reviews.filter((one) => one.path === path && one.snapshot === snapshot);
    const { edits, left } = editsOf(own, snapshot);
    if (edits.length === 0 && left.length === 0) continue;
    const name = cleanLine(quotedPath(path));
    if (OUTSIDE.test(path)) {
      problems.push(
        `No patch for ${name}: it is outside of the folder that the run is kept in, and a patch has no way out.`,
      );
      continue;
    }
    const text = today.has(path) ? today.get(path) : snapshot;
    if (text === undefined) {
      problems.push(`No patch for ${name}: the file isn't there any more.`);
      continue;
    }
    if (mask(path) !== path) {
      problems.push(`No patch for ${name}: what looks like a secret in its name would have to stand in it.`);
      continue;
    }
    const [before, lines] = [snapshot.split('\n'), text.split('\n')];
    const moved = text === snapshot ? edits : realigned(edits, before, lines).filter((edit) => edit !== undefined);
    const wanted = moved.filter((edit) => !isThere(edit, lines));
    // A line that is shown otherwise than it is, such as one with a secret, would keep the patch from being applied.
    const shown = lines.map(safeLine);
    const open = mask(text).split('\n').map(safeLine);
    const usable = wanted.filter(({ at, count }) =>
      lines
        .slice(Math.max(0, at - CONTEXT), at + count + CONTEXT)
        .every(
          (line, i) => line === shown[Math.max(0, at - CONTEXT) + i] && line === open[Math.max(0, at - CONTEXT) + i],
        ),
    );
    const diff = unifiedDiff(path, text, usable);
    const which = (lost: number): string => (lost === 1 ? '1 change' : `${lost} changes`);
    const changed = edits.length - moved.length;
    const hidden = wanted.length - usable.length;
    const only = diff === '' ? `No patch for ${name}` : `The patch for ${name} is not whole`;
    if (changed > 0)
      problems.push(
        `${only}: ${which(changed)} would be to lines that are different today than when the runs saw them.`,
      );
    if (hidden > 0)
      problems.push(
        `${only}: ${which(hidden)} would stand beside a secret, a control character or a byte that isn't UTF-8.`,
      );
    for (const reason of new Set(left))
      problems.push(`${only}: ${which(left.filter((one) => one === reason).length)} left out: ${reason}.`);
    if (diff !== '') patches.push({ path: name, diff });
  }
  return { patches, problems };
}

/** A path that leads out of the folder that it is relative to. */
const OUTSIDE = /^(?:\.\/)*\.\.\/|^\/|^[A-Za-z]:[\\/]/;

/** What the deviations of runs that saw the same text ask for; what several runs ask for, once. */
function editsOf(
  reviews: readonly RunReview[],
  snapshot: string,
): { edits: readonly LineEdit[]; left: readonly Left[] } {
  const lines = snapshot.split('\n');
  const ending = lines.length > 1 && lines[0]!.endsWith('\r') ? '\r' : '';
  const seen = new Set<string>();
  const isNew = (key: string): boolean => !seen.has(key) && seen.add(key) !== undefined;
  const proposals = reviews
    .flatMap(({ deviations }) => deviations)
    .filter(({ kind, line, text, edit }) => isNew(JSON.stringify([kind, line, kind === 'slow-step' ? '' : text, edit])))
    .map((deviation) => editsFor(deviation, lines));
  const edits = proposals
    .flatMap((proposal) => (typeof proposal === 'string' ? [] : proposal))
    .map((edit): LineEdit => ({
      ...edit,
      lines: edit.lines.map((line) => safeLine(line) + (edit.count === 0 ? ending : '')),
    }))
    .filter((edit) => isNew(JSON.stringify(edit)));
  return { edits, left: proposals.filter((proposal) => typeof proposal === 'string') };
}

/** Whether lines that would be added stand there already: the patch was applied. */
function isThere({ at, count, lines: added }: LineEdit, lines: readonly string[]): boolean {
  if (count > 0) return false;
  const bare = (line: string): string => line.trim().replace(/ Seen in run .*| in run \S+\. -->$/, '');
  const near = new Set(lines.slice(at, at + 12).map(bare));
  return added.filter((line) => line.trim() !== '').every((line) => near.has(bare(line)));
}

function editsFor(deviation: Deviation, lines: readonly string[]): readonly LineEdit[] | Left {
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
