import type { Range } from '../text/range.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { LintMessage, LintResult, Suggestion } from './model.ts';

/** Fixing stops after so many rounds that leave as much to do as there was, should two fixes undo each other. */
const MAX_FIX_ROUNDS = 10;

/** Rules whose first suggestion is applied where they have no fix. */
export type ChosenRules = ReadonlySet<string>;

const none: ChosenRules = new Set();

/** The change that is applied to a finding without a further question. */
export function changeOf(
  { fix, suggestions, ruleId }: LintMessage,
  chosen: ChosenRules = none,
): Suggestion | undefined {
  return fix ?? (chosen.has(ruleId) ? suggestions[0] : undefined);
}

/**
 * The changes of some findings that do not touch one another and that declare no name twice, earlier ones first. Each
 * has chosen its names from those that the file had without the others.
 */
export function mergeFixes(messages: readonly LintMessage[], chosen: ChosenRules = none): TextEdit[] {
  const edits: TextEdit[] = [];
  const taken: Range[] = [];
  const declared = new Set<string>();
  const ordered = messages
    .map((message) => changeOf(message, chosen))
    .flatMap((fix) => (fix && fix.edits.length > 0 ? [{ fix, span: spanOf(fix.edits) }] : []))
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  for (const { fix, span } of ordered) {
    if (taken.some((other) => span.start <= other.end && other.start <= span.end)) continue;
    const names = namesIn(fix.edits);
    if (names.some((name) => declared.has(name))) continue;
    for (const name of names) declared.add(name);
    taken.push(span);
    edits.push(...fix.edits);
  }
  return edits;
}

/** The variables that edits declare for the statements around them; those of a `catch` or a callback are their own. */
function namesIn(edits: readonly TextEdit[]): readonly string[] {
  return edits.flatMap(({ newText }) =>
    Array.from(newText.matchAll(/\b(?:const|let|var)\s+([\w$]+)/g), ([, name]) => name!),
  );
}

function spanOf(edits: readonly TextEdit[]): Range {
  return {
    start: Math.min(...edits.map(({ range }) => range.start)),
    end: Math.max(...edits.map(({ range }) => range.end)),
  };
}

export interface Fixed {
  readonly text: string;
  readonly changed: boolean;
  /** What is left to say about the fixed text. */
  readonly result: LintResult;
}

/** Applies fixes and lints again, until nothing changes, nothing gets better or ten rounds were of no use. */
export async function fixAll(
  text: string,
  lintText: (text: string) => Promise<LintResult>,
  chosen: ChosenRules = none,
): Promise<Fixed> {
  let current = text.replace(/^\uFEFF/, '');
  let result = await lintText(current);
  for (let idle = 0; idle < MAX_FIX_ROUNDS;) {
    const edits = mergeFixes(result.messages, chosen);
    if (edits.length === 0) break;
    const next = applyEdits(current, edits);
    if (next === current) break;
    const after = await lintText(next);
    // A suggestion that leaves its finding would be made again in every round.
    const better = countOf(after, chosen) < countOf(result, chosen);
    if (chosen.size > 0 && !better) break;
    if (!better) idle++;
    current = next;
    result = after;
  }
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  return { text: mark + current, changed: mark + current !== text, result };
}

function countOf({ messages }: LintResult, chosen: ChosenRules): number {
  return messages.filter((message) => changeOf(message, chosen) !== undefined).length;
}
