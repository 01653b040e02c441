import type { Range } from '../text/range.ts';
import { applyEdits, type TextEdit } from '../text/edit.ts';
import type { LintMessage, LintResult } from './model.ts';

/** Fixing stops after so many rounds, should two fixes undo each other. */
const MAX_FIX_ROUNDS = 10;

/** The fixes of some findings that do not touch one another, earlier ones first. */
export function mergeFixes(messages: readonly LintMessage[]): TextEdit[] {
  const chosen: TextEdit[] = [];
  const taken: Range[] = [];
  const ordered = messages
    .flatMap(({ fix }) => (fix && fix.edits.length > 0 ? [{ fix, span: spanOf(fix.edits) }] : []))
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  for (const { fix, span } of ordered) {
    if (taken.some((other) => span.start <= other.end && other.start <= span.end)) continue;
    taken.push(span);
    chosen.push(...fix.edits);
  }
  return chosen;
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

/** Applies fixes and lints again, until nothing changes or ten rounds have passed. */
export async function fixAll(text: string, lintText: (text: string) => Promise<LintResult>): Promise<Fixed> {
  let current = text.replace(/^\uFEFF/, '');
  let result = await lintText(current);
  for (let round = 0; round < MAX_FIX_ROUNDS; round++) {
    const edits = mergeFixes(result.messages);
    if (edits.length === 0) break;
    const next = applyEdits(current, edits);
    if (next === current) break;
    current = next;
    result = await lintText(current);
  }
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  return { text: mark + current, changed: mark + current !== text, result };
}
