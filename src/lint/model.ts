import type { Position } from '../text/range.ts';
import type { Finding, Severity } from '../rules/model.ts';
import type { Suggestion } from '../changes/suggestion.ts';

/** A text to lint. `path` is absolute and `/`-separated; its ending says which language it is in. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

/** Findings that no rule makes: they cannot be configured, and only the last one can be suppressed or fixed away. */
export const parseError = 'parse-error';
export const internalError = 'internal-error';
export const unusedSuppression = 'unused-suppression';
export const missingReason = 'missing-reason';

/** Findings of the engine itself have no page. */
export function hasPage(ruleId: string): boolean {
  return ![parseError, internalError, unusedSuppression, missingReason].includes(ruleId);
}

/** One finding as it is shown, with its place in lines. */
export interface LintMessage extends Omit<Finding, 'suggestions'> {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly start: Position;
  readonly end: Position;
  readonly suggestions: readonly Suggestion[];
  /** Stays the same where lines above are added or removed; equal findings of a file are numbered. */
  readonly fingerprint: string;
}

export type { Suggestion } from '../changes/suggestion.ts';

export interface SuppressedMessage extends LintMessage {
  /** `comment`: a suppression in the source; `baseline`: accepted when the baseline was written. */
  readonly suppressedBy: 'comment' | 'baseline';
  /** What stands after `--` in the comment. */
  readonly reason?: string;
}

export interface LintResult {
  readonly path: string;
  /** In the order of the text. */
  readonly messages: readonly LintMessage[];
  readonly suppressed: readonly SuppressedMessage[];
}
