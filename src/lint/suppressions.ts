import type { ParsedFile } from '../ast/types.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import type { Finding, Severity } from '../rules/model.ts';
import type { SuppressionSettings } from './configFile.ts';
import { readSuppressions, type Suppression } from './directives.ts';
import { missingReason, unusedSuppression } from './model.ts';
import { didYouMean } from '../text/nearest.ts';

/** A finding of a rule, or of the engine itself. */
export interface RuleFinding extends Omit<Finding, 'suggestions'> {
  readonly suggestions?: readonly Suggestion[];
  readonly ruleId: string;
  readonly severity: Severity;
}

export interface SuppressionResult {
  readonly kept: readonly RuleFinding[];
  readonly suppressed: readonly { readonly finding: RuleFinding; readonly reason?: string }[];
}

/**
 * Takes out what comments silence, and adds what is wrong with the comments: one that silences nothing although its
 * rule ran, one that names an unknown rule, one without a reason where reasons are required.
 */
export function applySuppressions(
  file: ParsedFile,
  lines: LineIndex,
  findings: readonly RuleFinding[],
  settings: Required<SuppressionSettings>,
  ids: { readonly known: readonly string[]; readonly ran: ReadonlySet<string> },
): SuppressionResult {
  const suppressions = readSuppressions(file.comments, lines);
  if (suppressions.length === 0) return { kept: findings, suppressed: [] };
  const used = new Set<Suppression>();
  const kept: RuleFinding[] = [];
  const suppressed: { finding: RuleFinding; reason?: string }[] = [];
  for (const finding of findings) {
    const { line } = lines.positionAt(finding.range.start);
    const silencing = suppressions.filter((one) => covers(one, finding.ruleId, line));
    for (const one of silencing) used.add(one);
    if (silencing.length === 0) kept.push(finding);
    else suppressed.push({ finding, reason: silencing.find(({ reason }) => reason !== undefined)?.reason });
  }
  for (const one of suppressions) {
    if (settings.reportUnused && !used.has(one)) kept.push(...unusedSuppressions(file, one, suppressions, ids));
    if (settings.requireReason && one.reason === undefined && !one.shared && isFirstOfComment(one, suppressions)) {
      kept.push({
        ruleId: missingReason,
        severity: 'warning',
        range: one.comment,
        message: 'Add a reason to this suppression comment: "-- reason" at the end.',
      });
    }
  }
  return { kept, suppressed };
}

function covers({ ruleId, from, to }: Suppression, id: string, line: number): boolean {
  return from <= line && line <= to && (ruleId === undefined || ruleId === id);
}

function isFirstOfComment(one: Suppression, all: readonly Suppression[]): boolean {
  return all.find(({ comment }) => comment.start === one.comment.start) === one;
}

function unusedSuppressions(
  file: ParsedFile,
  one: Suppression,
  all: readonly Suppression[],
  { known, ran }: { readonly known: readonly string[]; readonly ran: ReadonlySet<string> },
): RuleFinding[] {
  const { ruleId, comment, named, shared } = one;
  if (shared) return [];
  const range = named ?? comment;
  const severity = 'warning';
  if (ruleId !== undefined && !known.includes(ruleId)) {
    const message = `Unknown rule "${ruleId}", so this comment suppresses nothing. ${didYouMean(ruleId, known)}`;
    return [{ ruleId: unusedSuppression, severity, range, message: message.trimEnd() }];
  }
  // A rule that is switched off may be why nothing was found.
  if (ruleId !== undefined && !ran.has(ruleId)) return [];
  const alone = all.filter((other) => other.comment.start === comment.start).length === 1;
  const what = ruleId ?? 'Breakwater';
  return [
    {
      ruleId: unusedSuppression,
      severity,
      range,
      message: `Unused suppression: ${what} reports nothing here. Remove this comment.`,
      fix: alone
        ? { title: 'Remove the comment', edits: [{ range: withLine(file.text, comment), newText: '' }] }
        : undefined,
    },
  ];
}

/** The comment, and its whole line where nothing else stands on it. */
function withLine(text: string, { start, end }: { start: number; end: number }): { start: number; end: number } {
  const before = /(^|[\r\n])[ \t]*$/.exec(text.slice(0, start));
  const after = /^[ \t]*(\r\n|\r|\n|$)/.exec(text.slice(end));
  if (!before || !after) return { start: start - (/[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0), end };
  return { start: before.index + before[1]!.length, end: end + after[0].length };
}
